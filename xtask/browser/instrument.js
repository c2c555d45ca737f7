// Runs before the scripts of every page that we open, in each browser.

// A page that fails says so at once, instead of letting its visitor wait until the time is up.
for (const type of ["error", "unhandledrejection"]) {
  addEventListener(type, (event) => {
    const cause = event.error ?? event.reason ?? event.message;
    window.__result ??= { error: `${cause}\n${cause?.stack ?? ""}` };
  });
}

/**
 * Collects garbage and waits until the finalizers of what was found dead have run. An engine keeps what a
 * WeakRef was made for or read from until the running job has ended, so a job of its own comes first.
 */
window.collectGarbage = async () => {
  const pause = (ms) => new Promise((resume) => setTimeout(resume, ms));
  await pause(5);
  if (typeof gc === "function") gc();
  else await TestUtils.gc();
  await pause(60);
};

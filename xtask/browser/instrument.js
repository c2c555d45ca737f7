// Runs before the scripts of every page that we open, in each browser. All in a function, so that no script of the
// page runs into its names.

(() => {
  // A page that fails says so at once, instead of letting its visitor wait until the time is up. (WebKit does not
  // tell of a module that throws after a top-level `await`; there the visitor does wait.)
  const fail = (cause) => (window.__result ??= { error: `${cause}\n${cause?.stack ?? ""}` });
  addEventListener("unhandledrejection", (event) => fail(event.reason));
  addEventListener(
    "error",
    (event) => {
      if (event instanceof ErrorEvent) fail(event.error ?? event.message);
      else if (event.target.matches("script")) fail(`cannot load ${event.target.src}`);
    },
    true, // a script that cannot be loaded is told to its element only, on whose way down we listen
  );

  /**
   * Collects garbage and waits until the finalizers of what was found dead have run. An engine keeps what a
   * WeakRef was made for or read from until the running job has ended, so a job of its own comes first.
   */
  window.collectGarbage = async () => {
    const pause = (ms) => new Promise((resume) => setTimeout(resume, ms));
    await pause(5);
    // As a job of its own: below a call, Chromium takes whatever the stack still shows for references to objects of the
    // DOM, and so keeps some listeners for ever. (WebKit's knows no options.)
    if (typeof gc === "function") await gc({ type: "major", execution: "async" });
    else await TestUtils.gc();
    await pause(60);
  };
})();

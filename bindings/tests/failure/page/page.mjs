// Recursion through both languages in a browser: how much room its stack has, and that the limit comes before.

import init, * as m from "./handfast_test_failure.js";

/** Calls Rust, which calls this, until something stops it. */
function recurse() {
  const object = new m.Fragile();
  let depth = 0;
  const down = () => {
    depth += 1;
    return object.calls(down);
  };
  const code = codeOf(down);
  return { code, reached: depth };
}

function codeOf(call) {
  try {
    call();
  } catch (error) {
    return error.code ?? String(error);
  }
  return "nothing was thrown";
}

function expect(actual, expected, what) {
  if (actual !== expected) throw new Error(`${what}: ${actual}, not ${expected}`);
}

async function main() {
  await init({ module_or_path: new URL("handfast_test_failure_bg.wasm", import.meta.url) });
  const limited = recurse();
  expect(limited.code, "HANDFAST_TOO_DEEP", "at the limit");
  const object = new m.Fragile();
  const endless = () => endless() + 1;
  object.catches(endless);
  expect(object.count, 0, "after an overflow of JavaScript alone");
  m.setDepthLimit(1e6);
  const { code, reached } = recurse();
  expect(code, "HANDFAST_POISONED", "when the stack has overflowed");
  expect(codeOf(() => object.count), "HANDFAST_POISONED", "afterwards");
  window.__result = { room: reached, agent: navigator.userAgent };
}

main().catch((error) => (window.__result = { error: `${error}\n${error.stack}` }));

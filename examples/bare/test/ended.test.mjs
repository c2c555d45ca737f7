// What a scope of JavaScript's has released says so by name, also where the number that its wrapper carries gets into the module.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const site = pathToFileURL(`${process.env.HANDFAST_BARE}/`);
const { HandfastObject, handfast, instantiate } = await import(new URL("node_modules/handfast/index.js", site));

const load = async (file, classes = {}) => instantiate(await readFile(new URL(file, site)), { classes });

/** @param {() => unknown} call */
function refused(call) {
  assert.throws(call, { code: "HANDFAST_SCOPE_ENDED", message: /the scope "kitchen" ended/ });
}

/** A wrapper that the scope "kitchen" has released. @param {() => object} make */
function released(make) {
  let wrapper;
  handfast.scope(() => {
    wrapper = make();
  }, "kitchen");
  return wrapper;
}

function assertEmpty() {
  // In slices, as the passes are that run by themselves; then in one job.
  while (handfast.collectWithin(2) === undefined);
  handfast.collect();
  handfast.flush();
  const { rustObjects, handles, slots, wrappers } = handfast.stats();
  assert.deepEqual({ rustObjects, handles, slots, wrappers }, { rustObjects: 0, handles: 0, slots: 0, wrappers: 0 });
}

test("a module in C", async () => {
  class Value extends HandfastObject {}
  const wasm = await load("scopes/scopes.wasm", { Value });
  const { exports } = wasm;
  const value = released(() => wasm.object(exports.value_new(1)));
  assert.ok(value instanceof Value);
  const number = value.__wbg_ptr;
  refused(() => wasm.handle(value));
  refused(() => wasm.check(exports.value_sum(number)));
  // An export that fails without saying so.
  refused(() => wasm.construct(() => 0 * exports.hf_dispose(number)));
  // The next error is another one.
  assert.throws(() => wasm.check(exports.value_sum(0.5)), { code: "HANDFAST_NOT_A_HANDLE" });
  assert.equal(exports.hf_ref_count(), 0);
  assertEmpty();
});

test("a module in Rust", async () => {
  const wasm = await load("marshal/rust.wasm");
  const { exports } = wasm;
  const numbers = released(() => wasm.object(exports.squares(3)));
  refused(() => wasm.handle(numbers));
  refused(() => wasm.check(exports.numbers_length(numbers.__wbg_ptr)));
  assertEmpty();
});

// For tests in Node: loads the module, expects errors by their code, and says what is left.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after } from "node:test";
import path from "node:path";

const folder = process.env.HANDFAST_TEST_FEATURES;
if (!folder) throw new Error("run this through `cargo xtask test --only features`");

const require = createRequire(import.meta.url);

/** The folder that bindgen has filled. */
export const out = path.resolve(folder);
const file = path.join(out, `handfast_${path.basename(out).replace("-", "_")}.js`);

/** The module under test. */
export const m = require(file);

/** Another instance of it. */
export function anotherInstance() {
  const first = require.cache[file];
  delete require.cache[file];
  try {
    return require(file);
  } finally {
    require.cache[file] = first;
  }
}

/** Expects an error of Handfast's, and that its text names what it should. */
export function refuses(code, call, text = /./) {
  let thrown;
  try {
    call();
  } catch (error) {
    thrown = error;
  }
  assert.ok(thrown, `expected ${code}, nothing was thrown`);
  check(code, thrown, text);
}

/**
 * Expects that an object was taken by value. Its wrapper is disposed if it could be found, and has a stale handle
 * otherwise; which, depends on how long ago it was made.
 */
export function isGone(call) {
  assert.throws(call, (error) => ["HANDFAST_DISPOSED", "HANDFAST_STALE_HANDLE"].includes(error.code));
}

/** Expects that a promise is rejected with an error of Handfast's. */
export async function rejects(code, promise, text = /./) {
  let thrown;
  await promise.catch((error) => (thrown = error));
  assert.ok(thrown, `expected ${code}, the promise was fulfilled`);
  check(code, thrown, text);
}

function check(code, error, text) {
  assert.ok(error instanceof Error, `expected ${code}, ${String(error)} was thrown`);
  assert.equal(error.code, `HANDFAST_${code}`, error.stack);
  assert.match(error.message, text);
}

/** A promise, and how to settle it. */
export function deferred() {
  let resolve, reject;
  const promise = new Promise((...settle) => ([resolve, reject] = settle));
  return { promise, resolve, reject };
}

export const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Asserts that both tables are empty, once garbage is collected. */
export async function assertEmpty() {
  for (let i = 0; i < 60; i += 1) {
    await turn();
    gc();
    await new Promise((resolve) => setTimeout(resolve, 1));
    m.handfast.collect();
    m.handfast.flush();
    const { rustObjects, handles, jsRefs, wrappers, slots } = m.handfast.stats();
    if (rustObjects + handles + jsRefs + wrappers + slots === 0) return;
  }
  assert.fail(`not empty: ${JSON.stringify(m.handfast.stats())}`);
}

/** Every file ends with this: whatever its tests made is gone. */
export function endsEmpty() {
  after(assertEmpty);
}

// For tests in Node: loads the module, collects garbage, and says what is left.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

const folder = process.env.HANDFAST_TEST_ENGINE;
if (!folder) throw new Error("run this through `cargo xtask test --only engine`");
const file = path.resolve(folder, "handfast_test_engine.js");

/** The module under test. */
export const m = createRequire(import.meta.url)(file);
export const fileUrl = pathToFileURL(file);

export const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Collects garbage until `done()`; finalizers run in turns of their own. */
export async function collectUntil(done, what) {
  for (let i = 0; i < 60; i += 1) {
    await turn();
    gc();
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (done()) return;
  }
  assert.fail(`not collected: ${what}; ${JSON.stringify(m.handfast.stats())}`);
}

/** Asserts that both tables are empty, once garbage is collected. */
export async function assertEmpty() {
  const empty = () => {
    const { rustObjects, handles, jsRefs, wrappers, slots } = m.handfast.stats();
    return rustObjects + handles + jsRefs + wrappers + slots === 0;
  };
  await collectUntil(() => {
    m.handfast.flush();
    return empty();
  }, "tables");
}

/** A small generator of random numbers that a seed reproduces (mulberry32). */
export function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return { next, below: (n) => Math.floor(next() * n), pick: (list) => list[Math.floor(next() * list.length)] };
}

/** The `code` of what `f` throws; `undefined` if it returns. */
export function codeOf(f) {
  try {
    f();
  } catch (error) {
    return error.code ?? `${error.name}: ${error.message}`;
  }
  return undefined;
}

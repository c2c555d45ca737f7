// What the tests share: waiting for the collector, and the check that ends each of them.

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { countWaiting } from "../src/construct.js";
import { handfast } from "../src/index.js";
import { FakeWasm } from "./fake-wasm.js";
import { glue } from "./fake-glue.js";

/** A fake instance with its classes registered. */
export function load({ identity = false, ...memory } = {}) {
  const wasm = new FakeWasm(memory);
  const classes = glue(wasm);
  wasm.define(classes.Node, { identity });
  wasm.define(classes.Leaf, { identity, parent: classes.Node });
  wasm.define(classes.Other);
  return { wasm, ...classes };
}

/** Waits for a macrotask after the one that ends the turn. */
export async function turn() {
  await sleep(0);
  await sleep(0);
}

/**
 * Collects garbage until an object that died after everything else has been reported, and the turn
 * in which that happened is over.
 */
export async function collect() {
  await turn();
  let reported = false;
  const sentinels = new RealFinalizationRegistry(() => {
    reported = true;
  });
  (() => sentinels.register({}, 0))();
  await turn();
  for (let round = 0; !reported; round += 1) {
    assert.ok(round < 50, "the engine does not report dead objects");
    globalThis.gc();
    await sleep(10);
  }
  globalThis.gc();
  await sleep(10);
  await turn();
}

const RealFinalizationRegistry = globalThis.FinalizationRegistry;

/** Checks that nothing is left on either side. To be the last act of a test, once all is released. */
export function assertEmpty(...instances) {
  for (const wasm of instances) {
    assert.ok(wasm.isEmpty, "the fake wasm side has objects left");
  }
  const { wrappers, nursery, slots } = handfast.stats();
  assert.deepEqual({ wrappers, nursery, slots }, { wrappers: 0, nursery: 0, slots: 0 });
  assert.equal(countWaiting(), 0);
}

/** Runs `body` with globals replaced, and puts them back. */
export async function withGlobals(replacements, body) {
  const saved = Object.keys(replacements).map((key) => [key, Object.getOwnPropertyDescriptor(globalThis, key)]);
  try {
    for (const [key, value] of Object.entries(replacements)) {
      Object.defineProperty(globalThis, key, { value, configurable: true, writable: true });
    }
    return await body();
  } finally {
    for (const [key, descriptor] of saved) Object.defineProperty(globalThis, key, descriptor);
  }
}

/** Runs `body` with other settings, and puts them back. */
export async function withConfig(changes, body) {
  const saved = handfast.configure({});
  try {
    handfast.configure(changes);
    return await body();
  } finally {
    handfast.configure(saved);
  }
}

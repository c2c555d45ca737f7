// The module under test, and the check that ends every file.
//
//   cargo xtask wasm build handfast-collab --out DIR
//   HANDFAST_COLLAB=DIR node --expose-gc --test examples/collab/tests/js/

import assert from "node:assert/strict";
import { after } from "node:test";

import { collect } from "../../../dom/demo/collect.mjs";
import { load } from "../../demo/load.mjs";
import { counts, isEmpty } from "../../demo/counts.mjs";

const folder = process.env.HANDFAST_COLLAB;
if (folder === undefined) throw new Error("HANDFAST_COLLAB must name the folder of the built module");

/** @type {any} */
export const collab = await load(folder);
export const { Document, SharedText, SharedMap, SharedArray, SharedType, UndoManager, CollabError, handfast } = collab;

/** @param {string} code of a `CollabError` */
export function refusal(code) {
  return (/** @type {any} */ error) => error instanceof CollabError && error.name === "CollabError" && error.code === code;
}

/** @param {string} code of an error of Handfast's */
export function handfastError(code) {
  return (/** @type {any} */ error) => error.code === code;
}

/** Has each document apply the updates of the others, at once. @param {any[]} documents */
export function connect(...documents) {
  for (const from of documents) {
    from.observeUpdates((/** @type {any} */ event) => {
      if (event.origin === "remote") return;
      for (const to of documents) if (to !== from) to.applyUpdate(event.update);
    });
  }
}

/** Brings both up to date. @param {any} a @param {any} b */
export function sync(a, b) {
  const [forA, forB] = [b.diff(a.stateVector()), a.diff(b.stateVector())];
  a.applyUpdate(forA);
  b.applyUpdate(forB);
}

/** Lets the garbage collector work until nothing is left, or it is clear that something stays. */
export async function settle(expected = isEmpty) {
  for (let i = 0; i < 20 && !expected(collab); i += 1) {
    handfast.collect();
    await collect();
  }
}

after(async () => {
  await settle();
  assert.deepEqual(
    counts(collab),
    { documents: 0, sharedTypes: 0, undoManagers: 0, replicas: 0, subscriptions: 0, rustObjects: 0, handles: 0, jsRefs: 0, slots: 0 },
    JSON.stringify(handfast.stats().types),
  );
});

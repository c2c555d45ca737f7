// Counting what is left.

import { collect } from "../../dom/demo/collect.mjs";

/** What lives, and what the table calls it. The objects of scripts are counted by their own constructors and `Drop`. */
export const COUNTS = /** @type {const} */ ([
  ["objects", "script objects"],
  ["rustObjects", "Rust objects"],
  ["handles", "handles"],
  ["jsRefs", "JS refs"],
  ["slots", "JS slots"],
]);

/** @param {any} script the module @returns {Record<string, number>} */
export function counts({ handfast, liveObjects }) {
  const { rustObjects, handles, jsRefs, slots } = handfast.stats();
  return { objects: liveObjects(), rustObjects, handles, jsRefs, slots };
}

/** @param {any} script the module */
export function isEmpty(script) {
  return Object.values(counts(script)).every((count) => count === 0);
}

/** Lets the collectors of both sides work once. @param {any} script the module */
export async function collectBoth(script) {
  script.handfast.collect();
  await collect();
}

/** Collects until nothing is left, or it is clear that something stays. @param {any} script the module */
export async function settle(script, rounds = 20) {
  for (let i = 0; i < rounds && !isEmpty(script); i += 1) await collectBoth(script);
  return counts(script);
}

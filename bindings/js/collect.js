// The collector runs in Rust; this calls it and reads its report.

import { instances } from "./instance.js";
import { visit } from "./poison.js";

/**
 * What a collection did, summed over all instances.
 *
 * @typedef {object} Collection
 * @property {number} released objects whose wrappers were found dead before it
 * @property {number} traced objects that were looked at: all that can hold references
 * @property {number} edges references between them that were found
 * @property {number} roots objects that local variables of Rust, raw retains or untraced fields hold
 * @property {number} ceded objects that only wrappers keep alive: the engine's collector decides about them
 * @property {number} mirrored references of theirs that are mirrored in JavaScript
 * @property {number} freed objects freed because only they kept each other alive; what they alone owned
 *   is not counted
 * @property {number} misreported objects of which more references were traced than there are; a `Trace`
 *   implementation is wrong
 * @property {number} duration milliseconds
 */

/** The numbers of Rust's report, in its order. */
const FIELDS = /** @type {const} */ (["traced", "edges", "roots", "ceded", "mirrored", "freed", "misreported"]);

/** The instances whose passes, as far as `collectWithin` runs them, are not over. @type {import("./instance.js").Instance[]} */
let rest = [];
/** Whether the pass of the last of them has begun. The end of a turn may end it. */
let begun = false;
/** What they have reported so far. @type {SlicedCollection | undefined} */
let reported;

/**
 * A report of a collection in slices.
 *
 * @typedef {Collection & { slices: number, longestSlice: number }} SlicedCollection
 */

/**
 * Runs a slice of a collection, in one instance, or begins the next collection.
 *
 * @param {number} budget milliseconds
 * @returns {SlicedCollection | undefined} the report, after the last slice
 */
export function collectSlice(budget) {
  if (reported === undefined) {
    reported = { ...emptyReport(), slices: 0, longestSlice: 0 };
    rest = [...instances];
  }
  const instance = rest.at(-1);
  const over = instance && visit(instance, "hf_collect_within", budget, begun ? 0 : 1);
  begun = over === 0;
  if (instance !== undefined && !begun) {
    rest.pop();
    addReport(reported, instance);
    const { hf_collected } = instance.exports;
    reported.slices += hf_collected(7);
    reported.longestSlice = Math.max(reported.longestSlice, hf_collected(8));
    reported.duration += hf_collected(9);
  }
  if (rest.length !== 0) return undefined;
  const report = reported;
  reported = undefined;
  return report;
}

/** @returns {Collection} */
function emptyReport() {
  return /** @type {any} */ ({ released: 0, ...Object.fromEntries(FIELDS.map((field) => [field, 0])), duration: 0 });
}

/** @param {Collection} report @param {import("./instance.js").Instance} instance */
function addReport(report, instance) {
  FIELDS.forEach((field, which) => (report[field] += instance.exports.hf_collected(which)));
}

/**
 * Frees the objects of every instance that only keep each other alive.
 *
 * @param {() => number} sweep is run first, and says how many objects it released
 * @returns {Collection}
 */
export function collectAll(sweep) {
  const start = performance.now();
  const report = { ...emptyReport(), released: sweep() };
  for (const instance of instances) {
    visit(instance, "hf_collect");
    addReport(report, instance);
  }
  report.duration = performance.now() - start;
  return report;
}

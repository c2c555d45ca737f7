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

/**
 * Frees the objects of every instance that only keep each other alive.
 *
 * @param {() => number} sweep is run first, and says how many objects it released
 * @returns {Collection}
 */
export function collectAll(sweep) {
  const start = performance.now();
  const report = { released: sweep(), traced: 0, edges: 0, roots: 0, ceded: 0, mirrored: 0, freed: 0, misreported: 0, duration: 0 };
  for (const instance of instances) {
    if (instance === undefined) continue;
    visit(instance, "hf_collect");
    const { hf_collected } = instance.exports;
    FIELDS.forEach((field, which) => (report[field] += hf_collected(which)));
  }
  report.duration = performance.now() - start;
  return report;
}

// Numbers for people and tests.

import { countEntries } from "./entries.js";
import { instances, readText } from "./instance.js";
import { countSlots } from "./table.js";

/** @typedef {import("./instance.js").Instance} Instance */

/**
 * @typedef {object} Counts
 * @property {number} rustObjects objects alive in Rust
 * @property {number} handles objects that JavaScript can address
 * @property {number} jsRefs JavaScript values that Rust holds
 * @property {number} locals JavaScript values in open scopes of Rust
 * @property {number} pendingReleases objects released but not yet dropped
 * @property {number} pendingDecrefs JS refs dropped but not yet cleared on this side
 * @property {number} bytes what the objects of measured classes take in Rust's memory
 * @property {Record<string, number>} bytesByType the same, by type
 * @property {{ rustObjects: number, handles: number, jsRefs: number, locals: number, bytes: number }} peak the highest these have been
 * @property {Record<string, number>} types objects alive, by type
 * @property {number} wrappers entries on this side
 * @property {number} nursery places of the nursery in use, disposed wrappers included
 */

/** @typedef {Counts & { slots: number, instances: Counts[] }} Stats */

/** What an instance would be that has nothing. @type {any} */
const NONE = { exports: { hf_stat: () => 0, hf_type_count: () => 0 }, marks: [], fresh: 0 };

/**
 * Counts everything: sums over all instances that use this copy of the package, each instance, and
 * the slots of the table that they share. For diagnostics: it looks at every slot.
 *
 * @returns {Stats} a plain object, owned by the caller
 */
export function stats() {
  const each = instances.map(countsOf);
  const total = { ...countsOf(NONE), slots: countSlots(), instances: each };
  for (const counts of each) add(total, counts);
  return total;
}

/** @param {Instance} instance @returns {Counts} */
function countsOf(instance) {
  const { exports } = instance;
  const [rustObjects, handles, jsRefs, pendingReleases, pendingDecrefs, ...others] =
    Array.from({ length: 10 }, (_, which) => exports.hf_stat(which));
  const { bytes, peak, bytesByType } = instance.pressure?.counts() ?? { bytes: 0, peak: 0, bytesByType: {} };
  return {
    rustObjects,
    handles,
    jsRefs,
    locals: others[3],
    pendingReleases,
    pendingDecrefs,
    peak: { rustObjects: others[0], handles: others[1], jsRefs: others[2], locals: others[4], bytes: peak },
    types: typesOf(instance),
    bytes,
    bytesByType,
    wrappers: countEntries(instance),
    nursery: instance.fresh,
  };
}

/** @param {Instance} instance @returns {Record<string, number>} */
function typesOf(instance) {
  const { exports } = instance;
  /** @type {Record<string, number>} */
  const types = {};
  const count = exports.hf_type_count();
  for (let i = 0; i < count; i += 1) {
    const name = readText(instance, exports.hf_type_name(i), exports.hf_type_name_len(i));
    types[name] = (types[name] ?? 0) + exports.hf_type_live(i);
  }
  return types;
}

/** @param {any} total @param {any} counts adds every number of `counts` to `total`, at any depth */
function add(total, counts) {
  for (const [key, value] of Object.entries(counts)) {
    if (typeof value === "number") total[key] = (total[key] ?? 0) + value;
    else add(total[key], value);
  }
}

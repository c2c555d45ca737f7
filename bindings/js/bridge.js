// The JavaScript side of the bridge pass: mirror lists, weak slots, pins.
//
// Rust's references are shown to the engine's collector. A wrapper gets a *mirror list*: the values and wrappers that its
// object holds in Rust. The slots of those values become *weak*. From then on the engine sees the true graph, and if it
// finds a wrapper unreachable, its list goes with it. If Rust enters an object meanwhile, it *pins* the list.
//
// Invariants:
// - A list is in a private field of its wrapper: nobody sees it, and it can be written on a frozen wrapper too. Nothing else
//   holds it, except a pin.
// - Whatever a weak slot leads to is in a list that lives, unless it is garbage.
// - `Ceded` never leaves the table of slots.
// - `pins` hold lists, not wrappers: a wrapper may be disposed, and loses its list then.
// - `found` is empty except between `findWrappers` and `cede`, which run in one job.
// - A pass in slices sends lists before anything becomes weak. Until its last plan, lists that it replaces are pinned, and
//   `nodes` hold theirs: so what the pass before has arranged holds that long.

import { ALIAS, LADEN, WEAK, clear, lookUp } from "./entries.js";
import { doubles, instanceAt, words } from "./instance.js";
import { Mirrored } from "./mirror.js";
import { EMPTY, slots } from "./table.js";
import { Ceded, valueOf } from "./weak.js";

/** @typedef {import("./instance.js").Instance} Instance */

/** Kinds of entries in a plan; the kind is in the two lowest bits, the index above. The third is a node. */
const SLOT = 0;
const WRAPPER = 1;

/**
 * Looks for the wrappers of handles, and keeps those it finds until {@link cede}. The entry of one that has died stays: until its
 * handle is released, a new wrapper must find that there was another, which the engine is going to report.
 *
 * @param {number} instanceId
 * @param {number} pointer to the handles
 * @param {number} length how many
 * @param {number} out where to write, for each that was not found, its position times two; plus one if it is dead
 * @returns {number} how many were not found
 */
export function findWrappers(instanceId, pointer, length, out) {
  const instance = instanceAt(instanceId);
  const handles = doubles(instance);
  const lost = words(instance);
  const found = new Array(length);
  let count = 0;
  for (let i = 0; i < length; i += 1) {
    const handle = handles[(pointer >>> 3) + i];
    const wrapper = lookUp(instance, handle);
    if (wrapper !== undefined && Mirrored.prepare(wrapper)) {
      found[i] = wrapper;
      instance.marks[handle >>> 0] |= LADEN;
    } else {
      const dead = wrapper === undefined && isDeadWrapper(instance, handle);
      lost[(out >>> 2) + count] = i * 2 + (dead ? 1 : 0);
      count += 1;
    }
  }
  instance.found = found;
  return count;
}

/**
 * Carries out a plan. The order matters: at no time is a value held by nothing. A pass may send several plans, whose nodes are
 * counted on; before the last, the list that another one replaces is pinned.
 *
 * @param {number} instanceId
 * @param {number} pointer to the words of the plan: how many slots are to be strong again, and these; how many nodes there
 *   are; how long the lists are, and these; how many slots are to be weak, and these
 * @param {number} outdated pointer to the handles of wrappers that lose their list
 * @param {number} count how many
 * @param {number} last
 */
export function cede(instanceId, pointer, outdated, count, last) {
  const instance = instanceAt(instanceId);
  const plan = words(instance);
  let at = pointer >>> 2;
  at = strengthenFrom(plan, at + 1, plan[at]);
  const { found, nodes, pins } = instance;
  for (let i = nodes.length; i < plan[at]; i += 1) nodes.push([]);
  const end = at + 2 + plan[at + 1];
  for (at += 2; at < end; ) {
    const owner = plan[at];
    const length = plan[at + 1];
    // Not an array that grows: its first entry would make room for sixteen more. A node may come again, with another length.
    const list = (owner & 3) === WRAPPER ? new Array(length) : nodes[owner >>> 2];
    if (list.length !== length) list.length = length;
    at += 2;
    for (let i = 0; i < length; i += 1, at += 1) {
      const kind = plan[at] & 3;
      const index = plan[at] >>> 2;
      list[i] = kind === SLOT ? valueOf(slots[index]) : kind === WRAPPER ? found[index] : nodes[index];
    }
    if ((owner & 3) === WRAPPER) {
      const wrapper = found[owner >>> 2];
      const old = last ? undefined : Mirrored.list(wrapper);
      if (old !== undefined) pins.push(old);
      Mirrored.set(wrapper, list);
    }
  }
  weakenFrom(plan, end + 1, plan[end]);
  const handles = doubles(instance);
  for (let i = outdated >>> 3; i < (outdated >>> 3) + count; i += 1) {
    const wrapper = lookUp(instance, handles[i]);
    if (wrapper !== undefined) Mirrored.set(wrapper, undefined);
  }
  instance.found = [];
  if (!last) return;
  instance.pins = [];
  instance.nodes = [];
}

/**
 * Holds the list of a wrapper until the next {@link cede}.
 *
 * @param {number} instanceId
 * @param {number} handle
 * @returns {number} the number of the pin, from 1; 0 if the wrapper is dead, which counts as reported from now on
 */
export function pin(instanceId, handle) {
  const instance = instanceAt(instanceId);
  const wrapper = lookUp(instance, handle);
  if (wrapper === undefined) {
    clear(instance, handle);
    return 0;
  }
  return instance.pins.push(Mirrored.list(wrapper));
}

/**
 * Takes pins back.
 *
 * @param {number} instanceId
 * @param {number} pointer to their numbers
 * @param {number} length how many
 */
export function unpin(instanceId, pointer, length) {
  const instance = instanceAt(instanceId);
  const list = words(instance);
  for (let i = pointer >>> 2; i < (pointer >>> 2) + length; i += 1) instance.pins[list[i] - 1] = undefined;
}

/**
 * @param {number} instanceId
 * @param {number} handle
 * @returns {boolean} whether the wrapper of a handle is alive
 */
export function wrapperLives(instanceId, handle) {
  return lookUp(instanceAt(instanceId), handle) !== undefined;
}

/**
 * @param {number} instanceId
 * @param {number} pointer to numbers of slots
 * @param {number} length how many
 * @returns {boolean} whether all of their values are alive
 */
export function valuesLive(instanceId, pointer, length) {
  const list = words(instanceAt(instanceId));
  for (let i = pointer >>> 2; i < (pointer >>> 2) + length; i += 1) {
    if (valueOf(slots[list[i]]) === EMPTY) return false;
  }
  return true;
}

/**
 * Makes slots hold their values again. One whose value is gone becomes empty.
 *
 * @param {number} instanceId
 * @param {number} pointer to their numbers
 * @param {number} length how many
 */
export function strengthen(instanceId, pointer, length) {
  strengthenFrom(words(instanceAt(instanceId)), pointer >>> 2, length);
}

/**
 * Makes slots hold their values weakly. Values that cannot be held so, such as strings, refer to nothing and stay.
 *
 * @param {number} instanceId
 * @param {number} pointer to their numbers
 * @param {number} length how many
 */
export function weaken(instanceId, pointer, length) {
  weakenFrom(words(instanceAt(instanceId)), pointer >>> 2, length);
}

/** @param {Uint32Array} list @param {number} first @param {number} count @returns {number} where the slots end */
function strengthenFrom(list, first, count) {
  for (let i = first; i < first + count; i += 1) slots[list[i]] = valueOf(slots[list[i]]);
  return first + count;
}

/** @param {Uint32Array} list @param {number} first @param {number} count */
function weakenFrom(list, first, count) {
  for (let i = first; i < first + count; i += 1) {
    const value = slots[list[i]];
    if ((typeof value === "object" && value !== null && !Ceded.is(value)) || typeof value === "function") {
      slots[list[i]] = new Ceded(value);
    }
  }
}

/**
 * @param {Instance} instance
 * @param {number} handle that {@link lookUp} did not find
 * @returns {boolean} whether it is known to be dead
 */
function isDeadWrapper(instance, handle) {
  const index = handle >>> 0;
  return (
    instance.handles[index] === handle &&
    !instance.others?.has(handle) &&
    (instance.marks[index] & (WEAK | ALIAS)) === WEAK
  );
}

/** @returns {number} milliseconds, from some moment on */
export function now() {
  return performance.now();
}

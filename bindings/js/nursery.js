// The nursery: a new wrapper is held here until the nursery is full or the turn ends. Only then does
// the engine hear of it. A wrapper that is disposed before costs the engine nothing, and that is the
// fate of most temporaries.

import { config } from "./config.js";
import { FRESH, HELD, LADEN, REGISTERED, SCOPED, WANTED, WEAK, clear, grow, setOthers } from "./entries.js";

/** @typedef {import("./instance.js").Instance} Instance */

// V8 inlines what a loop calls only up to a certain size, and a call that is left over costs as much as all that is done here. So what
// making and disposing a wrapper always does is in small functions, and what it rarely does is apart.

/** Gives a new wrapper to the scope that is running; `undefined` while there is none. @type {((wrapper: object) => boolean) | undefined} */
let take;

/** @param {typeof take} found see scope.js */
export function useTake(found) {
  take = found;
}

/**
 * Takes a new wrapper in. The scope that is running owns it, that is, keeps it alive; or, if there is none, the nursery until the
 * next flush. Costs a few stores, and every 512th time a flush.
 *
 * @param {Instance} instance
 * @param {object} wrapper
 * @param {number} handle
 * @param {number} mark FRESH, and WANTED if Rust will want to find the wrapper again
 */
export function adopt(instance, wrapper, handle, mark) {
  const index = handle >>> 0;
  const { marks } = instance;
  if (take !== undefined || index >= marks.length || marks[index] !== 0) {
    adoptOther(instance, wrapper, handle, mark);
  } else {
    marks[index] = mark;
    instance.handles[index] = handle;
    instance.refs[index] = wrapper;
    enroll(instance, handle);
  }
}

/** @param {Instance} instance @param {object} wrapper @param {number} handle @param {number} mark */
function adoptOther(instance, wrapper, handle, mark) {
  const index = handle >>> 0;
  if (index >= instance.marks.length) grow(instance, index);
  const again = instance.marks[index] !== 0 && supersede(instance, index, handle);
  instance.handles[index] = handle;
  instance.refs[index] = wrapper;
  instance.marks[index] = again ? mark | WANTED | LADEN : mark;
  // A second wrapper of a handle is no scope's: the first may be anybody's.
  if (take !== undefined && !again && take(wrapper)) instance.marks[index] |= HELD;
  else enroll(instance, handle);
}

/**
 * Takes in a wrapper that is FRESH.
 *
 * @param {Instance} instance
 * @param {number} handle
 */
export function enroll(instance, handle) {
  const { nursery, fresh } = instance;
  nursery[fresh] = handle;
  instance.fresh = fresh + 1;
  if (fresh + 1 === nursery.length) flush(instance);
}

/**
 * Ends the stay of every wrapper in the nursery: registers it with the engine, and puts a `WeakRef` in
 * the place of the strong reference if its identity matters. Disposed ones cost one comparison.
 *
 * @param {Instance} instance
 */
export function flush(instance) {
  const count = instance.fresh;
  if (count === 0) return;
  const { nursery } = instance;
  instance.fresh = 0;
  let done = 0;
  try {
    for (; done < count; done += 1) graduate(instance, nursery[done]);
  } finally {
    if (done < count || nursery.length !== config.nursery) renew(instance, done, count);
  }
}

/** One of them. @param {Instance} instance @param {number} handle */
function graduate(instance, handle) {
  const { handles, marks, refs } = instance;
  const index = handle >>> 0;
  // Disposed meanwhile, and perhaps the place has a newer owner, which is in the nursery as well.
  if (handles[index] !== handle || !(marks[index] & FRESH)) return;
  const finalizers = config.finalizers ? instance.finalizers : undefined;
  const wrapper = refs[index];
  let next = marks[index] & SCOPED;
  if (finalizers !== undefined) {
    finalizers.watch(wrapper, handle);
    next |= REGISTERED;
  }
  if (finalizers === undefined || marks[index] & WANTED) {
    refs[index] = new WeakRef(wrapper);
    next |= WEAK;
    instance.weak += 1;
  } else {
    refs[index] = undefined;
  }
  marks[index] = next;
}

/**
 * Makes a nursery of the size that is configured. Those whose stay could not be ended, because the stack was used up, stay.
 *
 * @param {Instance} instance
 * @param {number} done how many have left
 * @param {number} count of how many
 */
function renew(instance, done, count) {
  const left = instance.nursery.subarray(done, count);
  instance.nursery = new Float64Array(left.length + config.nursery);
  instance.nursery.set(left);
  instance.fresh = left.length;
}

/**
 * Empties an entry that is about to be written for `handle`.
 *
 * A second wrapper for one handle happens when the first died and its finalizer is still to come, or
 * when the first cannot be found. Then every registered wrapper has to die before the handle may be
 * released, so they are counted; and the new one gets a `WeakRef`, that there be no third.
 *
 * @param {Instance} instance
 * @param {number} index
 * @param {number} handle
 * @returns {boolean} whether the entry was one for the same handle
 */
function supersede(instance, index, handle) {
  const old = instance.handles[index];
  const registered = instance.marks[index] & REGISTERED;
  const others = instance.others?.get(old) ?? 0;
  clear(instance, old);
  if (old !== handle) return false;
  setOthers(instance, handle, registered ? others + 1 : others);
  return true;
}

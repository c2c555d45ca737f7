// How `new Node()` gets the object that JavaScript made, subclass prototype and all, filled in by Rust.
//
// The glue of a class calls `super()`, converts the arguments, enters wasm, and returns what wasm
// returns. `super()` ends in the constructor of HandfastObject, which leaves its `this` in `waiting`.
// When wasm begins the construction it marks how many wait; when it is done, it fills the topmost of
// them that is of its class.
//
// An argument conversion may throw, so that nobody ever comes for an object; or it may run code that
// constructs something else meanwhile. Such leftovers lie below what is constructed later, and the
// class is compared, so they are passed over; the end of the turn clears them away. Objects of equal
// prototype are interchangeable here: until wasm returns, no code has seen them. One case is left
// that cannot be told apart: if a conversion of `new A()` swallows a failed `new B()`, and both A and B are
// JavaScript subclasses of one and the same class, A's constructor gets the object with B's prototype.

import { requestTurn } from "./turn.js";

/** @typedef {import("./classes.js").ClassRecord} ClassRecord */

/** How many objects may wait at one depth. */
const LIMIT = 65536;

// The stacks are arrays with a count beside them: setting `length` gives the memory of an array back, and asking for it
// again with every object took ten times as long as the rest.

/** Objects whose constructor has passed `super()`, oldest first; beyond {@link waitingCount} all `undefined`. @type {any[]} */
const waiting = [];
let waitingCount = 0;
/** For each construction that Rust has begun, how many objects were waiting then. @type {number[]} */
const begun = [];
/** And the id of the class that is being constructed. @type {number[]} */
const begunClasses = [];
let begunCount = 0;

/**
 * Leaves the `this` of a constructor for the construction that follows.
 *
 * @param {object} object
 */
export function awaitConstruct(object) {
  if (waitingCount >= LIMIT) thin();
  waiting[waitingCount] = object;
  waitingCount += 1;
  requestTurn();
}

/**
 * A loop whose constructors all fail never reaches the end of the turn. No stack is deep enough for so many
 * constructors to be running at one depth, so the older half are leftovers.
 */
function thin() {
  const bottom = lower(begunCount);
  if (waitingCount - bottom < LIMIT) return;
  waiting.copyWithin(bottom, bottom + LIMIT / 2, waitingCount);
  cut(waitingCount - LIMIT / 2);
}

/**
 * Begins a construction.
 *
 * @param {number} classId of what is constructed; 0 if {@link currentClass} will not be asked
 * @returns {number} its depth, to be given to {@link takeConstructed} or {@link abandonConstruct}
 */
export function beginConstruct(classId) {
  begun[begunCount] = waitingCount;
  begunClasses[begunCount] = classId;
  begunCount += 1;
  return begunCount - 1;
}

/**
 * Ends a construction that succeeded, and every one above it that was left behind by a crash.
 *
 * @param {number} depth
 * @param {ClassRecord} record
 * @returns {any} the object that waits for it, not yet filled, now owned by the caller; `undefined`
 *   if there is none, because the export was called without `new`
 */
export function takeConstructed(depth, record) {
  const last = waitingCount - 1;
  if (begunCount === depth + 1 && begun[depth] === waitingCount && last >= lower(depth) && record.constructs(waiting[last])) {
    // Nothing has gone wrong, which is the usual case.
    const object = waiting[last];
    begunCount = depth;
    waitingCount = last;
    waiting[last] = undefined;
    return object;
  }
  const bottom = lower(depth);
  const top = upper(depth);
  begunCount = Math.min(begunCount, depth);
  for (let i = top - 1; i >= bottom; i -= 1) {
    const object = waiting[i];
    if (!record.constructs(object)) continue;
    // What waits above came later and is not being constructed any more.
    cut(i);
    return object;
  }
  return undefined;
}

/**
 * Ends a construction that failed: its object is dropped. Nothing has been filled in.
 *
 * @param {number} depth
 */
export function abandonConstruct(depth) {
  const bottom = lower(depth);
  const top = upper(depth);
  begunCount = Math.min(begunCount, depth);
  cut(Math.max(bottom, top - 1));
}

/** Forgets what failed constructors left behind. To be called when no constructor can be running. */
export function clearConstructions() {
  cut(0);
  begunCount = 0;
}

/** @returns {number} the depth of the construction whose export has just returned */
export function currentConstruction() {
  return begunCount - 1;
}

/** @returns {number} the class id of that construction */
export function currentClass() {
  return begunClasses[begunCount - 1];
}

/** @param {number} depth @returns {number} how many wait for constructions outside of this one */
function lower(depth) {
  return depth > 0 && depth <= begunCount ? begun[depth - 1] : 0;
}

/** @param {number} depth @returns {number} how many waited when this one began */
function upper(depth) {
  return depth < begunCount ? Math.min(begun[depth], waitingCount) : 0;
}

/** @param {number} count lets go of all that wait beyond it */
function cut(count) {
  while (waitingCount > count) {
    waitingCount -= 1;
    waiting[waitingCount] = undefined;
  }
}

/** @returns {number} how many objects wait; 0 when every construction has ended and the turn as well */
export function countWaiting() {
  return waitingCount;
}

// How `new Node()` gets the object that JavaScript made, subclass prototype and all, filled in by Rust.
//
// The glue of a class calls `super()`, converts the arguments, enters wasm, and passes what wasm returns through a function of
// give.js. `super()` ends in the constructor of HandfastObject, which leaves its `this` in `waiting`. Mostly nothing else waits
// when wasm returns, and that object is filled.
//
// But constructors nest: the body of one, or the conversion of its arguments, may run code that constructs something else. And a
// conversion may throw, so that nobody ever comes for an object. So an object that is not alone remembers how many constructions
// Rust had begun when it was made, which is what it returns to when its own has ended: that tells it from what its body has left
// behind. Leftovers of earlier attempts lie below, and the class is compared; the end of the turn clears them away. Objects of equal
// prototype are interchangeable here: until wasm returns, no code has seen them. One case is left
// that cannot be told apart: if a conversion of `new A()` swallows a failed `new B()`, and both A and B are
// JavaScript subclasses of one and the same class, A's constructor gets the object with B's prototype.

import { recordOf } from "./classes.js";
import { instances } from "./instance.js";
import { requestTurn } from "./turn.js";

/** @typedef {import("./classes.js").ClassRecord} ClassRecord */
/** @typedef {import("./instance.js").Instance} Instance */

/** How many objects may wait at one depth. */
const LIMIT = 65536;

// The stacks are arrays with a count beside them: setting `length` gives the memory of an array back, and asking for it
// again with every object took ten times as long as the rest.

/** Objects whose constructor has passed `super()`, oldest first; beyond {@link waitingCount} all `undefined`. @type {any[]} */
const waiting = [];
let waitingCount = 0;
/** For each of them but the first, how many constructions its instance had begun then. @type {number[]} */
const depths = [];

/**
 * Leaves the `this` of a constructor for the construction that follows.
 *
 * @param {object} object
 */
export function awaitConstruct(object) {
  requestTurn();
  if (waitingCount !== 0) return awaitAmong(object);
  waiting[0] = object;
  waitingCount = 1;
}

/** @param {object} object is not alone */
function awaitAmong(object) {
  const depth = depthOf(recordOf(object)?.instance);
  if (waitingCount >= LIMIT) thin(depth);
  waiting[waitingCount] = object;
  depths[waitingCount] = depth;
  waitingCount += 1;
}

/**
 * A loop whose constructors all fail never reaches the end of the turn. No stack is deep enough for so many
 * constructors to be running at one depth, so the older half are leftovers.
 *
 * @param {number} depth
 */
function thin(depth) {
  let bottom = waitingCount;
  while (bottom > 1 && depths[bottom - 1] === depth) bottom -= 1;
  // Where depths alternate, it is the instances that do, or their classes are not Rust's.
  if (waitingCount - bottom < 2) bottom = 1;
  const half = (waitingCount - bottom) >>> 1;
  waiting.copyWithin(bottom, bottom + half, waitingCount);
  depths.copyWithin(bottom, bottom + half, waitingCount);
  cut(waitingCount - half);
}

/**
 * Ends a construction that succeeded, if just its object waits.
 *
 * @param {Instance} instance
 * @returns {any} that object, not yet filled, now owned by the caller; `undefined` if there are others, or it is of another class, as
 *   `Reflect.construct` can make one
 */
export function takeOnly(instance) {
  const object = waiting[0];
  if (waitingCount !== 1 || recordOf(object)?.id !== instance.exports.hf_constructed()) return undefined;
  waiting[0] = undefined;
  waitingCount = 0;
  return object;
}

/**
 * Ends a construction that succeeded, and every one above it that was left behind by a crash.
 *
 * @param {ClassRecord} record
 * @returns {any} the object that waits for it, not yet filled, now owned by the caller; `undefined`
 *   if there is none, because the export was called without `new`
 */
export function takeConstructed(record) {
  const at = find(record.instance, (object) => record.constructs(object));
  if (at === -1) return undefined;
  const object = waiting[at];
  // What waits above came later and is not being constructed any more.
  cut(at);
  return object;
}

/**
 * Ends a construction that failed: its object is dropped. Nothing has been filled in.
 *
 * @param {Instance} instance
 */
export function abandonConstruct(instance) {
  // Modules without wasm-bindgen do not say what it was.
  const id = instance.exports.hf_constructed?.();
  const at = find(instance, (object) => {
    const record = recordOf(object);
    return id === undefined ? record?.instance === instance : record?.id === id;
  });
  if (at !== -1) cut(at);
}

/**
 * @param {Instance} instance one of whose constructions has just ended
 * @param {(object: object) => boolean} fits
 * @returns {number} where its object waits; -1 if it does not
 */
function find(instance, fits) {
  const depth = depthOf(instance);
  let at = waitingCount - 1;
  while (at >= 0 && !((at === 0 ? instance.idle : depths[at]) === depth && fits(waiting[at]))) at -= 1;
  return at;
}

/** @param {Instance | undefined} instance @returns {number} how many constructions it has begun and not ended */
function depthOf(instance) {
  return instance === undefined ? -1 : (instance.exports.hf_constructing?.() ?? instance.constructing);
}

/** Takes back what was left last: it is for no construction. */
export function withdraw() {
  cut(waitingCount - 1);
}

/** Forgets what failed constructors left behind. To be called when no constructor can be running. */
export function clearConstructions() {
  cut(0);
  // An exception that cuts a construction off leaves it counted for ever.
  for (const instance of instances) {
    try {
      instance.idle = depthOf(instance);
    } catch {
      // It has lost its stack, which the end of the turn finds out.
    }
  }
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

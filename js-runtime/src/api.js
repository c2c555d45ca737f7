// What an app can do besides using its objects.

import { collectAll, collectSlice } from "./collect.js";
import { configure as change } from "./config.js";
import { DISPOSED, dispose, notAWrapper } from "./dispose.js";
import { CODE, errorFor } from "./errors.js";
import { explain as explainHandle, graph } from "./explainer.js";
import { ownerOf } from "./guard.js";
import { restartWait } from "./idle.js";
import { instances, lastError } from "./instance.js";
import { restartCollectWait } from "./pace.js";
import { stats } from "./stats.js";
import { sweepSlice } from "./sweep.js";
import { endTurn } from "./turn.js";

/** @typedef {import("./instance.js").Instance} Instance */

/**
 * Reads the handle of a wrapper: a number for the raw functions below. The number owns nothing;
 * `retain` it to keep the object alive beyond its wrapper.
 *
 * @param {object} wrapper
 * @returns {number}
 * @throws {import("./errors.js").HandfastError} if it is no wrapper, or disposed
 */
function handleOf(wrapper) {
  return locate(wrapper).handle;
}

/**
 * Adds one raw count: the object stays alive, also without a wrapper, until it is given back by `release`.
 *
 * @param {object | number} object a wrapper or its handle
 * @throws {import("./errors.js").HandfastError} if it is not alive; then nothing has changed
 */
function retain(object) {
  const { instance, handle } = locate(object);
  check(instance, instance.exports.hf_retain(handle));
}

/**
 * Gives one raw count back. The wrapper's own share is not among them and is never taken.
 *
 * @param {object | number} object a wrapper or its handle
 * @throws {import("./errors.js").HandfastError} if there is none to give back; then nothing has changed
 */
function release(object) {
  const { instance, handle } = locate(object);
  check(instance, instance.exports.hf_release(handle));
}

/**
 * Whether an object is alive. Never throws: what is no handle is not alive.
 *
 * @param {object | number} object a wrapper or a handle
 * @returns {boolean}
 */
function isAlive(object) {
  try {
    const { instance, handle } = locate(object);
    return instance.exports.hf_is_alive(handle) === 1;
  } catch {
    return false;
  }
}

/**
 * Releases the objects whose wrappers have died, without waiting for the engine to report them. Rust
 * drops them when the turn ends. Nothing that was made or used in the running job is found dead.
 * Looking at one entry costs a few nanoseconds, and a `deref` where there is a `WeakRef`.
 *
 * @param {{ budget?: number }} [options] how many entries to look at, from where the last sweep
 *   ended; by default all
 * @returns {number} how many objects were released
 */
function sweep({ budget = Infinity } = {}) {
  let released = 0;
  let left = budget;
  for (let i = 1; i < instances.length && left > 0; i += 1) {
    const instance = instances[at];
    if (instance !== undefined && instance.weak !== 0) {
      if (budget === Infinity) instance.cursor = 0;
      const size = instance.handles.length - instance.cursor;
      released += sweepSlice(instance, left);
      if (instance.cursor !== 0) break;
      left -= size;
    }
    at = at + 1 < instances.length ? at + 1 : 1;
  }
  return released;
}

/**
 * Frees objects that only keep each other alive: cycles of `Ref`s that neither JavaScript nor a variable of Rust holds. Cycles through
 * both heaps, of objects and the JavaScript values that they hold, are shown to the engine's collector, which frees
 * them the next time it runs.
 *
 * Sweeps first. It also runs by itself: when the number of objects that can hold references or that of held values has
 * grown enough, after the memory has grown, and in idle time. Costs time in proportion to the objects and their references.
 *
 * @returns {import("./collect.js").Collection}
 * @throws whatever the code that Rust runs then throws
 */
function collect() {
  return collectAll(sweep);
}

/**
 * A part of a {@link collect}, without its sweep, for pages that cannot wait: continues the collection that is under way, or begins one, and returns after so
 * many milliseconds, or somewhat later. Between two calls the program runs as ever. What was in use while it was looked at is left to the
 * next collection. The collections that run by themselves are done like this.
 *
 * @param {number} budget milliseconds, 0 or more
 * @returns {import("./collect.js").SlicedCollection | undefined} the report when it is over, `undefined` before
 * @throws {RangeError} if the budget is none
 * @throws whatever the code that Rust runs then throws
 */
function collectWithin(budget) {
  if (!(budget >= 0)) throw new RangeError("a budget is a number of milliseconds");
  return collectSlice(budget);
}

/**
 * Why an object is alive: the shortest path to it from what holds something by itself, through the references of Rust
 * objects and the values that they hold. `path` lists the objects from there to this one; `text` says it in words.
 *
 * What JavaScript code holds is for the engine's tools to find: here it only shows as a wrapper that is alive. For a
 * wrapper, that it is alive itself counts only if there is no other reason; for a handle it counts. Changes nothing and
 * keeps nothing. Costs time in proportion to all objects and their references. For diagnostics: there in builds with debug
 * assertions or with the feature `explain` of the crate, because it adds to what users download.
 *
 * @param {object | number} object a wrapper or its handle
 * @returns {import("./explain.js").Explanation} a plain object, owned by the caller
 * @throws {import("./errors.js").HandfastError} if it is not alive, or the build cannot explain
 */
function explain(object) {
  const { instance, handle } = locate(object);
  return explainHandle(instance, handle, typeof object !== "number");
}

/** The instance with which the next sweep goes on. */
let at = 1;

/**
 * Ends the turn now: the engine takes over the new wrappers, and Rust drops what it has put off.
 *
 * @throws whatever the code that Rust runs then throws; other instances keep their turn
 */
function flush() {
  for (const instance of instances) if (instance !== undefined) endTurn(instance);
}

/**
 * Changes settings; what is not named stays. A size of the nursery takes effect at its next flush.
 *
 * @param {Partial<import("./config.js").Config>} changes
 * @returns {import("./config.js").Config} a copy of the settings now in force
 * @throws {RangeError} if a value is out of range; then nothing has changed
 */
function configure(changes) {
  const config = change(changes);
  restartWait();
  restartCollectWait();
  return config;
}

/** The functions of this package, as one object that the glue of an app can export. */
export const handfast = Object.freeze({
  dispose,
  handleOf,
  retain,
  release,
  isAlive,
  sweep,
  collect,
  collectWithin,
  explain,
  graph,
  flush,
  stats,
  configure,
});

/**
 * Finds the instance and the handle that an argument means.
 *
 * @param {object | number} object
 * @returns {{ instance: Instance, handle: number }}
 */
function locate(object) {
  if (typeof object === "number") return { instance: instanceOf(object), handle: object };
  const wrapper = /** @type {any} */ (object);
  const instance = ownerOf(wrapper?.__hf);
  if (instance === undefined || !Object.hasOwn(wrapper, "__wbg_ptr")) throw notAWrapper(object);
  const handle = wrapper.__wbg_ptr;
  if (handle === DISPOSED) throw errorFor(CODE.DISPOSED, "this object has been disposed");
  return { instance, handle };
}

/**
 * A bare number does not say where it comes from, but handles of different instances differ.
 *
 * @param {number} handle
 * @returns {Instance} the instance in which it is alive; if there is none, the first, which will
 *   say what is wrong
 */
function instanceOf(handle) {
  const [, first, ...rest] = instances;
  if (first === undefined) throw errorFor(CODE.NOT_A_HANDLE, "no Handfast module has been loaded");
  return rest.find((instance) => instance?.exports.hf_is_alive(handle) === 1) ?? first;
}

/** @param {Instance} instance @param {number} status */
function check(instance, status) {
  if (status !== 0) throw lastError(instance, status);
}

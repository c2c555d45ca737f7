// What an app can do besides using its objects.

import { collectAll, collectSlice } from "./collect.js";
import { configure as change } from "./config.js";
import { dispose } from "./dispose.js";
import { explain as explainHandle, graph } from "./explainer.js";
import { raiseIfFailed } from "./failure.js";
import { restartWait } from "./idle.js";
import { instances, lastError } from "./instance.js";
import { locate } from "./locate.js";
import { restartCollectWait } from "./pace.js";
import { visit } from "./poison.js";
import { Scope, openScope as open } from "./scope.js";
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
 * drops them before this returns; in a function that Rust has called, not before all such calls are over: at the end of the turn, or
 * when this, `collect` or `dispose` is called next. Nothing that was made or used in the running job is found dead.
 * Looking at one entry costs a few nanoseconds, and a `deref` where there is a `WeakRef`.
 *
 * @param {{ budget?: number }} [options] how many entries to look at, from where the last sweep
 *   ended; by default all
 * @returns {number} how many objects were released
 * @throws whatever the code that Rust runs then throws
 */
function sweep({ budget = Infinity } = {}) {
  let released = 0;
  let left = budget;
  for (let i = 0; i < instances.length && left > 0; i += 1) {
    const instance = instances[at];
    if (instance.weak !== 0) {
      if (budget === Infinity) instance.cursor = 0;
      const size = instance.handles.length - instance.cursor;
      released += sweepSlice(instance, left);
      if (instance.cursor !== 0) break;
      left -= size;
    }
    at = (at + 1) % instances.length;
  }
  // Also what was released while Rust could not drop it.
  for (const instance of instances) visit(instance, "hf_drop_waiting");
  return released;
}

/**
 * Frees objects that only keep each other alive: cycles of `Ref`s that neither JavaScript nor a variable of Rust holds. Cycles through
 * both heaps, of objects and the JavaScript values that they hold, are shown to the engine's collector, which frees
 * them the next time it runs.
 *
 * Sweeps first, and drops when `sweep` does. It also runs by itself: when the number of objects that can hold references or that of held values has
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
let at = 0;

/**
 * Ends the turn now: the engine takes over the new wrappers, and Rust drops what it has put off.
 *
 * @throws whatever the code that Rust runs then throws; other instances keep their turn
 */
function flush() {
  for (const instance of instances) endTurn(instance);
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
  for (const instance of instances) instance.pressure?.reload();
  return config;
}

/**
 * Calls a function in a scope: the wrappers that are made until it returns are released when it is done, all but those
 * that it returns, by themselves or directly in an array or a plain object, and those that it lets `escape`.
 *
 * A function that returns a promise is done when the promise is settled. But only until the function returns, which an
 * async function does at its first `await`, are wrappers the scope's by themselves: afterwards anybody's code may run, and
 * what is to be the scope's is given to it by `scope.own(new Node())` or made in `scope.run(() => …)`.
 *
 * Releasing is as by `dispose`: an object that Rust or a raw retain holds as well lives on, and gets a new wrapper when
 * Rust returns it. If the function throws, its exception goes on, and what has not escaped yet is released. What escapes
 * belongs to the scope around, if there is one. Using a wrapper after its scope is a `ScopeEndedError`.
 *
 * While no scope is open none of this costs anything; while one is, wrappers cost less than without.
 *
 * @template T
 * @param {(scope: Scope & Disposable) => T} fn
 * @param {string} [name] for errors; by default that of the function
 * @returns {T} what the function returns; for a promise, one that is settled when the scope has ended
 * @throws what the function throws; or what Rust throws when something is released
 */
function scope(fn, name) {
  return Scope.call(fn, name);
}

/**
 * Opens a scope that is ended by `using`, a `DisposableStack` or `close()`. Wrappers become its own by `own` and `run`
 * only: between its beginning and its end anybody's code may run.
 *
 * @param {string} [name] for errors
 * @returns {Scope & Disposable} if it is forgotten, what it has is left to the collector
 */
function openScope(name = "") {
  return open(name);
}

/**
 * The functions of this package, as one object that the glue of an app can export. Pure, so that bundlers leave out what only leads from
 * here in apps that do not import it.
 */
export const handfast = /* @__PURE__ */ Object.freeze({
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
  scope,
  openScope,
});

/** @param {Instance} instance @param {number} status */
function check(instance, status) {
  if (status !== 0) throw lastError(instance, status);
  raiseIfFailed();
}

// One record per wasm instance. Two instances of the same module share these files (a page may load
// the glue twice), so everything that belongs to one instance hangs on its record.

import { config } from "./config.js";
import { makeError } from "./ended.js";
import { createGuard } from "./guard.js";

/**
 * What the wasm module exports for this package. Handles are `f64`; every function accepts any
 * number and answers a forged or stale one with a status instead of a trap. 0 is success.
 *
 * @typedef {object} WasmExports
 * @property {(handle: number) => number} hf_dispose drops the wrapper's share
 * @property {(handle: number) => number} hf_finalize the same for a wrapper that died; 1 if it
 *   released something
 * @property {() => unknown} hf_drop_waiting drops what was finalized or collected while Rust could not
 * @property {(handle: number) => number} hf_retain
 * @property {(handle: number) => number} hf_release
 * @property {(handle: number) => number} hf_preserve a slot for the wrapper of an object that keeps it, or a negative status
 * @property {(handle: number) => number} hf_is_alive
 * @property {(handle: number) => number} hf_class_of
 * @property {() => number} [hf_constructing] how many constructions are under way; where JavaScript does not count them itself
 * @property {() => number} hf_constructed the class of the object that was constructed last
 * @property {() => unknown} hf_turn_end
 * @property {() => unknown} hf_poison has Rust refuse what reaches it from now on
 * @property {() => number} hf_stack where the stack of wasm is now
 * @property {() => unknown} hf_collect
 * @property {(budget: number, begin: number) => number} hf_collect_within a slice of a pass; 0 if the pass is not over
 * @property {(which: number) => number} hf_collected a number of the report of the last `hf_collect`
 * @property {(which: number) => number} hf_stat
 * @property {(which: number, index: number) => number} hf_pressure see pressure.js; `NaN` where there are no measured classes
 * @property {() => number} hf_type_count
 * @property {(type: number) => number} hf_type_live
 * @property {(type: number) => number} hf_type_name
 * @property {(type: number) => number} hf_type_name_len
 * @property {(handle: number, how: number) => number} [hf_explain] only in builds that can explain; see explain.js
 * @property {(list: number) => number} [hf_explained] a list of the answer
 * @property {(list: number) => number} [hf_explained_len]
 * @property {() => number} hf_error_message
 * @property {() => number} hf_error_message_len
 */

/** Key of the counter that all copies of this package on a page share. */
const COUNTER = Symbol.for("handfast.instances");

/** The JavaScript side of one wasm instance. */
export class Instance {
  /**
   * @param {number} id
   * @param {WasmExports} exports
   * @param {WebAssembly.Memory} memory
   */
  constructor(id, exports, memory) {
    /** One more than its index in {@link instances}, because 0 is no id. */
    this.id = id;
    /** Differs from that of every other instance on the page, so that handles of two instances differ. */
    this.salt = nextSalt();
    this.exports = exports;
    this.memory = memory;
    this.guard = createGuard(this);

    // The entries, by handle index: three arrays of equal length instead of an array of objects,
    // because an entry is written for each new wrapper and this writes no new object.
    /** The handle of the entry's wrapper; 0 where the entry is empty. */
    this.handles = new Float64Array(0);
    /** What is known about the wrapper: bits of entries.js; 0 where the entry is empty. */
    this.marks = new Uint8Array(0);
    /**
     * The wrapper itself while it is in the nursery, then its `WeakRef`, or `undefined`.
     * @type {any[]}
     */
    this.refs = [];
    /** How many of them a sweep may free: those with a `WeakRef` made from the wrapper itself. */
    this.weak = 0;
    /**
     * How many registered wrappers a handle has besides the one in its entry; rare, so there is no
     * map until one is needed.
     * @type {Map<number, number> | undefined}
     */
    this.others = undefined;

    /** Handles of the wrappers in the nursery, oldest first. */
    this.nursery = new Float64Array(config.nursery);
    /** How many of them are in use. */
    this.fresh = 0;

    /**
     * The engine's finalizers, or `undefined` where there are none.
     * @type {import("./registry.js").Finalizers | undefined}
     */
    this.finalizers = undefined;

    /**
     * Mirror lists that are held whatever becomes of their wrappers; see bridge.js.
     * @type {(unknown[] | undefined)[]}
     */
    this.pins = [];
    /**
     * The wrappers that a bridge pass has found, by position; empty except during a pass.
     * @type {object[]}
     */
    this.found = [];
    /**
     * The lists of nodes, by number; empty except during a pass.
     * @type {unknown[][]}
     */
    this.nodes = [];

    /** Why it cannot be used any more; see poison.js. @type {string | undefined} */
    this.poisoned = undefined;
    /** Whether all of it is refused. */
    this.barred = false;
    /** Its slots in the table, as ranges. @type {[number, number][]} */
    this.ranges = [];
    /** Where the engine says that its wasm code comes from, if it does. @type {string | undefined} */
    this.origin = undefined;
    /** Where its stack is while none of its code runs. */
    this.stack = 0;

    /**
     * What looks after budgets, in apps with measured classes.
     * @type {import("./pressure.js").Pressure | undefined}
     */
    this.pressure = undefined;

    /** How many constructions are under way, where Rust does not count them. */
    this.constructing = 0;
    /** How many are counted when none is: what exceptions have cut off. */
    this.idle = 0;
    /** Whether the end of the turn has been asked for. */
    this.due = false;
    /** Where the next slice of a sweep begins. */
    this.cursor = 0;
    /** Size of the memory, in bytes, when the last turn ended. */
    this.memorySize = memory.buffer.byteLength;
    /** Cached views for {@link words} and {@link doubles}. */
    this.view = new Uint32Array(0);
    this.doubles = new Float64Array(0);
    /** The same as bytes, for `bytesUpTo` in bytes.js. */
    this.bytes = new Uint8Array(0);
  }
}

/** All instances, by their ids less one. @type {Instance[]} */
export const instances = [];

/**
 * Adds an instance. The record lives as long as the page: it is small, and the glue that asked for
 * it holds on to the wasm instance just as long.
 *
 * @param {WasmExports} exports
 * @param {WebAssembly.Memory} memory
 * @returns {Instance}
 */
export function addInstance(exports, memory) {
  const instance = new Instance(instances.length + 1, exports, memory);
  instances.push(instance);
  return instance;
}

/**
 * @param {number} id
 * @returns {Instance}
 * @throws {TypeError} if there is no such instance, which only a defect of the Rust side can cause
 */
export function instanceAt(id) {
  const instance = instances[id - 1];
  if (instance === undefined) throw new TypeError(`handfast: no instance ${id}`);
  return instance;
}

/**
 * Does something with several instances; one for which it throws does not keep the others waiting.
 *
 * @param {Instance[]} list
 * @param {(instance: Instance) => void} action
 * @throws what `action` has thrown last
 */
export function forAll(list, action) {
  const [first, ...rest] = list;
  if (first === undefined) return;
  try {
    action(first);
  } finally {
    forAll(rest, action);
  }
}

/**
 * The instance's memory as 32-bit words. The view is made again after the memory has grown.
 *
 * @param {Instance} instance
 * @returns {Uint32Array}
 */
export function words(instance) {
  const { buffer } = instance.memory;
  if (instance.view.buffer !== buffer) instance.view = new Uint32Array(buffer);
  return instance.view;
}

/**
 * The instance's memory as 64-bit floating point numbers, which is what handles are.
 *
 * @param {Instance} instance
 * @returns {Float64Array}
 */
export function doubles(instance) {
  const { buffer } = instance.memory;
  if (instance.doubles.buffer !== buffer) instance.doubles = new Float64Array(buffer);
  return instance.doubles;
}

/**
 * Reads UTF-8 text out of the instance's memory.
 *
 * @param {Instance} instance
 * @param {number} pointer
 * @param {number} length in bytes
 * @returns {string} a copy
 */
export function readText(instance, pointer, length) {
  // The copy is for shared memory, which decoders in browsers refuse.
  return decoder.decode(new Uint8Array(instance.memory.buffer, pointer >>> 0, length >>> 0).slice());
}

const decoder = new TextDecoder();

/**
 * The error that an export has just met, with the message that Rust keeps for it.
 *
 * @param {Instance} instance
 * @param {number} number the status that it has returned, not 0; or what `makeError` takes
 * @returns {import("./errors.js").HandfastError}
 */
export function lastError(instance, number) {
  const { exports } = instance;
  return makeError(number, readText(instance, exports.hf_error_message(), exports.hf_error_message_len()));
}

/** @returns {number} the next value of the page's counter, from 1 */
function nextSalt() {
  const page = /** @type {Record<symbol, number | undefined>} */ (/** @type {unknown} */ (globalThis));
  const salt = (page[COUNTER] ?? 0) + 1;
  page[COUNTER] = salt;
  return salt;
}

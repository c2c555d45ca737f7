// Pressure: what is done when Rust's objects take too much memory, and how the engine gets to feel that memory at all.
//
// Objects of measured classes report their size to Rust, which adds it up and says when a budget is exceeded. Then dead wrappers are
// looked for, then Rust runs a pass, and if that does not help, it is said: by `onPressure`, or on the console.
//
// The engine sees wrappers of a few bytes, and no reason to collect them. So wrappers get *ballast*: an `ArrayBuffer` about as large as what their
// objects take in Rust, in a private field, which goes with the wrapper. Measured with 4,000 objects of 1 MB, 20 to a turn: without it none
// is ever collected in any engine; with it 120 to 300 live at most. Only wrappers that have survived their turn get any.
//
// The file comes along only with apps that have measured classes. What wasm calls is at the end.

import { config } from "./config.js";
import { useShed } from "./dispose.js";
import { LADEN, find } from "./entries.js";
import { instanceAt, readText } from "./instance.js";
import { visit } from "./poison.js";
import { sweepSlice } from "./sweep.js";

/** @typedef {import("./instance.js").Instance} Instance */

/**
 * What `onPressure` gets.
 *
 * @typedef {object} PressureReport
 * @property {"budget" | "loop"} kind `"loop"`: most of it was made within one job, in which the engine reports no death, so it may all be
 *   garbage. `"budget"`: it is still there after a sweep, a pass, and a second for the engine
 * @property {string} class the class whose budget is exceeded, or which has most of what is
 * @property {boolean} total whether it is the budget of all classes together
 * @property {number} bytes how many are taken of that budget
 * @property {number} budget
 * @property {string} message all of it in words
 */

/** What `hf_pressure` is asked for, in the order of `runtime/src/exports/pressure.rs`. */
const BYTES = 0;
const PEAK = 1;
const PRESSED = 2;
const SETTLE = 3;
const OVER_BYTES = 4;
const OVER_BUDGET = 5;
const OVER_TOTAL = 6;
const OVER_NAME = 7;
const NEXT_BALLAST = 9;
const WEIGHT = 10;
const CLASSES = 11;
const CLASS_BYTES = 12;
const CLASS_NAME = 13;
const RELOAD = 15;
/** What `hf_stat` is asked for: how much is released and not dropped yet. */
const WAITING = 3;

/** How long the engine gets to report deaths before a budget counts as exceeded in earnest, in milliseconds. */
const PATIENCE = 1000;
/** The largest piece of ballast, in bytes. */
const LARGEST = 2 ** 28;

// Taken when the module loads, before a test can put fake timers in their place.
const { setTimeout } = /** @type {any} */ (globalThis);

/** Adds its private field to an object that exists already. */
class Returned {
  /** @param {object} object */
  constructor(object) {
    return object;
  }
}

/** Lends its private field to wrappers; there are no instances. */
class Ballasted extends Returned {
  /** @type {ArrayBuffer[]} */
  #pieces = [];

  /** @param {object} wrapper @param {number} bytes */
  static add(wrapper, bytes) {
    try {
      if (!(#pieces in wrapper)) new Ballasted(wrapper);
      /** @type {Ballasted} */ (wrapper).#pieces.push(new ArrayBuffer(Math.min(bytes, LARGEST)));
    } catch {
      // There is no memory for it, or the engine does not let a frozen object have it. It is no more than a hint.
    }
  }

  /** @param {object} wrapper a disposed one */
  static drop(wrapper) {
    if (#pieces in wrapper) wrapper.#pieces = [];
  }
}

/** The budgets of one instance. */
export class Pressure {
  #instance;
  /** How many bytes there were when the last turn ended. */
  #before = 0;
  /** Whether somebody will look again. */
  #waiting = false;
  /** What the console was told, so that it is told once. @type {Set<string>} */
  #said = new Set();

  /** @param {Instance} instance */
  constructor(instance) {
    this.#instance = instance;
  }

  /** @param {number} which @param {number} [index] @returns {number} */
  #read(which, index = 0) {
    return this.#instance.exports.hf_pressure(which, index);
  }

  /** Numbers for `stats`. */
  counts() {
    /** @type {Record<string, number>} */
    const bytesByType = {};
    const count = this.#read(CLASSES);
    for (let i = 0; i < count; i += 1) {
      const name = this.#name(CLASS_NAME, i);
      bytesByType[name] = (bytesByType[name] ?? 0) + this.#read(CLASS_BYTES, i);
    }
    return { bytes: this.#read(BYTES), peak: this.#read(PEAK), bytesByType };
  }

  /** @param {number} which the name, after which its length stands @param {number} [index] */
  #name(which, index) {
    return readText(this.#instance, this.#read(which, index), this.#read(which + 1, index));
  }

  /** Budgets have changed. */
  reload() {
    this.#read(RELOAD);
  }

  /**
   * The end of a turn.
   *
   * @throws whatever the code that Rust runs then throws
   */
  endTurn() {
    for (let handle = this.#read(NEXT_BALLAST); handle > 0; handle = this.#read(NEXT_BALLAST)) {
      const wrapper = config.ballast ? find(this.#instance, handle) : undefined;
      if (wrapper === undefined) continue;
      this.#instance.marks[handle >>> 0] |= LADEN;
      Ballasted.add(wrapper, this.#read(WEIGHT));
    }
    try {
      if (this.#read(PRESSED) && !this.#relieve()) this.#wait();
    } finally {
      this.#before = this.#read(BYTES);
    }
  }

  /**
   * In a call of Rust's, when an object is on its way out. That one is held by the call.
   *
   * @throws whatever the code that Rust runs then throws
   */
  inCall() {
    if (this.#relieve()) return;
    const bytes = this.#read(BYTES);
    // What was freed may have to wait until calls further up the stack are over.
    const known = this.#instance.exports.hf_stat(WAITING) === 0;
    if (known && bytes - this.#before > bytes / 2) this.#report("loop");
    else this.#wait();
  }

  /** Releases the objects of all wrappers that are known to be dead. @throws whatever the code that Rust runs then throws */
  sweep() {
    this.#instance.cursor = 0;
    sweepSlice(this.#instance, Infinity);
  }

  /** Does what can be done at once. Returns whether it was enough. */
  #relieve() {
    this.sweep();
    visit(this.#instance, "hf_collect");
    return this.#read(SETTLE) === 0;
  }

  /** Gives the engine time, and then says what is wrong, if it still is. */
  #wait() {
    if (this.#waiting) return;
    this.#waiting = true;
    const look = () => {
      this.#waiting = false;
      if (!this.#relieve()) this.#report("budget");
    };
    setTimeout(look, PATIENCE).unref?.();
  }

  /** @param {PressureReport["kind"]} kind */
  #report(kind) {
    const name = this.#name(OVER_NAME);
    const [bytes, budget] = [this.#read(OVER_BYTES), this.#read(OVER_BUDGET)];
    const total = this.#read(OVER_TOTAL) === 1;
    const what = total ? `the objects of Rust take ${size(bytes)}, most of it in ${name},` : `the objects of class ${name} take ${size(bytes)}`;
    const message = `handfast: ${what} of a budget of ${size(budget)}; ${ADVICE[kind]}`;
    const { onPressure } = config;
    if (onPressure !== undefined) {
      // Later, because Rust's frames may be below, which it could not unwind.
      setTimeout(() => onPressure({ kind, class: name, total, bytes, budget, message }), 0);
    } else if (!this.#said.has(kind + name)) {
      this.#said.add(kind + name);
      console.warn(message);
    }
  }
}

const ADVICE = {
  loop: "most of it was made without a pause, and within one job the engine reports no object dead: make the objects in handfast.scope(...), dispose them, or wait for a turn now and then",
  budget: "a sweep and a pass have freed nothing more: something holds them (handfast.explain says what), or the budget is too small",
};

/** @param {number} bytes */
function size(bytes) {
  return bytes < 2 ** 20 ? `${bytes} bytes` : `${Math.round(bytes / 2 ** 20)} MB`;
}

/**
 * Has the budgets of an instance looked after.
 *
 * @param {number} instanceId
 */
export function watchPressure(instanceId) {
  const instance = instanceAt(instanceId);
  instance.pressure = new Pressure(instance);
  useShed(Ballasted.drop);
}

/**
 * The budget that was set by `configure`.
 *
 * @param {number} instanceId
 * @param {number} pointer to the name of a class
 * @param {number} length in bytes; 0 for the budget of all
 * @returns {number} `NaN` if there is none
 */
export function budgetOf(instanceId, pointer, length) {
  const { budget, budgets } = config;
  if (length === 0) return budget ?? NaN;
  const name = readText(instanceAt(instanceId), pointer, length);
  return Object.hasOwn(budgets, name) ? budgets[name] : NaN;
}

/**
 * A budget was exceeded within a call of Rust's. What goes wrong here is no matter of that call, unless the instance has crashed.
 *
 * @param {number} instanceId
 */
export function relieveInCall(instanceId) {
  inCall(instanceAt(instanceId), (pressure) => pressure.inCall());
}

/**
 * Memory was refused within a call of Rust's: the same.
 *
 * @param {number} instanceId
 */
export function sweepInCall(instanceId) {
  inCall(instanceAt(instanceId), (pressure) => pressure.sweep());
}

/** @param {Instance} instance @param {(pressure: Pressure) => void} action */
function inCall(instance, action) {
  try {
    if (instance.pressure !== undefined) action(instance.pressure);
  } catch (error) {
    if (instance.poisoned !== undefined) throw error;
    setTimeout(() => {
      throw error;
    }, 0);
  }
}

// Calls of functions that Rust holds.
//
// A call answers with a number, because that is what crosses the boundary for nothing, and leaves
// the value, if there is one, where `takeResult` finds it. A call of a function that returns nothing, as
// listeners do, is then one crossing and no slot of the externref table: 6 ns in Node 20. A value
// costs a second crossing: 15 ns, against 13 to 19 ns for ways that return it at once.

import { checkThrown } from "./poison.js";
import { slots } from "./table.js";
import { valueOf } from "./weak.js";

/** The function returned `undefined`. */
export const RETURNED_NOTHING = 0;
/** It returned something: `takeResult` has it. */
export const RETURNED = 1;
/** It threw something: `takeResult` has it. */
export const THREW = 2;
/** The slot holds no function, or has lost it. */
export const NOT_CALLABLE = 3;

/** What the last call returned or threw, until it is taken. @type {any} */
let result;

/**
 * Calls the function in a slot, with `this` undefined. Never throws, unless the instance has crashed meanwhile: see poison.js.
 *
 * @param {number} slot
 * @returns {number} 0 returned undefined, 1 returned a value, 2 threw, 3 not a function
 */
export function call0(slot) {
  let f = slots[slot];
  if (typeof f !== "function" && typeof (f = valueOf(f)) !== "function") return NOT_CALLABLE;
  try {
    return returned(f());
  } catch (error) {
    return threw(slot, error);
  }
}

/**
 * @param {number} slot
 * @param {any} a
 * @returns {number} as `call0`
 */
export function call1(slot, a) {
  let f = slots[slot];
  if (typeof f !== "function" && typeof (f = valueOf(f)) !== "function") return NOT_CALLABLE;
  try {
    return returned(f(a));
  } catch (error) {
    return threw(slot, error);
  }
}

/**
 * @param {number} slot
 * @param {any} a
 * @param {any} b
 * @returns {number} as `call0`
 */
export function call2(slot, a, b) {
  let f = slots[slot];
  if (typeof f !== "function" && typeof (f = valueOf(f)) !== "function") return NOT_CALLABLE;
  try {
    return returned(f(a, b));
  } catch (error) {
    return threw(slot, error);
  }
}

/**
 * @param {number} slot
 * @param {any} a
 * @param {any} b
 * @param {any} c
 * @returns {number} as `call0`
 */
export function call3(slot, a, b, c) {
  let f = slots[slot];
  if (typeof f !== "function" && typeof (f = valueOf(f)) !== "function") return NOT_CALLABLE;
  try {
    return returned(f(a, b, c));
  } catch (error) {
    return threw(slot, error);
  }
}

/**
 * @param {number} slot
 * @param {any} a
 * @param {any} b
 * @param {any} c
 * @param {any} d
 * @returns {number} as `call0`
 */
export function call4(slot, a, b, c, d) {
  let f = slots[slot];
  if (typeof f !== "function" && typeof (f = valueOf(f)) !== "function") return NOT_CALLABLE;
  try {
    return returned(f(a, b, c, d));
  } catch (error) {
    return threw(slot, error);
  }
}

/**
 * Calls a method of `self`: what an event listener needs.
 *
 * @param {number} slot
 * @param {any} self
 * @param {any} a
 * @returns {number} as `call0`
 */
export function callWith1(slot, self, a) {
  let f = slots[slot];
  if (typeof f !== "function" && typeof (f = valueOf(f)) !== "function") return NOT_CALLABLE;
  try {
    return returned(f.call(self, a));
  } catch (error) {
    return threw(slot, error);
  }
}

/**
 * Calls a method of `self` with any arguments.
 *
 * @param {number} slot
 * @param {any} self
 * @param {any[]} list of arguments
 * @returns {number} as `call0`
 */
export function callWith(slot, self, list) {
  let f = slots[slot];
  if (typeof f !== "function" && typeof (f = valueOf(f)) !== "function") return NOT_CALLABLE;
  try {
    return returned(f.apply(self, list));
  } catch (error) {
    return threw(slot, error);
  }
}

/**
 * Takes what the last call returned or threw. To be called right after it: the next call overwrites it.
 *
 * @returns {any} owned by the caller; this side keeps nothing
 */
export function takeResult() {
  const value = result;
  result = undefined;
  return value;
}

/** Lets go of a result that nobody took. */
export function dropResult() {
  result = undefined;
}

/** Leaves what a call returned, for `takeResult`. @param {any} value @returns {number} */
export function returned(value) {
  if (value === undefined) return RETURNED_NOTHING;
  result = value;
  return RETURNED;
}

/** Leaves what a call threw. @param {number} slot of what was called @param {any} error @returns {number} */
export function threw(slot, error) {
  checkThrown(slot, error);
  result = error;
  return THREW;
}

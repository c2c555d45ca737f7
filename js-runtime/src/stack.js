// What Rust's scopes do with the values on their stack. These are in slots of the table like all that Rust holds, so only
// numbers cross the boundary. While a value is on the stack its slot is never weak.

import { checkThrown } from "./poison.js";
import { slots } from "./table.js";
import { valueOf } from "./weak.js";

/** The function has returned. */
const RETURNED = 0;
/** It threw something. */
const THREW = 1;
/** There is no function in the slot. */
const NOT_CALLABLE = 2;

/**
 * Puts the value of one slot into another as well.
 *
 * @param {number} from may be weak, and is empty if it has lost its value
 * @param {number} to
 */
export function copySlot(from, to) {
  slots[to] = valueOf(slots[from]);
}

/**
 * Calls the function in a slot with the values of others, `this` being undefined. Never throws, unless the instance
 * has crashed meanwhile: see poison.js.
 *
 * @param {number} f
 * @param {number} to the slot for what it returns or throws
 * @param {number} count how many of the following are arguments
 * @param {number} a
 * @param {number} b
 * @param {number} c
 * @param {number} d
 * @returns {number} 0 returned, 1 threw, 2 not a function
 */
export function callSlots(f, to, count, a, b, c, d) {
  const callee = slots[f];
  if (typeof callee !== "function") return NOT_CALLABLE;
  try {
    // Each number of arguments by itself: spreading them takes three times as long.
    if (count === 0) slots[to] = callee();
    else if (count === 1) slots[to] = callee(slots[a]);
    else if (count === 2) slots[to] = callee(slots[a], slots[b]);
    else if (count === 3) slots[to] = callee(slots[a], slots[b], slots[c]);
    else slots[to] = callee(slots[a], slots[b], slots[c], slots[d]);
    return RETURNED;
  } catch (error) {
    checkThrown(to, error);
    slots[to] = error;
    return THREW;
  }
}

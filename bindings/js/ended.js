// What a wrapper carries in place of its handle once its scope has ended: a number that tells what to say about it.

import * as CODE from "./codes.js";
import { errorFor } from "./errors.js";

/** The numbers go down from here; statuses of other kinds lie above. */
const FIRST = -16;
/** How many names of scopes are told apart. Number 0 is not used, number 1 is for those without one. */
const NAMES = 1024;
/** How many numbers there are in all, as `Heap::handle` knows as well. */
const NUMBERS = 2 ** 24;
/** How many wrappers the debug mode remembers. */
const RECORDS = 65536;

/** @type {string[]} */
const names = ["", ""];
/** @type {Map<string, number>} */
const byName = new Map([["", 1]]);
/** The last ones, by their number modulo {@link RECORDS}. @type {{ n: number, name: string, stack: string }[]} */
const records = [];
let next = NAMES;

/**
 * @param {string} name of a scope
 * @returns {number} for the wrappers that it releases
 */
export function endedNumber(name) {
  let n = byName.get(name);
  if (n === undefined) {
    n = names.length < NAMES ? names.push(name) - 1 : 1;
    if (n !== 1) byName.set(name, n);
  }
  return FIRST - n;
}

/**
 * The same for a single wrapper, in debug mode.
 *
 * @param {string} name
 * @param {string} stack of its creation
 * @returns {number}
 */
export function recordedNumber(name, stack) {
  if (next === NUMBERS) return endedNumber(name);
  records[next % RECORDS] = { n: next, name, stack };
  next += 1;
  return FIRST - next + 1;
}

/** @param {number} handle what a wrapper carries @returns {boolean} whether a scope has released it */
export function isEnded(handle) {
  return handle <= FIRST && handle > FIRST - NUMBERS;
}

/**
 * @param {number} n how far below {@link FIRST}
 * @returns {string} what to say about the wrapper
 */
function whyEnded(n) {
  const record = records[n % RECORDS];
  const recorded = n >= NAMES && record?.n === n ? record : undefined;
  const name = recorded?.name ?? names[n] ?? "";
  const scope = name === "" ? "a scope" : `the scope "${name}"`;
  const where = recorded === undefined ? "" : `; it was made here:\n${recorded.stack}\nand used here:`;
  return `this object was released when ${scope} ended; return it from there, or escape() it, if it is to live longer${where}`;
}

/**
 * Makes the error for the number that Rust has for one (`Error::code_for_host`).
 *
 * @param {number} number code in the table of errors; above the lowest 8 bits, if any, which scope has ended
 * @param {string} message if none has
 * @returns {import("./errors.js").HandfastError} owned by the caller
 */
export function makeError(number, message) {
  const scope = number >>> 8;
  return errorFor(number & 255, scope === 0 ? message : whyEnded(scope));
}

/**
 * @param {any} wrapper that was released
 * @param {string} message what to say if no scope did that
 * @returns {import("./errors.js").HandfastError}
 */
export function releasedError(wrapper, message) {
  const handle = wrapper.__wbg_ptr;
  return isEnded(handle) ? errorFor(CODE.SCOPE_ENDED, whyEnded(FIRST - handle)) : errorFor(CODE.DISPOSED, message);
}

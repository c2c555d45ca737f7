// How an export of wasm fails: it says so here, returns normally, and the glue throws.
//
// An exception thrown while wasm is running skips what Rust still has to do, and leaves the place that was taken on wasm's
// own stack taken for ever: a few thousand errors later there is none left. So Rust leaves the error here and returns. For a
// result of one number wasm-bindgen's glue passes what was returned through the static `__wrap` of one of the
// classes below, which are never instantiated; there the error is thrown. It costs a call that engines inline.

import { define } from "./define.js";

/** Whether the export that is about to return has failed. */
export let failed = false;
/** With what, until it is thrown. @type {unknown} */
let failure;

/**
 * Leaves the error of an export that returns right after this.
 *
 * @param {unknown} error kept until it is thrown
 */
export function fail(error) {
  failed = true;
  failure = error;
}

/** Throws what the export that has just returned left here, if it failed. */
export function raiseIfFailed() {
  if (failed) raise();
}

/** @returns {never} */
function raise() {
  const error = failure;
  failed = false;
  failure = undefined;
  throw error;
}

/** By kind, what becomes of the number that wasm has returned. @type {((returned: number) => unknown)[]} */
const CHECKS = [
  raiseIfFailed,
  (returned) => {
    raiseIfFailed();
    return returned !== 0;
  },
  (returned) => {
    raiseIfFailed();
    return returned;
  },
  (returned) => {
    raiseIfFailed();
    return returned >>> 0;
  },
];

/**
 * Makes a class of wasm-bindgen's glue the check of one kind of result.
 *
 * @param {Function} ctor
 * @param {number} kind 0 nothing, 1 boolean, 2 a number, 3 an unsigned number
 */
export function defineCheck(ctor, kind) {
  define(ctor, "__wrap", CHECKS[kind]);
}

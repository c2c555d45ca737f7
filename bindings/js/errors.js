// The errors of Handfast: one class per code, in the order of the table in the Rust crate, so that
// a number is enough to name an error across the boundary. A class is made when its code is first met: error-classes.js, for those who
// want them by name, is in no app that does not.

import * as CODE from "./codes.js";
import { define } from "./define.js";

/** What every error of Handfast extends. */
export class HandfastError extends Error {
  /**
   * A stable name such as `"HANDFAST_STALE_HANDLE"`: compare this, never the message.
   *
   * It sits on the prototype, where it costs nothing per error.
   * @type {string}
   */
  get code() {
    return "HANDFAST_ERROR";
  }
}

/** Index = numeric code. What its class is called, without what they all end in; minifiers rename classes. */
const NAMES = [
  "", "StaleHandle", "Disposed", "WrongClass", "NotAHandle", "NullHandle", "ForeignHandle", "Borrowed", "BorrowedMut",
  "Shared", "TableFull", "OverRelease", "ValueGone", "Freed", "NotCloneable", "Poisoned", "TooDeep", "Detached",
  "NoHost", "WrongType", "TooLarge", "MissingMethod", "ScopeEnded", "AlreadyCalled", "Aborted", "Panicked", "Viewed",
  "OutOfBounds", "ReadOnly", "OutOfMemory",
];

/** Index = numeric code, as far as they were made. @type {(typeof HandfastError)[]} */
const classes = [named(HandfastError, "Handfast", "ERROR")];

/**
 * The class of a numeric code. An unknown code gives `HandfastError`.
 *
 * @param {number} code
 * @returns {typeof HandfastError} always the same for a code
 */
export function errorClass(code) {
  const name = NAMES[code];
  if (!name) return classes[0];
  const Base = code === CODE.SCOPE_ENDED ? errorClass(CODE.DISPOSED) : HandfastError;
  return (classes[code] ??= named(class extends Base {}, name, name.replace(/(?!^)([A-Z])/g, "_$1").toUpperCase()));
}

/** @param {typeof HandfastError} Class @param {string} name @param {string} code @returns {typeof HandfastError} the same */
function named(Class, name, code) {
  for (const target of [Class, Class.prototype]) define(target, "name", `${name}Error`);
  define(Class.prototype, "code", `HANDFAST_${code}`);
  return Class;
}

/**
 * Makes the error for a numeric code. An unknown code gives a plain `HandfastError`.
 *
 * @param {number} code
 * @param {string} message
 * @returns {HandfastError} owned by the caller; nothing is thrown
 */
export function errorFor(code, message) {
  return new (errorClass(code))(message);
}

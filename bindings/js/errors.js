// The errors of Handfast: one class per code, in the order of the table in the Rust crate, so that
// a number is enough to name an error across the boundary.

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

/** The handle was valid once; its object has been released since. */
export class StaleHandleError extends HandfastError {}
/** The wrapper was disposed: by `dispose`, `free`, `using`, or because Rust took the object. */
export class DisposedError extends HandfastError {}
/** The object is not of the class that was expected. */
export class WrongClassError extends HandfastError {}
/** The value is not a wrapper, or the number never was a handle. */
export class NotAHandleError extends HandfastError {}
/** `null` or `undefined` where an object was expected. */
export class NullHandleError extends HandfastError {}
/** The object belongs to another instance of the module. */
export class ForeignHandleError extends HandfastError {}
/** The object is in use, so it cannot be changed now. */
export class BorrowedError extends HandfastError {}
/** The object is being changed, so it cannot be used now. */
export class BorrowedMutError extends HandfastError {}
/** The object was asked for by value, but others hold it too. */
export class SharedError extends HandfastError {}
/** A table has reached its cap. */
export class TableFullError extends HandfastError {}
/** More raw releases than raw retains. */
export class OverReleaseError extends HandfastError {}
/** The JavaScript value behind a JS ref has been collected. */
export class ValueGoneError extends HandfastError {}
/** The object has been freed by the collector. */
export class FreedError extends HandfastError {}
/** A wrapper cannot be cloned or sent to another thread: the handle would have two owners. */
export class NotCloneableError extends HandfastError {}
/** The instance has crashed and refuses further calls. */
export class PoisonedError extends HandfastError {}
/** Calls between the two languages are nested too deeply. */
export class TooDeepError extends HandfastError {}
/** The object is no longer attached to what it needs. */
export class DetachedError extends HandfastError {}
/** There is no host to talk to. */
export class NoHostError extends HandfastError {}
/** A value is not of the type that the parameter takes. */
export class WrongTypeError extends HandfastError {}
/** An array or a text is too large for the memory of the module. */
export class TooLargeError extends HandfastError {}
/** An object has not all the methods of the interface that it was passed as. */
export class MissingMethodError extends HandfastError {}

/** The wrapper was released when the scope ended in which it was made; or the scope itself has ended. */
export class ScopeEndedError extends DisposedError {}
/** The function can be called only once, and was called before. */
export class AlreadyCalledError extends HandfastError {}

/** The work was given up before it was done. */
export class AbortedError extends HandfastError {}
/** The call has panicked; later ones still work. */
export class PanickedError extends HandfastError {}

/** Codes that this package itself has to name. */
export const CODE = Object.freeze({
  STALE_HANDLE: 1,
  DISPOSED: 2,
  NOT_A_HANDLE: 4,
  NULL_HANDLE: 5,
  FOREIGN_HANDLE: 6,
  NOT_CLONEABLE: 14,
  POISONED: 15,
  TOO_LARGE: 20,
  SCOPE_ENDED: 22,
});

/** @typedef {readonly [typeof HandfastError, string]} Row a class, and its name, because minifiers rename classes */

/** Index = numeric code. @type {Row[]} */
const TABLE = [];

addErrors(0, [
  [HandfastError, "HandfastError"],
  [StaleHandleError, "StaleHandleError"],
  [DisposedError, "DisposedError"],
  [WrongClassError, "WrongClassError"],
  [NotAHandleError, "NotAHandleError"],
  [NullHandleError, "NullHandleError"],
  [ForeignHandleError, "ForeignHandleError"],
  [BorrowedError, "BorrowedError"],
  [BorrowedMutError, "BorrowedMutError"],
  [SharedError, "SharedError"],
  [TableFullError, "TableFullError"],
  [OverReleaseError, "OverReleaseError"],
  [ValueGoneError, "ValueGoneError"],
  [FreedError, "FreedError"],
  [NotCloneableError, "NotCloneableError"],
  [PoisonedError, "PoisonedError"],
  [TooDeepError, "TooDeepError"],
  [DetachedError, "DetachedError"],
  [NoHostError, "NoHostError"],
  [WrongTypeError, "WrongTypeError"],
  [TooLargeError, "TooLargeError"],
  [MissingMethodError, "MissingMethodError"],
  [ScopeEndedError, "ScopeEndedError"],
  [AlreadyCalledError, "AlreadyCalledError"],
  [AbortedError, "AbortedError"],
  [PanickedError, "PanickedError"],
]);

/**
 * Enters errors into the table. Those of a feature are entered by its own files.
 *
 * @param {number} first the code of the first; the others follow
 * @param {Row[]} rows
 */
export function addErrors(first, rows) {
  rows.forEach((row, i) => {
    const [{ prototype }, name] = row;
    const words = name.slice(0, -"Error".length).replace(/(?!^)([A-Z])/g, "_$1").toUpperCase();
    const code = words === "HANDFAST" ? "HANDFAST_ERROR" : `HANDFAST_${words}`;
    Object.defineProperty(prototype, "name", { value: name, configurable: true, writable: true });
    Object.defineProperty(prototype, "code", { value: code, configurable: true, writable: true });
    TABLE[first + i] = row;
  });
}

/**
 * Makes the error for a numeric code. An unknown code gives a plain `HandfastError`.
 *
 * @param {number} code index in the table
 * @param {string} message
 * @returns {HandfastError} owned by the caller; nothing is thrown
 */
export function errorFor(code, message) {
  const row = TABLE[code] ?? TABLE[0];
  return new row[0](message);
}

/**
 * Throws the error for a numeric code.
 *
 * Rust calls this as the last act of an exported function, with nothing left to drop on its frame:
 * a JavaScript exception does not run Rust's destructors.
 *
 * @param {number} code
 * @param {string} message
 * @returns {never}
 */
export function throwError(code, message) {
  throw errorFor(code, message);
}

// Deterministic release.

import { LADEN, clear } from "./entries.js";
import { isEnded } from "./ended.js";
import * as CODE from "./codes.js";
import { errorFor } from "./errors.js";
import { raiseIfFailed } from "./failure.js";
import { lastError } from "./instance.js";
import { ownerOf, isGuard } from "./guard.js";
import { dropList } from "./mirror.js";

/**
 * What a disposed wrapper carries instead of its handle. Not 0: in debug builds wasm-bindgen's glue throws an error of its own
 * for that, before Rust can say what is wrong.
 */
export const DISPOSED = -1;

/**
 * Releases the object of a wrapper: when this returns, Rust has dropped it, unless Rust still uses it.
 *
 * Disposing again does nothing, also through a frozen wrapper, a Proxy or a copy. An object that merely
 * inherits from a wrapper (`Object.create(wrapper)`) cannot dispose it. Costs one call into wasm and,
 * for a wrapper that is still in the nursery, nothing that the engine would notice.
 *
 * @param {unknown} value a wrapper
 * @throws {import("./errors.js").HandfastError} if it is no wrapper, or Rust refuses; then it is as
 *   alive as before. Where panics unwind, also if the object's `Drop` has panicked; then it is gone all the same
 */
export function dispose(value) {
  if (!releaseLight(value, DISPOSED)) disposeOther(value);
}

/** @param {any} wrapper */
function disposeOther(wrapper) {
  const owner = ownerOf(wrapper?.__hf);
  if (owner === undefined || !Object.hasOwn(wrapper, "__wbg_ptr")) throw notAWrapper(wrapper);
  const handle = wrapper.__wbg_ptr;
  if (handle !== DISPOSED && !isEnded(handle)) releaseOther(owner, wrapper, handle, DISPOSED);
}

/**
 * Releases the object of a wrapper, and writes into the wrapper what it was.
 *
 * @param {import("./instance.js").Instance} owner
 * @param {any} wrapper
 * @param {number} handle its handle
 * @param {number} mark what it is to carry instead
 * @throws {import("./errors.js").HandfastError} if Rust refuses; then it is as alive as before
 */
export function releaseAs(owner, wrapper, handle, mark) {
  if (!releaseLight(wrapper, mark)) releaseOther(owner, wrapper, handle, mark);
}

/**
 * The same for a wrapper that is FRESH and not LADEN, as most temporaries are: what the nursery holds is a wrapper for certain, and
 * asking one for each of the fields that it has not got takes longer than the rest. All that this does is in one function, which V8
 * inlines; see nursery.js.
 *
 * @param {any} wrapper anything
 * @param {number} mark
 * @returns {boolean} whether it is one; if not, nothing was done
 */
function releaseLight(wrapper, mark) {
  const owner = ownerOf(wrapper?.__hf);
  if (owner === undefined) return false;
  const handle = wrapper.__wbg_ptr;
  const index = handle >>> 0;
  if (owner.refs[index] !== wrapper || owner.marks[index] & LADEN) return false;
  const status = owner.exports.hf_dispose(handle);
  if (status !== 0) check(owner, status);
  // Rust may have run code that has ended the turn, or made a new wrapper in this very place.
  const { refs } = owner;
  if (refs[index] === wrapper) {
    refs[index] = undefined;
    owner.marks[index] = 0;
    owner.handles[index] = 0;
    // The newest of the nursery gives its place back, so that make-and-dispose loops never flush.
    if (owner.nursery[owner.fresh - 1] === handle) owner.fresh -= 1;
  } else {
    clear(owner, handle);
  }
  write(wrapper, mark);
  raiseIfFailed();
  return true;
}

/** @param {import("./instance.js").Instance} owner @param {any} wrapper @param {number} handle @param {number} mark */
function releaseOther(owner, wrapper, handle, mark) {
  check(owner, owner.exports.hf_dispose(handle));
  clear(owner, handle);
  unload(wrapper);
  write(wrapper, mark);
  raiseIfFailed();
}

/**
 * @param {import("./instance.js").Instance} owner
 * @param {number} status what it says to a dispose
 * @throws {import("./errors.js").HandfastError} if the object lives on
 */
function check(owner, status) {
  if (status !== 0 && status !== CODE.STALE_HANDLE && status !== CODE.DISPOSED) throw lastError(owner, status);
}

/** Takes the ballast of a disposed wrapper; in apps that have any. @type {((wrapper: object) => void) | undefined} */
let shed;

/** @param {(wrapper: object) => void} found see pressure.js */
export function useShed(found) {
  shed = found;
}

/**
 * Makes a wrapper a disposed one, whose object is gone already.
 *
 * @param {any} wrapper
 */
export function blank(wrapper) {
  unload(wrapper);
  write(wrapper, DISPOSED);
}

/** @param {any} wrapper loses its mirror list and its ballast */
function unload(wrapper) {
  dropList(wrapper);
  shed?.(wrapper);
}

/**
 * Writes into a wrapper what it is from now on, where it lets us. Where it does not (it is frozen, or a Proxy that refuses)
 * its handle is stale, and that says the same.
 *
 * @param {any} wrapper
 * @param {number} mark
 */
function write(wrapper, mark) {
  // `Reflect.set` would not throw for a frozen object, but takes four times as long for any other.
  try {
    wrapper.__wbg_ptr = mark;
  } catch {
    // The object is released all the same.
  }
}

/**
 * @param {any} value what was given instead of a wrapper
 * @returns {import("./errors.js").HandfastError}
 */
export function notAWrapper(value) {
  if (value === null || value === undefined) {
    return errorFor(CODE.NULL_HANDLE, `expected a Handfast object, got ${value}`);
  }
  const guard = value.__hf;
  if (isGuard(guard) && !Object.hasOwn(value, "__wbg_ptr")) {
    return errorFor(CODE.NOT_A_HANDLE, "this object only inherits from a Handfast object");
  }
  if (isGuard(guard)) {
    return errorFor(CODE.FOREIGN_HANDLE, "this object belongs to another copy of the Handfast runtime");
  }
  return errorFor(CODE.NOT_A_HANDLE, "not a Handfast object");
}

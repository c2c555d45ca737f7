// From handles to wrappers and back.

import { abandonConstruct, takeConstructed } from "./construct.js";
import { classAt } from "./classes.js";
import { DISPOSED, blank } from "./dispose.js";
import { isEnded } from "./ended.js";
import { clear, find, makeFindable } from "./entries.js";
import { isGuard } from "./guard.js";
import { instanceAt, lastError } from "./instance.js";
import { adopt } from "./nursery.js";
import { hold } from "./table.js";
import { scheduleTurn } from "./turn.js";

/** The answers of {@link handleOf} that are not handles. */
export const NOT_HANDFAST = -1;
export const IS_DISPOSED = -2;
export const IS_FOREIGN = -3;
export const IS_NULL = -4;

/**
 * Makes a wrapper for a handle. The wrapper owns the handle's share of the object: its death or
 * disposal gives it back. If a wrapper of that handle is alive and can be found, it is returned instead.
 *
 * @param {number} handle current, of the instance of the class
 * @param {number} classId
 * @param {boolean} identity make it findable even if its class is not
 * @returns {object}
 */
export function wrapNew(handle, classId, identity) {
  const record = classAt(classId);
  const { instance } = record;
  const known = find(instance, handle);
  if (known !== undefined) return known;
  return settle(record, new record.Shell(handle), handle, identity);
}

/**
 * Ends a construction: fills the object that JavaScript's `new` has made, which then owns the
 * handle's share as in {@link wrapNew}.
 *
 * @param {number} depth as returned by `beginConstruct`
 * @param {number} handle
 * @param {number} classId
 * @returns {object} that object; a wrapper made afresh if the export was called without `new`; or the wrapper
 *   that the handle has already, if the constructor returns an object that JavaScript knows
 */
export function wrapConstructed(depth, handle, classId) {
  const record = classAt(classId);
  const { instance } = record;
  const known = find(instance, handle);
  if (known !== undefined) {
    abandonConstruct(depth);
    return known;
  }
  const wrapper = takeConstructed(depth, record);
  if (wrapper === undefined) return wrapNew(handle, classId, false);
  wrapper.__wbg_ptr = handle;
  wrapper.__hf = instance.guard;
  return settle(record, wrapper, handle, false);
}

/**
 * Takes in a wrapper that has its handle.
 *
 * @param {import("./classes.js").ClassRecord} record
 * @param {object} wrapper
 * @param {number} handle
 * @param {boolean} identity
 * @returns {object} the wrapper
 */
function settle(record, wrapper, handle, identity) {
  const { instance } = record;
  adopt(instance, wrapper, handle, identity || record.identity);
  if (record.preserve) preserve(instance, handle, wrapper);
  if (!instance.due) scheduleTurn(instance);
  return wrapper;
}

/**
 * Has a wrapper live as long as its object can be reached, from either side: by a JS ref that its object holds. What
 * JavaScript has written on it is not lost while nobody looks.
 *
 * @param {import("./instance.js").Instance} instance
 * @param {number} handle
 * @param {object} wrapper
 * @throws {import("./errors.js").HandfastError} if the table of JS refs is full
 */
function preserve(instance, handle, wrapper) {
  const slot = instance.exports.hf_preserve(handle);
  if (slot < 0) throw lastError(instance, -slot);
  hold(slot, wrapper);
}

/**
 * Finds the live wrapper of a handle.
 *
 * @param {number} handle
 * @param {number} classId any class of the instance
 * @returns {any} `undefined` if there is none or it cannot be found
 */
export function wrapperOf(handle, classId) {
  return find(classAt(classId).instance, handle);
}

/**
 * Reads the handle of a value that JavaScript passed as an object. Never throws, whatever the value
 * does when it is read: an exception would unwind Rust past its destructors.
 *
 * Only own properties count. The wrapper keeps its share; nothing changes hands.
 *
 * @param {any} value
 * @param {number} instanceId
 * @param {boolean} asRef Rust may return the object later: make its wrapper findable
 * @returns {number} the handle, which need not be current; what it carries if its scope has ended; or another negative
 *   status
 */
export function handleOf(value, instanceId, asRef) {
  if (value === null || value === undefined) return IS_NULL;
  if (typeof value !== "object" && typeof value !== "function") return NOT_HANDFAST;
  try {
    const instance = instanceAt(instanceId);
    const guard = value.__hf;
    if (guard !== instance.guard) return isGuard(guard) ? IS_FOREIGN : NOT_HANDFAST;
    if (!Object.hasOwn(value, "__wbg_ptr")) return NOT_HANDFAST;
    const handle = value.__wbg_ptr;
    if (typeof handle !== "number") return NOT_HANDFAST;
    if (handle === DISPOSED) return IS_DISPOSED;
    if (isEnded(handle)) return handle;
    if (!(handle > 0)) return NOT_HANDFAST;
    if (asRef) makeFindable(instance, handle, value);
    return handle;
  } catch {
    return NOT_HANDFAST;
  }
}

/**
 * Rust has taken the object out of its handle. Whatever wrapper can be found is disposed from now
 * on; one that cannot be found has a stale handle.
 *
 * @param {number} handle
 * @param {number} classId any class of the instance
 */
export function forget(handle, classId) {
  const { instance } = classAt(classId);
  const wrapper = find(instance, handle);
  clear(instance, handle);
  if (wrapper !== undefined) blank(wrapper);
}

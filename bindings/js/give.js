// How an export of wasm returns an object: as its handle, a plain number. wasm-bindgen's glue passes it through the
// static `__wrap` of the class, which is one of these functions. No table has to carry the wrapper across.

import { recordOf } from "./classes.js";
import { abandonConstruct, takeOnly } from "./construct.js";
import * as CODE from "./codes.js";
import { define } from "./define.js";
import { errorFor } from "./errors.js";
import { find } from "./entries.js";
import { failed, raiseIfFailed } from "./failure.js";
import { fill, wrapConstructed, wrapNew } from "./wrap.js";

/** @typedef {import("./classes.js").ClassRecord} ClassRecord */
/** @typedef {import("./instance.js").Instance} Instance */

/**
 * Makes a class of wasm-bindgen's glue find or make the wrapper of whatever handle is returned as one of its objects.
 *
 * @param {Function} ctor
 * @param {Instance} instance
 */
export function defineGive(ctor, instance) {
  const value = (/** @type {number} */ returned) => {
    raiseIfFailed();
    return giveObject(instance, returned);
  };
  define(ctor, "__wrap", value);
}

/**
 * The wrapper of an object that Rust gives away: the one it has, or a new one.
 *
 * @param {Instance} instance
 * @param {number} given its handle; negative of an object which Rust may give again: its wrapper must stay findable
 * @returns {object}
 * @throws {import("./errors.js").HandfastError} if there is no such object, or no room for its wrapper
 */
export function giveObject(instance, given) {
  const shared = given < 0;
  const handle = shared ? -given : given;
  return find(instance, handle) ?? wrapNew(handle, classOf(instance, handle), shared);
}

/**
 * The same for the class through which all constructors return: the handle of a new object of the class that was constructed, or
 * the negative one of an object that may be of a derived class.
 *
 * @param {Function} ctor
 * @param {Instance} instance
 */
export function defineConstructed(ctor, instance) {
  const value = (/** @type {number} */ returned) => {
    const object = returned > 0 ? takeOnly(instance) : undefined;
    return object === undefined ? construct(instance, returned) : fill(/** @type {ClassRecord} */ (recordOf(object)), object, returned);
  };
  define(ctor, "__wrap", value);
}

/**
 * Ends a construction in all other cases: it has failed, constructors nest, or the object is none of just this class.
 *
 * @param {Instance} instance
 * @param {number} returned
 * @returns {object}
 */
function construct(instance, returned) {
  try {
    if (failed) abandonConstruct(instance);
  } finally {
    // In any case, or the next call of whatever instance would throw it.
    raiseIfFailed();
  }
  const handle = Math.abs(returned);
  return wrapConstructed(handle, classOf(instance, handle));
}

/**
 * @param {Instance} instance
 * @param {number} handle
 * @returns {number} the class id of its object, the most derived class
 */
function classOf(instance, handle) {
  const id = instance.exports.hf_class_of(handle);
  if (id === 0) throw errorFor(CODE.NOT_A_HANDLE, "a Handfast object cannot be made from this number");
  return id;
}

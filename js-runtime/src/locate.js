// What an argument of the API means.

import { DISPOSED, notAWrapper } from "./dispose.js";
import { isEnded, releasedError } from "./ended.js";
import * as CODE from "./codes.js";
import { errorFor } from "./errors.js";
import { ownerOf } from "./guard.js";
import { instances } from "./instance.js";

/** @typedef {import("./instance.js").Instance} Instance */

/**
 * Finds the instance and the handle of a wrapper or of a handle.
 *
 * @param {object | number} object
 * @returns {{ instance: Instance, handle: number }}
 * @throws {import("./errors.js").HandfastError} if it is neither, or a disposed wrapper
 */
export function locate(object) {
  return typeof object === "number" ? { instance: instanceOf(object), handle: object } : locateWrapper(object);
}

/**
 * The same for a wrapper.
 *
 * @param {object} object
 * @returns {{ instance: Instance, handle: number }}
 * @throws {import("./errors.js").HandfastError} if it is none, or disposed
 */
export function locateWrapper(object) {
  const wrapper = /** @type {any} */ (object);
  const instance = ownerOf(wrapper?.__hf);
  if (instance === undefined || !Object.hasOwn(wrapper, "__wbg_ptr")) throw notAWrapper(object);
  const handle = wrapper.__wbg_ptr;
  if (handle === DISPOSED || isEnded(handle)) throw releasedError(wrapper, "this object has been disposed");
  return { instance, handle };
}

/**
 * A bare number does not say where it comes from, but handles of different instances differ.
 *
 * @param {number} handle
 * @returns {Instance} the instance in which it is alive; if there is none, the first, which will
 *   say what is wrong
 */
function instanceOf(handle) {
  const [first, ...rest] = instances;
  if (first === undefined) throw errorFor(CODE.NOT_A_HANDLE, "no Handfast module has been loaded");
  return rest.find((instance) => instance.exports.hf_is_alive(handle) === 1) ?? first;
}

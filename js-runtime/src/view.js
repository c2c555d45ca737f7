// Views: what JavaScript sees of numbers in Rust's memory. They are wrappers like all others; area.js has what is special.
//
// What wasm calls is at the end. The file comes along only with apps whose exports return views.

import { Area } from "./area.js";
import { defineClass } from "./classes.js";
import { instanceAt } from "./instance.js";
import { wrapNew } from "./wrap.js";

/** The bits of {@link wrapView}'s last argument above the kind. */
const READ_ONLY_BIT = 16;

/** See `View` and `ReadonlyView` in js_api.d.ts. `HandfastObject` becomes its base when it is defined. */
class View {
  constructor() {
    throw new TypeError("views are made by Rust");
  }

  get length() {
    return Area.of(this).length;
  }

  get byteLength() {
    return Area.of(this).byteLength;
  }

  get array() {
    return Area.of(this).writable;
  }

  /** @param {any} array */
  isCurrent(array) {
    return Area.of(this).isCurrent(array);
  }

  /** @param {any} [begin] @param {any} [end] */
  subarray(begin = 0, end = Infinity) {
    return Area.of(this).part(+begin, +end);
  }

  /** @param {number} index */
  get(index) {
    const area = Area.of(this);
    area.at(index);
    return area.array[index];
  }

  /** @param {number} index @param {any} value */
  set(index, value) {
    const area = Area.of(this);
    area.at(index);
    const number = typeof value === "number" ? value : area.convert([value])[0];
    area.writable[index] = number;
  }

  /** @param {any} target @param {any} [at] */
  copyTo(target, at = 0) {
    const area = Area.of(this);
    const position = +at;
    const { array } = area;
    area.within(position, array.length, target.length);
    target.set(array, position);
  }

  /** @param {any} source @param {any} [at] */
  copyFrom(source, at = 0) {
    const area = Area.of(this);
    const numbers = area.convert(source);
    const position = +at;
    const { writable } = area;
    area.within(position, numbers.length);
    writable.set(numbers, position);
  }

  toArray() {
    return Area.of(this).array.slice();
  }

  [Symbol.iterator]() {
    return this.toArray().values();
  }
}

/**
 * Makes the class of views known to an instance.
 *
 * @param {number} instanceId
 * @returns {number} its class id
 */
export function defineView(instanceId) {
  return defineClass(instanceAt(instanceId), View, 0, "View", 0);
}

/**
 * Makes the wrapper of a view, which owns the handle's share as every wrapper does.
 *
 * @param {number} instanceId
 * @param {number} handle current; the stretch of memory stays where it is as long as the handle is
 * @param {number} classId
 * @param {number} pointer aligned
 * @param {number} length in elements
 * @param {number} kind index in the table of kinds; 16 more for a view that is for reading only
 * @returns {object}
 */
export function wrapView(instanceId, handle, classId, pointer, length, kind) {
  const view = /** @type {any} */ (wrapNew(handle, classId, false));
  const readOnly = (kind & READ_ONLY_BIT) !== 0;
  const instance = instanceAt(instanceId);
  view.__hv = new Area(instance, handle, view, pointer >>> 0, length >>> 0, kind & (READ_ONLY_BIT - 1), readOnly);
  return view;
}

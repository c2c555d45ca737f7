// The memory that a view is of, and the typed arrays over it.
//
// When wasm's memory grows, the engine takes the buffer from under all arrays, which are empty from then on. So a new one
// is made when the last is found empty. (Where the app has made the memory's buffer resizable, arrays survive, and the last one
// is never empty.) Arrays that were handed out keep the view alive: they refer to the area in a private field, and the area
// to the view.

import { bytesUpTo } from "./bytes.js";
import { releasedError } from "./ended.js";
import * as CODE from "./codes.js";
import { errorFor } from "./errors.js";
import { KINDS } from "./kinds.js";

/** @typedef {InstanceType<typeof KINDS[number]>} Numbers a typed array */

/** Adds its private fields to an array that exists already. */
class Returned {
  /** @param {Numbers} array */
  constructor(array) {
    return array;
  }
}

/** Lends its private fields to the arrays that are handed out; there are no instances. */
class Tracked extends Returned {
  #area;
  #length;

  /** @param {Numbers} array @param {Area} area */
  constructor(array, area) {
    super(array);
    this.#area = area;
    this.#length = array.length;
  }

  /**
   * @param {any} array anything
   * @param {Area} area
   * @returns {boolean} whether it is an array over this area and has all of its elements
   */
  static isCurrent(array, area) {
    if (typeof array !== "object" || array === null || !(#area in array)) return false;
    return array.#area === area && isAttached(/** @type {any} */ (array), array.#length);
  }
}

/**
 * @param {Numbers} array over wasm's memory
 * @param {number} length that it was made with
 * @returns {boolean} whether the buffer is still there. An array that has lost it has no elements, and one that never had any
 *   throws from its methods nevertheless
 */
function isAttached(array, length) {
  return length > 0 ? array.length === length : array.buffer.byteLength > 0;
}

/** A stretch of memory, of which one view is. */
export class Area {
  #instance;
  #handle;
  #pointer;
  #Kind;
  #readOnly;
  /** The array that was made last. @type {any} */
  #array;

  /**
   * @param {import("./instance.js").Instance} instance
   * @param {number} handle
   * @param {object} view the wrapper of that handle
   * @param {number} pointer
   * @param {number} length in elements
   * @param {number} kind index in the table of kinds
   * @param {boolean} readOnly
   */
  constructor(instance, handle, view, pointer, length, kind, readOnly) {
    this.#instance = instance;
    this.#handle = handle;
    this.#pointer = pointer;
    this.#Kind = KINDS[kind];
    this.#readOnly = readOnly;
    this.length = length;
    /** Whoever has the area keeps its view, and with it the memory. */
    this.view = view;
  }

  /**
   * The area of a view. It is a property of the wrapper, so that a Proxy or a copy has it as well.
   *
   * @param {any} view
   * @returns {Area}
   * @throws {import("./errors.js").HandfastError} if it is none
   */
  static of(view) {
    const area = view.__hv;
    if (typeof area !== "object" || area === null || !(#handle in area)) throw errorFor(CODE.NOT_A_HANDLE, "not a view");
    return area;
  }

  /** Whether the memory is still there: the entry is emptied when the object is released, in whatever way. */
  get isAlive() {
    return this.#instance.handles[this.#handle >>> 0] === this.#handle;
  }

  /**
   * @returns {any} an array over all of it
   * @throws {import("./errors.js").HandfastError} if the view was disposed
   */
  get array() {
    if (!this.isAlive) throw releasedError(this.view, "this view was disposed, and with it the arrays that it has handed out");
    const array = this.#array;
    if (array !== undefined && isAttached(array, this.length)) return array;
    // The buffer by way of an array of the instance's own, which is made first: Firefox keeps the first array of a buffer as long as
    // the buffer, and with it would stay whatever the array keeps.
    const { buffer } = /** @type {any} */ (bytesUpTo(this.#instance, this.#pointer + this.byteLength));
    return (this.#array = this.#track(new this.#Kind(buffer, this.#pointer, this.length)));
  }

  /**
   * @returns {any} the same, to be written
   * @throws {import("./errors.js").HandfastError} if the view was disposed, or is for reading only
   */
  get writable() {
    if (this.#readOnly) throw errorFor(CODE.READ_ONLY, "this view is for reading only: use get, copyTo or toArray");
    return this.array;
  }

  /** @returns {any} an array over a part of it */
  part(/** @type {number} */ begin, /** @type {number} */ end) {
    return this.#track(this.writable.subarray(begin, end));
  }

  /** @param {Numbers} array */
  #track(array) {
    new Tracked(array, this);
    return array;
  }

  /** @param {any} array @returns {boolean} */
  isCurrent(array) {
    return this.isAlive && Tracked.isCurrent(array, this);
  }

  get byteLength() {
    return this.length * this.#Kind.BYTES_PER_ELEMENT;
  }

  /**
   * Converts what is to be written, which may run code of the user's: so it comes before the array is asked for.
   *
   * @param {any} source a typed array is left as it is
   * @returns {any}
   */
  convert(source) {
    return ArrayBuffer.isView(source) ? source : new this.#Kind(source);
  }

  /**
   * @param {number} start
   * @param {number} count
   * @param {number} [length]
   * @throws {import("./errors.js").HandfastError} unless there are so many elements from there on, of so many
   */
  within(start, count, length = this.length) {
    if (!(Number.isInteger(start) && start >= 0 && start + count <= length)) {
      throw errorFor(CODE.OUT_OF_BOUNDS, `there are no ${count} elements from ${start} on, of ${length}`);
    }
  }

  /** @param {any} index @throws {import("./errors.js").HandfastError} if there is no such element */
  at(index) {
    if (!(Number.isInteger(index) && index >= 0 && index < this.length)) {
      throw errorFor(CODE.OUT_OF_BOUNDS, `there is no element ${String(index)} of ${this.length}`);
    }
  }

  /** Nothing of it shows where a view is printed as JSON. */
  toJSON() {
    return undefined;
  }
}

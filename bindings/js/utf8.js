// A text in wasm's memory, as UTF-8: of which a RustString or a part of one is.

import { bytesUpTo } from "./bytes.js";
import { releasedError } from "./ended.js";
import * as CODE from "./codes.js";
import { errorFor } from "./errors.js";

/** @typedef {import("./instance.js").Instance} Instance */

/** Some versions of Safari's decoder fail after two billion bytes, so it is replaced from time to time. */
const RENEW = 2 ** 30;
let decoder = makeDecoder();
let decoded = 0;

function makeDecoder() {
  // A mark of byte order at the beginning is part of the text.
  return new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });
}

/** A stretch of memory that holds a text. */
export class Utf8 {
  #instance;
  #handle;
  #pointer;
  /** @type {string | undefined} */
  #text;

  /**
   * @param {Instance} instance
   * @param {number} handle of the object that owns the memory
   * @param {object} owner its wrapper, which stays alive as long as this does
   * @param {number} pointer
   * @param {number} start of this part within the object's text, in bytes
   * @param {number} length in bytes
   */
  constructor(instance, handle, owner, pointer, start, length) {
    this.#instance = instance;
    this.#handle = handle;
    this.#pointer = pointer;
    this.owner = owner;
    this.start = start;
    this.length = length;
    /** Whether this part was disposed by itself. */
    this.closed = false;
  }

  /** @param {any} value anything @returns {value is { __hs: Utf8 }} whether it has a text of Rust's */
  static is(value) {
    return typeof value === "object" && value !== null && typeof value.__hs === "object" && value.__hs !== null && #handle in value.__hs;
  }

  /**
   * @param {any} value
   * @returns {Utf8}
   * @throws {import("./errors.js").HandfastError} if it has no text of Rust's, or was disposed
   */
  static of(value) {
    if (!Utf8.is(value)) throw errorFor(CODE.NOT_A_HANDLE, "not a string of Rust's");
    const text = value.__hs;
    if (!text.isAlive) throw releasedError(value, "this string was disposed");
    return text;
  }

  get isAlive() {
    return !this.closed && this.#instance.handles[this.#handle >>> 0] === this.#handle;
  }

  /** @param {Instance} instance @returns {number} the handle, 0 if it is of another instance */
  handleIn(instance) {
    return instance === this.#instance ? this.#handle : 0;
  }

  /** The whole memory, in which this text is at `#pointer`. */
  get #memory() {
    return bytesUpTo(this.#instance, this.#pointer + this.length);
  }

  /** @returns {string} decoded the first time */
  get text() {
    return (this.#text ??= this.#decode());
  }

  #decode() {
    const memory = this.#memory;
    const bytes = memory.subarray(this.#pointer, this.#pointer + this.length);
    decoded += this.length;
    if (decoded > RENEW) [decoder, decoded] = [makeDecoder(), this.length];
    // Decoders in browsers refuse memory that is shared or can be resized.
    const { buffer } = /** @type {any} */ (memory);
    return decoder.decode(buffer instanceof ArrayBuffer && !(/** @type {any} */ (buffer).resizable) ? bytes : bytes.slice());
  }

  /**
   * @param {Utf8} other
   * @param {number} length in bytes; both have so many
   * @returns {number} negative, 0 or positive, by the first byte in which they differ
   */
  compareBytes(other, length) {
    const [mine, theirs] = [this.#memory, other.#memory];
    const [a, b] = [this.#pointer, other.#pointer];
    if (a === b && mine === theirs) return 0;
    for (let i = 0; i < length; i += 1) {
      const difference = mine[a + i] - theirs[b + i];
      if (difference !== 0) return difference;
    }
    return 0;
  }

  /**
   * Whether it begins with a text of JavaScript's, as far as that can be said of texts that are not decoded.
   *
   * @param {string} text
   * @returns {boolean | undefined} `undefined` where one of the two is not ASCII
   */
  beginsWith(text) {
    const memory = this.#memory;
    const { length } = text;
    const common = Math.min(length, this.length);
    for (let i = 0; i < common; i += 1) {
      const [a, b] = [memory[this.#pointer + i], text.charCodeAt(i)];
      if ((a | b) >= 0x80) return undefined;
      if (a !== b) return false;
    }
    return length <= this.length;
  }

  /**
   * A part, of the same memory.
   *
   * @param {number} begin in bytes, from the end if negative
   * @param {number} end
   * @returns {Utf8}
   * @throws {import("./errors.js").HandfastError} if one of the two is in the middle of a character
   */
  part(begin, end) {
    const [from, to] = [this.#position(begin), this.#position(end)];
    const length = Math.max(to - from, 0);
    return new Utf8(this.#instance, this.#handle, this.owner, this.#pointer + from, this.start + from, length);
  }

  /** @param {number} position @returns {number} */
  #position(position) {
    const { length } = this;
    const whole = Math.trunc(position) || 0;
    const at = whole < 0 ? Math.max(length + whole, 0) : Math.min(whole, length);
    if (at < length && (this.#memory[this.#pointer + at] & 0xc0) === 0x80) {
      throw errorFor(CODE.OUT_OF_BOUNDS, `byte ${at} is in the middle of a character`);
    }
    return at;
  }

  /** Nothing of it shows where it is copied into something that is printed as JSON. */
  toJSON() {
    return undefined;
  }
}

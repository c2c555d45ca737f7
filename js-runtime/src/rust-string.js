// Strings that stay in Rust's memory until somebody looks. They are wrappers like all others; utf8.js has what is special. A part of
// one is no wrapper: it has no handle of its own, and keeps the whole one alive.
//
// What wasm calls is at the end. The file comes along only with apps whose exports take or return such strings.

import { defineClass } from "./classes.js";
import { define } from "./define.js";
import { instanceAt, words } from "./instance.js";
import { DISPOSE } from "./symbol.js";
import { Utf8 } from "./utf8.js";
import { IS_DISPOSED, IS_FOREIGN, handleOf, wrapNew } from "./wrap.js";

/** See `RustString` in js_api.d.ts. `HandfastObject` becomes its base when it is defined. */
class RustString {
  constructor() {
    throw new TypeError("strings of this kind are made by Rust");
  }

  get value() {
    return Utf8.of(this).text;
  }

  get length() {
    return Utf8.of(this).length;
  }

  toString() {
    return Utf8.of(this).text;
  }

  toJSON() {
    return Utf8.of(this).text;
  }

  /** @param {unknown} other */
  equals(other) {
    const text = Utf8.of(this);
    if (typeof other === "string") {
      // So many bytes at least, and at most.
      if (text.length < other.length || text.length > other.length * 3) return false;
      const begins = text.beginsWith(other);
      return begins === undefined ? text.text === other : begins && text.length === other.length;
    }
    if (!Utf8.is(other)) return false;
    const second = Utf8.of(other);
    return text.length === second.length && text.compareBytes(second, text.length) === 0;
  }

  /** @param {RustString} other */
  compare(other) {
    const [first, second] = [Utf8.of(this), Utf8.of(other)];
    return Math.sign(first.compareBytes(second, Math.min(first.length, second.length)) || first.length - second.length);
  }

  /** @param {string | RustString} prefix */
  startsWith(prefix) {
    const text = Utf8.of(this);
    if (typeof prefix === "string") return text.beginsWith(prefix) ?? text.text.startsWith(prefix);
    const second = Utf8.of(prefix);
    return second.length <= text.length && text.compareBytes(second, second.length) === 0;
  }

  /** @param {any} [begin] @param {any} [end] */
  slice(begin = 0, end = Infinity) {
    const [from, to] = [+begin, +end];
    const part = Object.create(RustPart.prototype);
    part.__hf = /** @type {any} */ (this).__hf;
    part.__hs = Utf8.of(this).part(from, to);
    return part;
  }
}

/** A part of another string. */
class RustPart extends RustString {
  free() {
    if (Utf8.is(this)) this.__hs.closed = true;
  }
}
define(RustPart.prototype, DISPOSE, RustPart.prototype.free);

/**
 * Makes the class known to an instance.
 *
 * @param {number} instanceId
 * @returns {number} its class id
 */
export function defineString(instanceId) {
  return defineClass(instanceAt(instanceId), RustString, 0, "RustString", 0);
}

/**
 * Makes the wrapper of a string, which owns the handle's share as every wrapper does.
 *
 * @param {number} instanceId
 * @param {number} handle current; the text stays where it is as long as the handle is
 * @param {number} classId
 * @param {number} pointer to UTF-8
 * @param {number} length in bytes
 * @returns {object}
 */
export function wrapString(instanceId, handle, classId, pointer, length) {
  const string = /** @type {any} */ (wrapNew(handle, classId, false));
  string.__hs = new Utf8(instanceAt(instanceId), handle, string, pointer >>> 0, 0, length >>> 0);
  return string;
}

/**
 * Reads the handle of a string that JavaScript passes, and which part of it is meant. Never throws.
 *
 * @param {any} value
 * @param {number} instanceId
 * @param {number} pointer to where the part's start and length are written, in bytes
 * @returns {number} the handle; or a negative status, as of `handleOf`
 */
export function stringOf(value, instanceId, pointer) {
  try {
    if (Utf8.is(value)) {
      const text = value.__hs;
      const instance = instanceAt(instanceId);
      if (!text.isAlive) return IS_DISPOSED;
      const memory = words(instance);
      memory[pointer >>> 2] = text.start;
      memory[(pointer >>> 2) + 1] = text.length;
      return text.handleIn(instance) || IS_FOREIGN;
    }
  } catch {
    // A Proxy that throws; the next one says so.
  }
  return handleOf(value, instanceId, false);
}

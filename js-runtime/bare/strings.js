// What a module without wasm-bindgen imports to show texts. Loaded only for modules that do.

import { makeFindable } from "../src/entries.js";
import { instanceAt } from "../src/instance.js";
import { defineString, wrapString } from "../src/rust-string.js";
import { get, hold } from "../src/table.js";
import { Utf8 } from "../src/utf8.js";
import { oncePerInstance } from "./classes.js";
import { writeText } from "./imports.js";

const classOf = oncePerInstance(defineString);

/** @type {Record<string, Function>} */
export const imports = {
  /**
   * Makes the wrapper of a text, and puts it into a slot; see `wrapString` in rust-string.js.
   *
   * @param {number} instance
   * @param {number} slot
   * @param {number} handle
   * @param {number} pointer
   * @param {number} length
   */
  storeText(instance, slot, handle, pointer, length) {
    const text = wrapString(instance, handle, classOf(instance), pointer, length);
    // A pass has to find the wrapper, to write on it what the object holds.
    makeFindable(instanceAt(instance), handle, text);
    hold(slot, text);
  },

  /**
   * As without this file, for texts of either side.
   *
   * @param {number} instance
   * @param {number} slot
   * @param {number} pointer
   * @param {number} capacity
   * @returns {number}
   */
  readString(instance, slot, pointer, capacity) {
    return writeText(instance, textOf(get(slot)), pointer, capacity);
  },
};

/** @param {unknown} value @returns {unknown} the text of one of Rust's; anything else as it is */
function textOf(value) {
  try {
    return Utf8.is(value) ? Utf8.of(value).text : value;
  } catch {
    // Disposed, or a Proxy that throws: no text.
    return undefined;
  }
}

// What a module without wasm-bindgen imports from `handfast`: the functions of abi.js and bridge.js, and those that wasm-bindgen's glue
// has its own way for. Numbers only: instances, slots, addresses.

import * as abi from "../src/abi.js";
import * as bridge from "../src/bridge.js";
import { bytesUpTo } from "../src/bytes.js";
import { instanceAt, readText, words } from "../src/instance.js";
import { get, hold } from "../src/table.js";
import { handleOf } from "../src/wrap.js";
import { classNamed } from "./classes.js";

const encoder = new TextEncoder();

/** @type {Record<string, Function>} */
export const imports = {
  ...abi,
  ...bridge,
  classNamed,

  /** @param {number} instance @param {number} slot @returns {number} the handle of the wrapper in a slot, or a negative status */
  handleIn: (instance, slot) => handleOf(get(slot), instance, false),

  /** @param {number} instance @param {number} number as `makeError` takes it @param {number} pointer @param {number} length */
  failWith(instance, number, pointer, length) {
    abi.fail(abi.makeError(number, readText(instanceAt(instance), pointer, length)));
  },

  /** @param {number} slot of what the export that is running is to throw */
  throwSlot: (slot) => abi.fail(get(slot)),

  /** @param {number} instance @param {number} slot @param {number} pointer @param {number} length */
  storeString(instance, slot, pointer, length) {
    hold(slot, readText(instanceAt(instance), pointer, length));
  },

  /** @param {number} slot @param {number} number */
  storeNumber: (slot, number) => hold(slot, number),

  /**
   * @param {number} instance
   * @param {number} slot
   * @param {number} pointer to `capacity` bytes
   * @param {number} capacity
   * @returns {number} the length of the whole text in bytes, of which as much was written as there is room for; -1 if it is
   *   no string
   */
  readString: (instance, slot, pointer, capacity) => writeText(instance, get(slot), pointer, capacity),

  /**
   * Calls the function in a slot with the values of others. Never throws.
   *
   * @param {number} instance
   * @param {number} slot
   * @param {number} pointer to the slots of the arguments
   * @param {number} count of them
   * @param {number} result where to put what it returns, or throws
   * @returns {number} whether it has thrown
   */
  callSlots(instance, slot, pointer, count, result) {
    try {
      const start = pointer >>> 2;
      const values = Array.from(words(instanceAt(instance)).subarray(start, start + count), get);
      hold(result, get(slot)(...values));
      return 0;
    } catch (error) {
      hold(result, error);
      return 1;
    }
  },
};

/**
 * Writes a text as UTF-8, as far as there is room.
 *
 * @param {number} instance
 * @param {unknown} text
 * @param {number} pointer
 * @param {number} capacity
 * @returns {number} the length of all of it in bytes; -1 if it is no text
 */
export function writeText(instance, text, pointer, capacity) {
  if (typeof text !== "string") return -1;
  const encoded = encoder.encode(text);
  const start = pointer >>> 0;
  const part = encoded.subarray(0, capacity >>> 0);
  bytesUpTo(instanceAt(instance), start + part.length).set(part, start);
  return encoded.length;
}

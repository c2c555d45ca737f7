// Arrays of numbers on their way to Rust, and back where Rust may write into them.
//
// Whatever is asked of the value goes through the engine's own functions: a subclass or a Proxy can answer with anything,
// or with something else the next time.

import { leave } from "./bytes.js";
import { instanceAt } from "./instance.js";
import { KINDS, NAMES, buffer, byteLength, byteOffset, prototype, tag } from "./kinds.js";

/** The answers of {@link numbersOf} that are not lengths. */
const NO_NUMBERS = -1;
const TOO_MANY = -2;

/** More do not fit into wasm's memory, whatever their size. */
const LIMIT = 2 ** 32;
/** An array can claim to be long and be empty, so there is less room for those. */
export const LONGEST_LIST = 2 ** 23;

/**
 * Leaves the bytes of an array of numbers for `takeBytes`: a copy, or a view that is copied at once. Never throws.
 *
 * @param {any} value a typed array; an array, whose elements are converted
 * @param {number} kind index in the table of kinds
 * @param {number} exact not 0: only a typed array of just this kind will do
 * @returns {number} how many bytes; -1 if it is none; -2 if it is too long
 */
export function numbersOf(value, kind, exact) {
  try {
    let numbers = value;
    const name = tag.call(value);
    if (name !== NAMES[kind]) {
      if (exact) return NO_NUMBERS;
      if (name === undefined) {
        if (!Array.isArray(value)) return NO_NUMBERS;
        if (value.length > LONGEST_LIST) return TOO_MANY;
      }
      numbers = new KINDS[kind](value);
    }
    const length = byteLength.call(numbers);
    if (length >= LIMIT) return TOO_MANY;
    // A view of nothing is made for its error, if the buffer was transferred.
    leave(kind === 0 && length > 0 ? numbers : new Uint8Array(buffer.call(numbers), byteOffset.call(numbers), length));
    return length;
  } catch {
    return NO_NUMBERS;
  }
}

/**
 * Writes what Rust has made of the numbers back into the array they came from; as far as that is still there. Never throws.
 *
 * @param {any} array for which `numbersOf` was asked with `exact`
 * @param {number} kind
 * @param {number} instanceId
 * @param {number} pointer to `length` numbers, aligned
 * @param {number} length
 */
export function writeNumbers(array, kind, instanceId, pointer, length) {
  try {
    prototype.set.call(array, new KINDS[kind](instanceAt(instanceId).memory.buffer, pointer >>> 0, length));
  } catch {
    // It was transferred or made smaller meanwhile: nobody can be waiting for the numbers.
  }
}

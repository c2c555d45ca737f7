// Typed arrays of JavaScript's, held by Rust, which copies numbers into them and out of them. Nothing here throws.

import { instanceAt } from "./instance.js";
import { KINDS, NAMES, buffer, byteLength, byteOffset, prototype, tag } from "./kinds.js";
import { get } from "./table.js";

/** Answers of {@link copyArray} besides lengths. */
const NOT_OF_THIS_KIND = -1;
const COPIED = -2;

/**
 * @param {number} slot
 * @param {number} kind index in the table of kinds
 * @returns {number} how many numbers the array in a slot has, none if its buffer was transferred; -1 if there is no such array
 */
export function arrayLength(slot, kind) {
  try {
    const array = get(slot);
    if (tag.call(array) !== NAMES[kind]) return NOT_OF_THIS_KIND;
    return byteLength.call(array) / KINDS[kind].BYTES_PER_ELEMENT;
  } catch {
    return NOT_OF_THIS_KIND;
  }
}

/**
 * Copies numbers from wasm's memory into an array, or back. Neither side keeps anything.
 *
 * @param {number} slot of the array
 * @param {number} kind index in the table of kinds
 * @param {number} at from which element of the array on
 * @param {number} instanceId
 * @param {number} pointer aligned
 * @param {number} count how many
 * @param {number} back 0: into the array; 1: out of it
 * @returns {number} -2 if they were copied; -1 if there is no such array; otherwise its length, which they exceed
 */
export function copyArray(slot, kind, at, instanceId, pointer, count, back) {
  const length = arrayLength(slot, kind);
  if (length < 0 || (at >>> 0) + (count >>> 0) > length) return length;
  const array = get(slot);
  const Kind = KINDS[kind];
  const numbers = new Kind(instanceAt(instanceId).memory.buffer, pointer >>> 0, count >>> 0);
  try {
    if (back) {
      const start = byteOffset.call(array) + (at >>> 0) * Kind.BYTES_PER_ELEMENT;
      prototype.set.call(numbers, new Kind(buffer.call(array), start, count >>> 0));
    } else {
      prototype.set.call(array, numbers, at >>> 0);
    }
    return COPIED;
  } catch {
    // An empty one whose buffer was transferred.
    return COPIED;
  }
}

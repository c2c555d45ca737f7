// Arrays of anything on their way to Rust.

import { LONGEST_LIST } from "./numbers.js";

/**
 * Copies an array, so that Rust reads one that does not change and runs no code when it is read. Never throws.
 *
 * @param {any} value
 * @returns {any[] | null | undefined} owned by the caller; `undefined` if it is no array, `null` if it is too long
 */
export function listOf(value) {
  try {
    if (!Array.isArray(value)) return undefined;
    const { length } = value;
    if (length > LONGEST_LIST) return null;
    const copy = [];
    for (let i = 0; i < length; i += 1) copy.push(value[i]);
    return copy;
  } catch {
    return undefined;
  }
}

// The table of JS refs: the values that Rust holds. Rust owns the numbering; this side only stores.
// All instances share one table, and each reserves ranges of slots for itself.

import { instanceAt, instances, words } from "./instance.js";
import { valueOf } from "./weak.js";

/** What an empty slot contains: `undefined` is a value that Rust may hold. */
export const EMPTY = Symbol("handfast.empty");

/** Slot 0 is never given out. @type {any[]} */
export const slots = [EMPTY];

/**
 * Reserves slots for an instance, for good. They are filled at once, so that the array stays dense and a later `hold`
 * is one store.
 *
 * @param {number} count
 * @param {number} [instanceId]
 * @returns {number} the first; the others follow
 */
export function reserveSlots(count, instanceId = 0) {
  const first = slots.length;
  for (let i = 0; i < count; i += 1) slots.push(EMPTY);
  instances[instanceId - 1]?.ranges.push([first, first + count]);
  return first;
}

/**
 * Puts a value into a slot. The table keeps it alive until the slot is cleared.
 *
 * @param {number} slot reserved, and empty
 * @param {any} value
 */
export function hold(slot, value) {
  slots[slot] = value;
}

/**
 * @param {number} slot
 * @returns {any} the value, still held; `undefined` if the slot is empty or has lost it
 */
export function get(slot) {
  const value = valueOf(slots[slot]);
  return value === EMPTY ? undefined : value;
}

/**
 * Clears a slot: the table lets go of its value.
 *
 * @param {number} slot
 */
export function decref(slot) {
  slots[slot] = EMPTY;
}

/**
 * Clears many slots in one call.
 *
 * @param {number} instanceId whose memory lists them
 * @param {number} pointer to 32-bit slot numbers, aligned
 * @param {number} length how many
 */
export function decrefMany(instanceId, pointer, length) {
  const list = words(instanceAt(instanceId));
  const first = pointer >>> 2;
  const end = first + length;
  for (let i = first; i < end; i += 1) slots[list[i]] = EMPTY;
}

/** @returns {number} how many slots are in use; looks at every one */
export function countSlots() {
  let count = 0;
  for (const value of slots) if (value !== EMPTY) count += 1;
  return count;
}

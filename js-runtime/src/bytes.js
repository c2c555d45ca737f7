// How a copy of an array gets into wasm's memory: JavaScript makes it and says how long it is, Rust
// allocates room and has it written there. So wasm allocates nothing that an error here could leave behind.

import { instanceAt } from "./instance.js";

/** The copy that Rust is about to take. @type {Uint8Array | undefined} */
let pending;

/**
 * Leaves a copy for {@link takeBytes}, which must be the next call.
 *
 * @param {Uint8Array} copy
 */
export function leave(copy) {
  pending = copy;
}

/**
 * Writes the copy into memory. This side lets go of it.
 *
 * @param {number} instanceId
 * @param {number} pointer to as much room as was asked for; 0 if there is none, then nothing is written
 */
export function takeBytes(instanceId, pointer) {
  const copy = /** @type {Uint8Array} */ (pending);
  pending = undefined;
  if (pointer === 0) return;
  const start = pointer >>> 0;
  bytesUpTo(instanceAt(instanceId), start + copy.length).set(copy, start);
}

/**
 * The instance's memory as bytes. The view is made again after the memory has grown: then the old one is empty, or, of
 * shared memory, too short. (Asking the memory for its buffer takes longer than most texts.)
 *
 * @param {import("./instance.js").Instance} instance
 * @param {number} end how far it must reach
 * @returns {Uint8Array}
 */
export function bytesUpTo(instance, end) {
  // Not even nothing can be done with an array that has lost its buffer: so one byte is wanted at least.
  if (instance.bytes.length < (end || 1)) instance.bytes = new Uint8Array(instance.memory.buffer);
  return instance.bytes;
}

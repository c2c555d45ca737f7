// The weak-ref sweep: looks for wrappers that have died and releases their handles. It is quicker than
// the finalizers after a burst, and the only way where there are none.
//
// It frees nothing that was touched in the running job: the language keeps the target of a `WeakRef`
// alive until the end of the job in which the `WeakRef` was made or read. So inside one job only
// `dispose` frees.

import { REGISTERED, clear, isDead, loseSight, setOthers } from "./entries.js";
import { raiseIfFailed } from "./failure.js";
import { noteDeath } from "./pace.js";
import { scheduleTurn } from "./turn.js";

/** @typedef {import("./instance.js").Instance} Instance */

/**
 * Looks at the next entries of an instance, from where the last slice ended. A slice does not go beyond
 * the end of the table; the next then begins at the front.
 *
 * @param {Instance} instance
 * @param {number} budget how many entries to look at; each costs a `deref` if it has a `WeakRef`
 * @returns {number} how many objects were released
 * @throws the error of the last `Drop` that has panicked, where panics unwind; the others are released all the same
 */
export function sweepSlice(instance, budget) {
  let released = 0;
  const end = Math.min(instance.cursor + budget, instance.handles.length);
  for (let i = instance.cursor; i < end; i += 1) {
    if (isDead(instance, i)) released += release(instance, i);
  }
  instance.cursor = end === instance.handles.length ? 0 : end;
  if (released !== 0) {
    noteDeath();
    scheduleTurn(instance);
  }
  raiseIfFailed();
  return released;
}

/**
 * @param {Instance} instance
 * @param {number} index of an entry whose wrapper has died
 * @returns {number} 1 if Rust released something, else 0
 */
function release(instance, index) {
  const handle = instance.handles[index];
  const others = instance.others?.get(handle);
  if (others !== undefined) {
    // Another wrapper of this handle may be alive, and cannot be found. All those that the finalizers
    // will report are to be counted down; the one of this entry may not be among them.
    if (!(instance.marks[index] & REGISTERED)) setOthers(instance, handle, others - 1);
    loseSight(instance, index);
    return 0;
  }
  // First empty the entry: Rust may run code that makes a new wrapper in this very place.
  clear(instance, handle);
  return instance.exports.hf_finalize(handle);
}

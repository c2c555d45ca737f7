// What happens when the engine reports a death.

import { REGISTERED, clear, isDead, loseSight, setOthers } from "./entries.js";
import { raiseIfFailed } from "./failure.js";
import { noteDeath } from "./pace.js";
import { scheduleTurn } from "./turn.js";

/**
 * A registered wrapper has died. If its handle is current, the wrapper's share is given back; if the
 * object was released meanwhile by other means, this call is late and does nothing, whatever
 * the place holds by now.
 *
 * @param {import("./instance.js").Instance} instance
 * @param {number} handle
 */
export function finalized(instance, handle) {
  const index = handle >>> 0;
  if (instance.handles[index] !== handle) return;
  const others = instance.others?.get(handle);
  if (others !== undefined) {
    // Not the last wrapper of this handle. It may be the one of the entry; then a sweep must not take
    // the death for that of the last.
    setOthers(instance, handle, others - 1);
    if (instance.marks[index] & REGISTERED && isDead(instance, index)) loseSight(instance, index);
    return;
  }
  clear(instance, handle);
  instance.exports.hf_finalize(handle);
  noteDeath();
  scheduleTurn(instance);
  raiseIfFailed();
}

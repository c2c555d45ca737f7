// Automatic sweeps: in idle time, in short slices, and only while there is something to sweep.

import { config } from "./config.js";
import { sweepSlice } from "./sweep.js";
import { createWait } from "./wait.js";

/** @typedef {import("./instance.js").Instance} Instance */

/** Instances that a sweep has been asked for and not yet finished. @type {Set<Instance>} */
const sweeping = new Set();
const wait = createWait(() => config.sweepInterval, slice);

/**
 * Asks for a sweep of an instance, at the end of a turn. It begins after `sweepInterval`, or as soon as the
 * host is idle if the memory has grown: then garbage on the JavaScript side is likely what holds it.
 *
 * @param {Instance} instance
 * @param {boolean} grown whether its memory has grown since the last turn
 */
export function armSweep(instance, grown) {
  if (instance.weak === 0) return;
  sweeping.add(instance);
  wait.arm(grown);
}

/** Starts the wait before a sweep again, if one is running: its length was changed. */
export function restartWait() {
  wait.restart();
}

/** Runs one slice of each sweep that is under way. */
function slice() {
  let rest = false;
  // A copy: a sweep that ends may ask for the next.
  for (const instance of [...sweeping]) {
    sweepSlice(instance, config.sweepBudget);
    if (instance.cursor !== 0) {
      rest = true;
      continue;
    }
    sweeping.delete(instance);
    // Without finalizers nothing else will notice later deaths, so the next sweep is due anyway.
    if (!(config.finalizers && instance.finalizers)) armSweep(instance, false);
  }
  if (rest) wait.whenIdle();
}

// Automatic sweeps: in idle time, in short slices, and only while there is something to sweep.

import { config } from "./config.js";
import { sweepSlice } from "./sweep.js";

/** @typedef {import("./instance.js").Instance} Instance */

// Taken when the module loads, before a test can put fake timers in their place.
const { setTimeout, clearTimeout, requestIdleCallback } = /** @type {any} */ (globalThis);

/** Instances that a sweep has been asked for and not yet finished. @type {Set<Instance>} */
const sweeping = new Set();
/** The timer before a sweep, or `undefined` if none is running. @type {any} */
let timer;
/** Whether a slice is on its way. */
let waiting = false;

/**
 * Asks for a sweep of an instance, at the end of a turn. It begins after `sweepInterval`, or as soon as the
 * host is idle if the memory has grown: then garbage on the JavaScript side is likely what holds it.
 * Nothing here keeps a process alive.
 *
 * @param {Instance} instance
 * @param {boolean} grown whether its memory has grown since the last turn
 */
export function armSweep(instance, grown) {
  if (instance.weak === 0) return;
  sweeping.add(instance);
  if (grown) {
    clearTimeout(timer);
    timer = undefined;
    whenIdle();
  } else if (timer === undefined && !waiting) {
    wait();
  }
}

/** Starts the wait before a sweep again, if one is running: its length was changed. */
export function restartWait() {
  if (timer === undefined) return;
  clearTimeout(timer);
  wait();
}

function wait() {
  timer = setTimeout(begin, config.sweepInterval);
  timer.unref?.();
}

/** The time has come for a sweep. */
function begin() {
  timer = undefined;
  whenIdle();
}

/** Has a slice run when the host has nothing better to do. */
function whenIdle() {
  if (waiting) return;
  waiting = true;
  if (typeof requestIdleCallback === "function") requestIdleCallback(slice);
  else setTimeout(slice, 0).unref?.();
}

/** Runs one slice of each sweep that is under way. */
function slice() {
  waiting = false;
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
  if (rest) whenIdle();
}

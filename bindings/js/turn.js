// The end of a turn. A turn is one macrotask: whatever a turn made is settled in one later macrotask,
// asked for by the first thing that needs it.

import { clearConstructions } from "./construct.js";
import { flush } from "./nursery.js";
import { armSweep } from "./idle.js";
import { forAll } from "./instance.js";
import { armCollect } from "./pace.js";
import { dropResult } from "./call.js";
import { checkStack, visit } from "./poison.js";

/** @typedef {import("./instance.js").Instance} Instance */

/** Whether a macrotask is on its way. */
let posted = false;
/** Whether the end of a turn is running: what it asks for is a new turn. */
let ending = false;
/** The instances that have something to settle. @type {Instance[]} */
let due = [];

const post = choosePost();

/**
 * Asks that the turn be ended for an instance. Repeated calls in a turn cost one comparison.
 *
 * @param {Instance} instance
 */
export function scheduleTurn(instance) {
  if (instance.due) return;
  instance.due = true;
  due.push(instance);
  requestTurn();
}

/** Asks for the end of the turn on behalf of no instance in particular. */
export function requestTurn() {
  if (!posted) request();
}

/** Apart, so that the question is inlined wherever it is asked. */
function request() {
  posted = true;
  post();
}

/**
 * Ends the turn of one instance now: its new wrappers are handed over to the engine, and Rust does
 * what it has put off (dropping JS refs in one batch, dropping objects that were released).
 *
 * @param {Instance} instance
 * @throws whatever user code that Rust runs here throws; the nursery is empty even then
 */
export function endTurn(instance) {
  instance.due = false;
  flush(instance);
  visit(instance, "hf_turn_end");
  instance.pressure?.endTurn();
  const size = instance.memory.buffer.byteLength;
  const grown = size > instance.memorySize;
  instance.memorySize = size;
  armSweep(instance, grown);
  armCollect(instance, grown);
}

/** The macrotask. */
function runTurn() {
  posted = false;
  // No constructor and no call into JavaScript can be running in a macrotask of its own.
  clearConstructions();
  dropResult();
  const instances = due;
  due = [];
  ending = true;
  try {
    // Those that are not due were ended early by an explicit flush.
    forAll(instances.filter((instance) => instance.due), (instance) => {
      checkStack(instance);
      endTurn(instance);
    });
  } finally {
    ending = false;
  }
}

/**
 * Picks the quickest macrotask of the host.
 *
 * - `setImmediate` (Node, deno, bun): no delay. An unref'ed one is of no use: an event loop that waits
 *   for something else sleeps through it (measured in Node 20: 550 ms late, until the next timer). So
 *   it stays ref'ed, which keeps a process alive for one more round of its loop. Only a turn that is
 *   asked for by the end of another uses an unref'ed timer, so that a chain of turns keeps nothing alive.
 * - `MessageChannel` (browsers): not clamped to 4 ms as nested timers are.
 * - `setTimeout` elsewhere.
 *
 * The functions are taken when the module loads, before a test can put fake timers in their place.
 *
 * @returns {() => void}
 */
function choosePost() {
  const { setImmediate, setTimeout, MessageChannel } = /** @type {any} */ (globalThis);
  if (typeof setImmediate === "function") {
    return () => {
      if (ending) setTimeout(runTurn, 0).unref?.();
      else setImmediate(runTurn);
    };
  }
  if (typeof MessageChannel === "function") {
    /** @type {MessageChannel | undefined} */
    let channel;
    return () => {
      if (channel === undefined) {
        channel = /** @type {MessageChannel} */ (new MessageChannel());
        channel.port1.onmessage = runTurn;
        // Not a method of browsers' ports, which keep nothing alive.
        /** @type {any} */ (channel.port1).unref?.();
      }
      channel.port2.postMessage(undefined);
    };
  }
  return () => setTimeout(runTurn, 0).unref?.();
}

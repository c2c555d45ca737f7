// The promises of async functions of Rust's. Apart from abi.js, so that an app without any does not contain it.
//
// Each is that of an async function here, which engines make quicker than a promise with two functions to settle it. It polls
// the future, a task that Rust knows by its number, in a microtask, and again whenever it was woken.

import { instanceAt } from "./instance.js";
import { describe, isCrash, poison, poisonedError } from "./poison.js";

/** What Rust answers to a poll: see `bindings/src/task/list.rs`. */
const FULFILLED = 0;
const REJECTED = 1;
const PENDING = 2;

/**
 * What polls the tasks of an instance.
 *
 * @typedef {object} Poll
 * @property {import("./instance.js").Instance} instance
 * @property {(task: number) => number} call
 * @property {(() => void)[]} waiting by task, what goes on with it
 */

/** Number 0 is never given out. @type {Poll[]} */
const polls = [/** @type {any} */ (undefined)];

/** What came of the task that was polled last, until it is taken. @type {any} */
let result;

/**
 * Makes known what polls the tasks of an instance.
 *
 * @param {number} instanceId
 * @param {number} place in the table
 * @param {WebAssembly.Table} table
 * @returns {number} its number, unique among all instances
 */
export function definePoll(instanceId, place, table) {
  return polls.push({ instance: instanceAt(instanceId), call: table.get(place), waiting: [] }) - 1;
}

/**
 * Drives a task to its end.
 *
 * @param {number} number of what polls it
 * @param {number} task
 * @returns {Promise<any>} rejected also if the instance crashes before or meanwhile
 */
export async function runTask(number, task) {
  const poll = polls[number];
  await undefined;
  for (;;) {
    const answer = pollOnce(poll, task);
    if (answer === FULFILLED) return takeSettled();
    if (answer === REJECTED) throw takeSettled();
    // If it was woken while it was polled it is polled again in a microtask, so that others get their turn.
    await (answer === PENDING ? woken(poll, task) : undefined);
  }
}

/** @param {Poll} poll @param {number} task @returns {Promise<void>} fulfilled by `wakeTask` */
function woken(poll, task) {
  return new Promise((resume) => {
    poll.waiting[task] = resume;
  });
}

/** @param {Poll} poll @param {number} task @returns {number} */
function pollOnce({ instance, call }, task) {
  if (instance.poisoned !== undefined) {
    // There is room for it now, if there was none.
    poison(instance, instance.poisoned);
    throw poisonedError(instance);
  }
  try {
    return call(task);
  } catch (error) {
    if (isCrash(error)) poison(instance, describe(error));
    throw error;
  }
}

/**
 * Goes on with a task that is pending, in a microtask.
 *
 * @param {number} number of what polls it
 * @param {number} task
 */
export function wakeTask(number, task) {
  polls[number].waiting[task]();
}

/**
 * Leaves what came of the task that is being polled.
 *
 * @param {any} value kept until it is returned
 */
export function settleTask(value) {
  result = value;
}

function takeSettled() {
  const value = result;
  result = undefined;
  return value;
}

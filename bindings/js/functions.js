// Rust's functions, as functions of JavaScript's: what wasm calls to make them, and how they call wasm. Apart from abi.js, so
// that an app without any does not contain it.
//
// A function is a wrapper like any other: it owns a handle under the same two properties, and is found, swept, mirrored and
// disposed in the same ways. What it does is a *code*: one function in wasm's table for each closure in the source, which
// takes the handle and the arguments; see stubs.js. A result that is no number waits in `given`.

import { HandfastObject } from "./base.js";
import { FRESH, WANTED, find } from "./entries.js";
import { raiseIfFailed } from "./failure.js";
import { giveObject } from "./give.js";
import { instanceAt } from "./instance.js";
import { adopt } from "./nursery.js";
import { WITH_NUMBERS, WITH_VALUES } from "./stubs.js";
import { DISPOSE } from "./symbol.js";
import { scheduleTurn } from "./turn.js";

export { takePassed } from "./stubs.js";

/** @typedef {import("./instance.js").Instance} Instance */

/** All codes of all instances. @type {{ instance: Instance, make: () => any }[]} */
const codes = [];

/** What a code has left to be returned. @type {any} */
let given;

const { free } = HandfastObject.prototype;

/**
 * By kind, what becomes of what a code has returned. The same function for all codes where that can be: engines inline what is
 * always the same.
 *
 * @type {import("./stubs.js").Finish[]}
 */
const FINISH = [
  // A number, as it is.
  (returned) => {
    raiseIfFailed();
    return returned;
  },
  (returned) => {
    raiseIfFailed();
    return returned !== 0;
  },
  (returned) => {
    raiseIfFailed();
    return returned >>> 0;
  },
  // Anything.
  () => {
    raiseIfFailed();
    const value = given;
    given = undefined;
    return value;
  },
  // Nothing.
  raiseIfFailed,
];

/**
 * The same for an object that is returned by its handle, or nothing.
 *
 * @param {Instance} instance
 * @returns {import("./stubs.js").Finish}
 */
function finishObject(instance) {
  return (returned) => {
    raiseIfFailed();
    return returned === 0 ? undefined : giveObject(instance, returned);
  };
}

/**
 * The function of a handle: the one that lives, or a new one, which owns the handle's share as a wrapper does.
 *
 * @param {number} handle
 * @param {number} code as returned by {@link defineFunction}
 * @param {number} identity not 0: make it findable
 * @returns {Function}
 */
export function wrapFunction(handle, code, identity) {
  const { instance, make } = codes[code];
  const known = find(instance, handle);
  if (known !== undefined) return known;
  const f = make();
  f.__wbg_ptr = handle;
  f.__hf = instance.guard;
  // On each function: with a prototype of their own it would take half as long again to make one.
  f[DISPOSE] = free;
  adopt(instance, f, handle, identity !== 0 ? FRESH | WANTED : FRESH);
  if (!instance.due) scheduleTurn(instance);
  return f;
}

/**
 * Makes a code known.
 *
 * @param {number} instanceId
 * @param {number} place in the table
 * @param {WebAssembly.Table} table
 * @param {number} arity how many arguments it takes
 * @param {number} values a bit for each that is no number
 * @param {number} kind of what it returns: 0 a number, 1 boolean, 2 an unsigned number, 3 anything, 4 nothing, 5 an object
 * @returns {number} the number of the code, unique among all instances
 */
export function defineFunction(instanceId, place, table, arity, values, kind) {
  const instance = instanceAt(instanceId);
  const call = /** @type {(...args: any[]) => any} */ (table.get(place));
  const finish = FINISH[kind] ?? finishObject(instance);
  const make = values === 0 ? WITH_NUMBERS[arity](call, finish) : WITH_VALUES[arity](call, finish, values);
  return codes.push({ instance, make }) - 1;
}

/**
 * Leaves what a code returns. To be called last.
 *
 * @param {any} value kept until it is returned
 */
export function giveResult(value) {
  given = value;
}

// Rust's functions, as functions of JavaScript's: what wasm calls to make them, and how they call wasm. Apart from abi.js, so
// that an app without any does not contain it.
//
// A function is a wrapper like any other: it owns a handle under the same two properties, and is found, swept, mirrored and
// disposed in the same ways. What it does is a *code*: one function in wasm's table for each closure in the source, which
// takes the handle and the arguments; see stubs.js. A result that is no number waits in `given`.

import { DISPOSE, HandfastObject } from "./base.js";
import { find } from "./entries.js";
import { raiseIfFailed } from "./failure.js";
import { wrapperFor } from "./give.js";
import { instanceAt } from "./instance.js";
import { adopt } from "./nursery.js";
import { WITH_NUMBERS, WITH_VALUES } from "./stubs.js";
import { scheduleTurn } from "./turn.js";

export { takePassed } from "./stubs.js";

/** @typedef {import("./instance.js").Instance} Instance */

/** By instance and code, what makes the functions. @type {(((() => any)[]) | undefined)[]} */
const makers = [];

/** What a code has left to be returned. @type {any} */
let given;

/** What all functions inherit: like a wrapper, they can be disposed. */
const prototype = Object.create(Function.prototype, {
  free: { value: HandfastObject.prototype.free, configurable: true, writable: true },
  [DISPOSE]: { value: HandfastObject.prototype.free, configurable: true, writable: true },
});

/** By kind, what becomes of what a code has returned. @type {((instance: Instance) => import("./stubs.js").Finish)[]} */
const FINISH = [
  // A number, as it is.
  () => (returned) => {
    raiseIfFailed();
    return returned;
  },
  () => (returned) => {
    raiseIfFailed();
    return returned !== 0;
  },
  () => (returned) => {
    raiseIfFailed();
    return returned >>> 0;
  },
  // Anything.
  () => () => {
    raiseIfFailed();
    const value = given;
    given = undefined;
    return value;
  },
  // An object, by its handle, or nothing.
  (instance) => (returned) => {
    raiseIfFailed();
    return returned === 0 ? undefined : wrapperFor(instance, returned);
  },
  () => raiseIfFailed,
];

/**
 * The function of a handle: the one that lives, or a new one, which owns the handle's share as a wrapper does.
 *
 * @param {number} handle
 * @param {number} instanceId
 * @param {number} code
 * @param {number} identity not 0: make it findable
 * @returns {Function | undefined} `undefined` if the code must be defined first
 */
export function wrapFunction(handle, instanceId, code, identity) {
  const instance = instanceAt(instanceId);
  const known = find(instance, handle);
  if (known !== undefined) return known;
  const make = makers[instanceId]?.[code];
  if (make === undefined) return undefined;
  const f = make();
  f.__wbg_ptr = handle;
  f.__hf = instance.guard;
  adopt(instance, f, handle, identity !== 0);
  if (!instance.due) scheduleTurn(instance);
  return f;
}

/**
 * Makes a code known.
 *
 * @param {number} instanceId
 * @param {number} code its place in the table
 * @param {WebAssembly.Table} table
 * @param {number} arity how many arguments it takes
 * @param {number} values a bit for each that is no number
 * @param {number} kind of what it returns: 0 a number, 1 boolean, 2 an unsigned number, 3 anything, 4 an object, 5 nothing
 */
export function defineFunction(instanceId, code, table, arity, values, kind) {
  const call = /** @type {(...args: any[]) => any} */ (table.get(code));
  const finish = FINISH[kind](instanceAt(instanceId));
  const make = values === 0 ? WITH_NUMBERS[arity](call, finish) : WITH_VALUES[arity](call, finish, values);
  (makers[instanceId] ??= [])[code] = () => Object.setPrototypeOf(make(), prototype);
}

/**
 * Leaves what a code returns. To be called last.
 *
 * @param {any} value kept until it is returned
 */
export function giveResult(value) {
  given = value;
}

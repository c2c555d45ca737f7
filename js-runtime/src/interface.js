// Calls of methods that JavaScript objects have, which Rust knows as the methods of a trait.
//
// All arguments cross as numbers: a handle, the slot of a held value, the place of a text. What each stands for is said once, when the
// interface is defined. So a call is one crossing, and no table of wasm-bindgen's carries anything. Nothing here throws: getters and
// proxies run the user's code, and so do the methods.
//
// Arguments are made first, also where there is nothing to call: Rust has given each object's share away already, and its wrapper is
// who releases it.

import { RETURNED, RETURNED_NOTHING, returned, threw } from "./call.js";
import { giveObject } from "./give.js";
import { doubles, instanceAt, readText } from "./instance.js";
import { EMPTY, get, slots } from "./table.js";
import { makePlain, valueOf } from "./weak.js";

makePlain();

/** Further answers of a call; the first are those of call.js. The slot has lost its value. */
const GONE = 3;
/** The object has no such method any more. */
const MISSING = 4;
/** It returned what is no number, or no boolean. */
const WRONG = 5;

/** The answers of {@link holdImplementor} besides the position of the method that is missing. */
const HELD = -1;
const NO_OBJECT = -2;

/** What the number of an argument stands for, by the digit in the definition. @type {((instance: import("./instance.js").Instance, n: number) => any)[]} */
const ARGUMENTS = [
  (_, number) => number,
  (_, truth) => truth !== 0,
  (_, slot) => get(slot),
  (instance, handle) => (handle === 0 ? undefined : giveObject(instance, handle)),
  (instance, place) => (place < 0 ? get(-place) : readText(instance, place % 2 ** 32, Math.floor(place / 2 ** 32))),
];

/** What becomes of a result, likewise. @type {((value: any) => number)[]} */
const RESULTS = [
  () => RETURNED_NOTHING,
  (value) => (typeof value === "number" ? leaveNumber(value) : WRONG),
  (value) => (typeof value === "boolean" ? leaveNumber(Number(value)) : WRONG),
  returned,
  // Of a promise of our own: one of the user's could throw when it is asked whether it is one.
  (value) => returned(new Promise((resolve) => resolve(value))),
];

/**
 * A method or property of an interface.
 *
 * @typedef {object} Method
 * @property {import("./instance.js").Instance} instance
 * @property {string | symbol} key
 * @property {boolean} isProperty
 * @property {boolean} isRequired
 * @property {((instance: import("./instance.js").Instance, n: number) => any)[]} args
 * @property {(value: any) => number} answer
 */

/** By id, which are never 0. Those of one interface follow each other. @type {Method[]} */
const methods = [/** @type {any} */ (undefined)];

/** The number that the last call returned. */
let number = 0;

/**
 * Makes an interface known, for good.
 *
 * @param {number} instanceId
 * @param {string} definition a line for each method: `p` for a property or `m`, `?` if it may be missing, a digit for each argument, `>`,
 *   one for the result, a blank, and the name
 * @returns {number} the id of the first method
 */
export function defineInterface(instanceId, definition) {
  const instance = instanceAt(instanceId);
  const first = methods.length;
  for (const line of definition.split("\n")) {
    const [, role, optional, args, result, name] = /** @type {string[]} */ (/^([mp])(\??)(\d*)>(\d) (.*)$/.exec(line));
    methods.push({
      instance,
      key: name.startsWith("[Symbol.") ? /** @type {any} */ (Symbol)[name.slice(8, -1)] : name,
      isProperty: role === "p",
      isRequired: optional === "",
      args: Array.from(args, (digit) => ARGUMENTS[Number(digit)]),
      answer: RESULTS[Number(result)],
    });
  }
  return first;
}

/**
 * Puts an object into a slot, if it has the methods of an interface. The table then keeps it alive; otherwise the slot stays empty.
 *
 * @param {number} slot reserved, and empty
 * @param {any} value
 * @param {number} first the id of the interface's first method
 * @param {number} count how many methods it has
 * @returns {number} -1 if it is held, -2 if it is no object; or the position of a method that is missing or cannot be read
 */
export function holdImplementor(slot, value, first, count) {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return NO_OBJECT;
  for (let i = 0; i < count; i += 1) {
    const method = methods[first + i];
    try {
      if (method.isRequired && !has(value, method)) return i;
    } catch {
      return i;
    }
  }
  slots[slot] = value;
  return HELD;
}

/**
 * @param {number} slot
 * @param {number} id of a method that may be missing
 * @returns {number} 0 if it is. 1 also if that cannot be found out: the call will say why
 */
export function isImplemented(slot, id) {
  const self = valueOf(slots[slot]);
  try {
    return self === EMPTY || has(self, methods[id]) ? 1 : 0;
  } catch {
    return 1;
  }
}

/** @param {any} value @param {Method} method @returns {boolean} @throws what the user's getters and proxies throw */
function has(value, { key, isProperty }) {
  return isProperty ? key in value : typeof value[key] === "function";
}

/**
 * Calls a method of the object in a slot, without arguments. Never throws, unless the instance has crashed meanwhile: see poison.js.
 *
 * @param {number} slot
 * @param {number} id
 * @returns {number} 0 returned nothing that matters, 1 a value, 2 threw, 3 the object is gone, 4 the method is missing, 5 returned
 *   something of the wrong type
 */
export function invoke0(slot, id) {
  const method = methods[id];
  let self = slots[slot];
  if (self === EMPTY) return GONE;
  try {
    // What is in a weak slot has no properties: only then it is asked for the object, which takes longer than the rest.
    let f = self[method.key];
    if (typeof f !== "function") {
      if ((self = valueOf(self)) === EMPTY) return GONE;
      if (typeof (f = self[method.key]) !== "function") return MISSING;
    }
    return method.answer(f.call(self));
  } catch (error) {
    return threw(slot, error);
  }
}

/** @param {number} slot @param {number} id @param {number} a @returns {number} as {@link invoke0} */
export function invoke1(slot, id, a) {
  const method = methods[id];
  let self = slots[slot];
  try {
    const first = method.args[0](method.instance, a);
    if (self === EMPTY) return GONE;
    // What is in a weak slot has no properties: only then it is asked for the object, which takes longer than the rest.
    let f = self[method.key];
    if (typeof f !== "function") {
      if ((self = valueOf(self)) === EMPTY) return GONE;
      if (typeof (f = self[method.key]) !== "function") return MISSING;
    }
    return method.answer(f.call(self, first));
  } catch (error) {
    return threw(slot, error);
  }
}

/** @param {number} slot @param {number} id @param {number} a @param {number} b @returns {number} as {@link invoke0} */
export function invoke2(slot, id, a, b) {
  const method = methods[id];
  const { args, instance } = method;
  let self = slots[slot];
  try {
    const first = args[0](instance, a);
    const second = args[1](instance, b);
    if (self === EMPTY) return GONE;
    // What is in a weak slot has no properties: only then it is asked for the object, which takes longer than the rest.
    let f = self[method.key];
    if (typeof f !== "function") {
      if ((self = valueOf(self)) === EMPTY) return GONE;
      if (typeof (f = self[method.key]) !== "function") return MISSING;
    }
    return method.answer(f.call(self, first, second));
  } catch (error) {
    return threw(slot, error);
  }
}

/**
 * The same with any number of arguments.
 *
 * @param {number} slot
 * @param {number} id
 * @param {number} pointer to the arguments in the memory of the interface's instance
 * @returns {number} as {@link invoke0}
 */
export function invokeMany(slot, id, pointer) {
  const self = valueOf(slots[slot]);
  const { instance, key, args, answer } = methods[id];
  try {
    // A copy: making the arguments can make memory grow.
    const numbers = doubles(instance).slice(pointer >>> 3, (pointer >>> 3) + args.length);
    const values = args.map((argument, i) => argument(instance, numbers[i]));
    if (self === EMPTY) return GONE;
    const f = self[key];
    if (typeof f !== "function") return MISSING;
    return answer(f.apply(self, values));
  } catch (error) {
    return threw(slot, error);
  }
}

/** @param {number} slot @param {number} id of a property @returns {number} as {@link invoke0} */
export function readProperty(slot, id) {
  const self = valueOf(slots[slot]);
  if (self === EMPTY) return GONE;
  const { key, answer } = methods[id];
  try {
    return answer(self[key]);
  } catch (error) {
    return threw(slot, error);
  }
}

/** @param {number} slot @param {number} id of a property @param {number} a @returns {number} as {@link invoke0} */
export function writeProperty(slot, id, a) {
  const self = valueOf(slots[slot]);
  const { instance, key, args } = methods[id];
  try {
    const value = args[0](instance, a);
    if (self === EMPTY) return GONE;
    self[key] = value;
    return RETURNED_NOTHING;
  } catch (error) {
    return threw(slot, error);
  }
}

/** @returns {number} what the last call returned, if that was a number or a boolean */
export function takeNumber() {
  return number;
}

/** @param {number} value @returns {number} */
function leaveNumber(value) {
  number = value;
  return RETURNED;
}

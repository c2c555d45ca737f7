// What becomes of an instance that has crashed.
//
// After a panic that aborts, or a trap, Rust's values may be half changed, its borrows never end, and the place that the frames
// had taken on wasm's stack stays taken. So nothing may enter the instance again. wasm's exports cannot be replaced in the glue that
// calls them, but the methods of its classes can: they are, by ones that say what happened. What is left, functions of the module and
// methods that somebody has kept, is refused by Rust (`bindings/src/poison.rs`). Other instances go on.

import { prototypesOf } from "./classes.js";
import * as CODE from "./codes.js";
import { errorClass, errorFor } from "./errors.js";
import { raiseIfFailed } from "./failure.js";
import { instances } from "./instance.js";
import { EMPTY, slots } from "./table.js";

/** @typedef {import("./instance.js").Instance} Instance */

/**
 * Refuses every call of an instance from now on. The first reason stays. Where the engine's stack is used up this throws, and has to be
 * called again from where there is room.
 *
 * This side lets go of its wrappers, whose finalizers will do nothing, and of all values that Rust held.
 *
 * @param {Instance} instance
 * @param {string} reason such as `panicked at src/lib.rs:3: oh no`
 */
export function poison(instance, reason) {
  instance.poisoned ??= reason;
  if (instance.barred) return;
  const { hf_poison } = instance.exports;
  instance.handles = new Float64Array(0);
  instance.marks = new Uint8Array(0);
  instance.refs = [];
  instance.weak = instance.fresh = 0;
  instance.others = undefined;
  instance.pins = [];
  instance.nodes = [];
  for (const [from, to] of instance.ranges) slots.fill(EMPTY, from, to);
  for (const prototype of prototypesOf(instance)) bar(prototype, instance);
  instance.exports = refusingExports(instance);
  try {
    hf_poison();
  } catch {
    // There is no room left on its stack, so nothing else can be entered either.
  }
  instance.barred = true;
}

/**
 * The error of whoever calls a poisoned instance.
 *
 * @param {Instance} instance
 * @returns {import("./errors.js").HandfastError}
 */
export function poisonedError(instance) {
  return errorFor(CODE.POISONED, `this instance of the module cannot be used any more: ${instance.poisoned}; load the module again`);
}

/**
 * Calls an export that never throws on purpose.
 *
 * @param {Instance} instance poisoned if the export crashes
 * @template {"hf_turn_end" | "hf_collect" | "hf_collect_within" | "hf_drop_waiting"} Name
 * @param {Name} name
 * @param {Parameters<Instance["exports"][Name]>} args
 * @returns {ReturnType<Instance["exports"][Name]>}
 * @throws what the export throws
 */
export function visit(instance, name, ...args) {
  try {
    const result = /** @type {any} */ (instance.exports[name])(...args);
    raiseIfFailed();
    return result;
  } catch (error) {
    if (isCrash(error)) poison(instance, describe(error));
    throw error;
  }
}

/**
 * Looks at what a function has thrown that Rust has called. A trap, or an overflow of the engine's stack, is a crash of the instance
 * that the innermost wasm code on the stack of the error belongs to.
 *
 * @param {number} slot of the function, by which the instance that has called it is found
 * @param {unknown} error
 * @throws {import("./errors.js").HandfastError} if that one has crashed: through Rust's frames, which must not go on
 */
export function checkThrown(slot, error) {
  // A crash of the calls inside of this one may have been said already, and Rust has no room to go on.
  if (!isCrash(error) && !(error instanceof errorClass(CODE.POISONED))) return;
  const origin = isCrash(error) ? originOf(error) : undefined;
  if (origin !== undefined) {
    const from = instances.filter((instance) => (instance.origin || origin) === (origin || instance.origin));
    for (const instance of from) {
      // Several instances of one module look the same, and some are not known. Then it is the one that has lost its stack.
      const certain = from.length === 1 && origin && instance.origin;
      if (certain || lostStack(instance) > LOST) poison(instance, describe(error));
    }
  }
  const caller = instances.find((instance) => instance.ranges.some(([start, end]) => slot >= start && slot < end));
  if (caller?.poisoned === undefined) return;
  poison(caller, caller.poisoned);
  throw poisonedError(caller);
}

/**
 * Poisons an instance if calls have been cut off in it: each leaves its place on wasm's stack taken. A few are exceptions that an
 * import has thrown through them, as wasm-bindgen lets it. So much as this is a stack that has overflowed, or soon will.
 *
 * @param {Instance} instance none of whose code is running
 */
export function checkStack(instance) {
  const lost = lostStack(instance);
  if (lost > LOST) poison(instance, `calls that never returned have taken ${lost} bytes of its stack, as after a stack overflow`);
}

/** How much of the stack may be lost, in bytes: a sixteenth of what there is by default. */
const LOST = 65536;

/** @param {Instance} instance @returns {number} how far its stack is below the highest place where it was seen; all of it, if that traps */
function lostStack(instance) {
  let stack = 0;
  try {
    stack = instance.exports.hf_stack();
  } catch {
    // Not even room for that.
  }
  if (stack > instance.stack) instance.stack = stack;
  return instance.stack - stack;
}

/** @param {any} error a crash @returns {string} the reason that it gives */
export function describe(error) {
  return `it has crashed with "${error.message}"`;
}

/**
 * Where the innermost wasm code on the stack of an error comes from, as the engine calls it.
 *
 * @param {any} error
 * @returns {string | undefined} empty if the engine does not know: JavaScriptCore, shortly after a module was compiled; `undefined` if
 *   there is none
 */
export function originOf(error) {
  const origin = /([^\s(@]*)wasm-function/.exec(String(error.stack))?.[1];
  return origin?.startsWith("<") ? "" : origin;
}

/** @param {any} error whether it is a trap, or says that the engine's stack is used up */
export function isCrash(error) {
  if (error instanceof WebAssembly.RuntimeError) return true;
  return error instanceof Error && /call stack size exceeded|too much recursion/i.test(error.message);
}

/** @param {any} prototype of a class @param {Instance} instance puts throwers in the place of its methods, and of its constructor's */
function bar(prototype, instance) {
  const refuse = () => {
    throw poisonedError(instance);
  };
  const { constructor } = prototype;
  for (const target of [prototype, constructor]) {
    for (const key of Reflect.ownKeys(target)) {
      const { value, get, set } = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(target, key));
      // Not calls into wasm. `__wrap` must still throw what a call that was refused by Rust has left.
      if (/^(constructor$|prototype$|__w)/.test(String(key))) continue;
      if (typeof value === "function") Object.defineProperty(target, key, { value: refuse });
      else if (get || set) Object.defineProperty(target, key, { get: get && refuse, set: set && refuse });
    }
  }
  // What `super()` calls in its constructor.
  Object.setPrototypeOf(constructor, class {
    constructor() {
      refuse();
    }
  });
}

/** @param {Instance} instance @returns {any} what stands for its exports: users are refused, the engine's own visits find nothing */
function refusingExports(instance) {
  const nothing = () => 0;
  const visits = ["hf_finalize", "hf_drop_waiting", "hf_turn_end", "hf_collect", "hf_collected", "hf_stat", "hf_type_count", "hf_is_alive", "hf_stack", "hf_constructing", "hf_constructed"];
  const found = Object.fromEntries(visits.map((name) => [name, nothing]));
  // A pass that is not over would be continued for ever.
  found.hf_collect_within = () => 1;
  return new Proxy(found, {
    get: (target, name) => target[/** @type {string} */ (name)] ?? (() => {
      throw poisonedError(instance);
    }),
  });
}

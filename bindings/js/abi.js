// What wasm calls in every app, with numbers for instances, classes and slots. What it calls in some apps only is in files of its own, because
// whatever is exported here is in all of them: bridge.js, wrap.js, table.js, call.js, functions.js, interface.js, values.js, explain.js and others.

import { addInstance, instanceAt } from "./instance.js";
import { createFinalizers } from "./registry.js";
import { defineClass as define, defineRoot } from "./classes.js";
import { defineCheck } from "./failure.js";
import { finalized } from "./finalize.js";
import { originOf, poison as poisonInstance, poisonedError as errorOf } from "./poison.js";
import { scheduleTurn } from "./turn.js";
import { defineConstructed as constructed, defineGive } from "./give.js";
import { classOfMarker, nameInGlue } from "./marker.js";

export { makeError } from "./ended.js";
export { fail } from "./failure.js";
export { decrefMany, reserveSlots } from "./table.js";

/**
 * Makes an instance known. To be called once, before anything else.
 *
 * @param {import("./instance.js").WasmExports} exports
 * @param {WebAssembly.Memory} memory
 * @returns {number} the instance's id
 */
export function attach(exports, memory) {
  const instance = addInstance(exports, memory);
  instance.origin = originOf(new Error());
  instance.stack = exports.hf_stack();
  instance.finalizers = createFinalizers((handle) => finalized(instance, handle));
  return instance.id;
}

/**
 * @param {number} instanceId
 * @returns {number} a number that no other instance on the page has
 */
export function saltOf(instanceId) {
  return instanceAt(instanceId).salt;
}

/**
 * Registers a class; see `defineClass` in classes.js.
 *
 * @param {number} instanceId
 * @param {import("./classes.js").Constructor} ctor
 * @param {number} parent
 * @param {string} name
 * @param {number} flags
 * @returns {number}
 */
export function defineClass(instanceId, ctor, parent, name, flags) {
  const instance = instanceAt(instanceId);
  const id = define(instance, ctor, parent, name, flags);
  defineGive(ctor, instance);
  return id;
}

/**
 * The same for the class of a marker.
 *
 * @param {number} instanceId
 * @param {any} marker
 * @param {number} parent
 * @param {string} name
 * @param {number} flags
 * @returns {number}
 */
export function registerClass(instanceId, marker, parent, name, flags) {
  const inGlue = nameInGlue(marker, name);
  return defineClass(instanceId, classOfMarker(marker), parent, inGlue, flags);
}

/**
 * Makes the class of a marker stand for the base of all classes.
 *
 * @param {any} marker
 */
export function registerRoot(marker) {
  defineRoot(classOfMarker(marker));
}

/**
 * Makes the class of a marker the one through which all constructors return.
 *
 * @param {number} instanceId
 * @param {any} marker
 */
export function registerConstructed(instanceId, marker) {
  constructed(classOfMarker(marker), instanceAt(instanceId));
}

/**
 * Makes the class of a marker the check of one kind of result; see `defineCheck` in failure.js.
 *
 * @param {any} marker
 * @param {number} kind
 */
export function registerCheck(marker, kind) {
  defineCheck(classOfMarker(marker), kind);
}

/**
 * Asks for one call of `hf_turn_end` in a macrotask of its own.
 *
 * @param {number} instanceId
 */
export function scheduleTurnEnd(instanceId) {
  scheduleTurn(instanceAt(instanceId));
}

/**
 * Refuses every call of an instance from now on; see poison.js.
 *
 * @param {number} instanceId
 * @param {string} reason
 */
export function poison(instanceId, reason) {
  poisonInstance(instanceAt(instanceId), reason);
}

/** @param {number} instanceId @returns {unknown} the error of whoever calls it then; owned by the caller */
export function poisonedError(instanceId) {
  return errorOf(instanceAt(instanceId));
}

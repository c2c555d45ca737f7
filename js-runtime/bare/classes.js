// The classes of modules without wasm-bindgen. Rust and C ask for them by name.

import { defineClass } from "../src/abi.js";
import { HandfastObject } from "../src/base.js";
import { instanceAt, readText } from "../src/instance.js";

/** @typedef {import("../src/classes.js").Constructor} Constructor */

/** Wrappers of objects are found again: the same object is the same wrapper. */
const IDENTITY = 1;
const PRESERVE = 2;

/** What the app has given, and what was made where it has given nothing, by instance. @type {Map<number, Map<string, number>>} */
const named = new Map();

/**
 * Makes the classes of an app known, bases before what extends them.
 *
 * @param {number} instance
 * @param {Record<string, Constructor>} classes by the names that the module has for them
 * @throws {TypeError} if one does not extend HandfastObject
 */
export function nameClasses(instance, classes) {
  /** @type {Map<string, number>} */
  const ids = new Map();
  named.set(instance, ids);
  /** @type {Map<object, number>} */
  const known = new Map();
  const define = (/** @type {string} */ name, /** @type {any} */ ctor) => {
    if (!(ctor?.prototype instanceof HandfastObject)) {
      throw new TypeError(`handfast: the class ${name} must extend HandfastObject`);
    }
    // What is extended must be a class of the module first, if it is one of those that were given.
    const base = Object.getPrototypeOf(ctor);
    const given = Object.entries(classes).find(([, other]) => other === base);
    if (given !== undefined && !known.has(base)) define(...given);
    if (known.has(ctor)) return;
    const flags = IDENTITY | (ctor.preserve ? PRESERVE : 0);
    const id = defineClass(instance, ctor, known.get(base) ?? (base === HandfastObject ? 0 : -1), name, flags);
    known.set(ctor, id);
    ids.set(name, id);
  };
  for (const [name, ctor] of Object.entries(classes)) define(name, ctor);
}

/**
 * @param {number} instance
 * @param {number} pointer to the name
 * @param {number} length
 * @returns {number} the id of the class of that name; one without methods is made where the app has none
 */
export function classNamed(instance, pointer, length) {
  const name = readText(instanceAt(instance), pointer, length);
  const ids = /** @type {Map<string, number>} */ (named.get(instance));
  let id = ids.get(name);
  if (id === undefined) {
    const ctor = { [name]: class extends HandfastObject {} }[name];
    id = defineClass(instance, ctor, 0, name, IDENTITY);
    ids.set(name, id);
  }
  return id;
}

/**
 * @param {(instance: number) => number} define makes a class of the runtime's own known to an instance, and returns its id
 * @returns {(instance: number) => number} the same, once for each instance
 */
export function oncePerInstance(define) {
  /** @type {Map<number, number>} */
  const ids = new Map();
  return (instance) => {
    const id = ids.get(instance) ?? define(instance);
    ids.set(instance, id);
    return id;
  };
}

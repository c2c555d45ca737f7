// The classes that Rust has registered.

import { HandfastObject } from "./base.js";
import { withdraw } from "./construct.js";
import * as CODE from "./codes.js";
import { define } from "./define.js";
import { FRESH, WANTED } from "./entries.js";
import { errorFor } from "./errors.js";
import { DISPOSE } from "./symbol.js";

/** @typedef {import("./instance.js").Instance} Instance */
/** @typedef {Function & { prototype: any, __wrap?: unknown }} Constructor */

/** Flag of {@link defineClass}: Rust wants to find the wrappers of this class again. */
const IDENTITY = 1;
/** Flag of {@link defineClass}: objects of this class keep their wrappers. */
const PRESERVE = 2;

/** All classes of all instances by id. Entry 0 is never used. @type {(ClassRecord | undefined)[]} */
const classes = [undefined];

/** A number of the kind that handles are, but of no place in the table. */
const SAMPLE = 2 ** 52;

/** Leads from a prototype, and so from the objects that have it, to the record of the class. */
const RECORD = Symbol("handfast.class");

/** What is known about one class of one instance. */
export class ClassRecord {
  /**
   * @param {number} id
   * @param {Instance} instance
   * @param {Constructor} ctor
   * @param {number} flags of {@link defineClass}
   */
  constructor(id, instance, ctor, flags) {
    this.id = id;
    this.instance = instance;
    this.prototype = ctor.prototype;
    /** What is known of a new wrapper. */
    this.mark = flags & IDENTITY ? FRESH | WANTED : FRESH;
    this.preserve = (flags & PRESERVE) !== 0;
    this.Shell = createShell(ctor.prototype, instance.guard);
    // V8 forgets what objects look like of which none is left, and optimised code that makes them is slow from then on. So one of
    // each is kept: without it, making objects after all others had been collected took two to four times as long (Node 20).
    this.samples = [new this.Shell(SAMPLE), sampleOf(ctor, instance.guard)];
  }

  /**
   * Whether an object that has passed `super()` is waiting for a construction of just this class.
   *
   * @param {any} object
   * @returns {boolean}
   */
  constructs(object) {
    return recordOf(object) === this;
  }
}

/**
 * @param {any} object
 * @returns {ClassRecord | undefined} its class; of an object of a JavaScript subclass the nearest class of Rust's, which is the
 *   one whose constructor enters wasm
 */
export function recordOf(object) {
  return object[RECORD];
}

/**
 * Turns a class of wasm-bindgen's glue into a class of handles.
 *
 * Its methods stay. It gets `HandfastObject` as its base, and what would reach into the memory that
 * wasm-bindgen believes the object to be is replaced. A class that is never instantiated may be
 * defined. Defining a class again, after its module was initialised again, gives it a new record;
 * wrappers made before are foreign from then on.
 *
 * @param {Instance} instance
 * @param {Constructor} ctor
 * @param {number} parent class id of the parent, which `ctor` extends already; 0 for none
 * @param {string} name as in the glue's `__wbg_ptr_<name>`
 * @param {number} flags bit 0: wrappers must be findable; bit 1: they live as long as their objects
 * @returns {number} the class id, unique among all instances
 */
export function defineClass(instance, ctor, parent, name, flags) {
  const { prototype } = ctor;
  if (parent === 0) {
    Object.setPrototypeOf(ctor, HandfastObject);
    Object.setPrototypeOf(prototype, HandfastObject.prototype);
  }
  takeOver(ctor, name);
  // Methods of the glue read the handle under the name of the class that declares them, so a wrapper
  // of a derived class answers under every name of its chain.
  Object.defineProperty(prototype, `__wbg_ptr_${name}`, {
    configurable: true,
    get() {
      return this.__wbg_ptr;
    },
    // wasm-bindgen writes it once, on the object by which Rust learns the constructor of a derived class.
    set(value) {
      Object.defineProperty(this, `__wbg_ptr_${name}`, { value, configurable: true, writable: true });
    },
  });
  const record = new ClassRecord(classes.length, instance, ctor, flags);
  define(prototype, RECORD, record);
  return classes.push(record) - 1;
}

/**
 * Makes the class that wasm-bindgen's glue has for the base of all classes stand for the real one: it answers to
 * `instanceof`, and nothing of wasm-bindgen's own is left on it.
 *
 * @param {Constructor} ctor
 */
export function defineRoot(ctor) {
  takeOver(ctor, "HandfastObject");
  define(ctor, Symbol.hasInstance, (/** @type {unknown} */ object) => object instanceof HandfastObject);
}

/**
 * @param {number} id
 * @returns {ClassRecord}
 * @throws {TypeError} if there is no such class, which only a defect of the Rust side can cause
 */
export function classAt(id) {
  const record = classes[id];
  if (record === undefined) throw new TypeError(`handfast: no class ${id}`);
  return record;
}

/** @param {Instance} instance @returns {any[]} the prototypes of its classes */
export function prototypesOf(instance) {
  return classes.flatMap((record) => (record?.instance === instance ? [record.prototype] : []));
}

/**
 * Makes the function whose `new` makes wrappers of one class without running its constructor.
 * Of the ways to make an object with a given prototype this one is the quickest or close to it:
 * 17 to 38 ns with 1 to 12 classes in turn, against 32 to 58 for `Reflect.construct` (Node 20).
 *
 * @param {object} prototype
 * @param {import("./guard.js").Guard} guard
 * @returns {new (handle: number) => object}
 */
function createShell(prototype, guard) {
  /** @this {any} @param {number} handle */
  function Shell(handle) {
    this.__wbg_ptr = handle;
    this.__hf = guard;
  }
  Shell.prototype = prototype;
  return /** @type {any} */ (Shell);
}

/**
 * Makes an object that looks like a wrapper which the constructor has made, and is none.
 *
 * @param {Constructor} ctor
 * @param {import("./guard.js").Guard} guard
 * @returns {object}
 */
function sampleOf(ctor, guard) {
  const object = Reflect.construct(HandfastObject, [], ctor);
  withdraw();
  object.__wbg_ptr = SAMPLE;
  object.__hf = guard;
  return object;
}

/**
 * Replaces whatever would reach into the memory that wasm-bindgen believes an object to be.
 *
 * @param {Constructor} ctor
 * @param {string} name
 */
function takeOver(ctor, name) {
  const { free, __destroy_into_raw } = HandfastObject.prototype;
  define(ctor.prototype, "free", free);
  define(ctor.prototype, "__destroy_into_raw", __destroy_into_raw);
  define(ctor.prototype, DISPOSE, free);
  define(ctor, "__wrap", () => {
    throw errorFor(CODE.NOT_A_HANDLE, `${name}.__wrap: a Handfast object cannot be made from a raw pointer`);
  });
}

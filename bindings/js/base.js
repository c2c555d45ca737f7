// The base class of every wrapper.

import { awaitConstruct } from "./construct.js";
import * as CODE from "./codes.js";
import { errorFor } from "./errors.js";
import { dispose } from "./dispose.js";
import { DISPOSE } from "./symbol.js";

/**
 * What every class exported by `#[handfast]` extends.
 *
 * A wrapper has two own properties, `__wbg_ptr` (its handle; -1 once disposed) and `__hf` (the guard of
 * its instance). They are not to be written. Copying them by spreading or `Object.assign` makes an
 * alias: it works as long as the object lives, then it is stale, and it keeps nothing alive.
 */
export class HandfastObject {
  constructor() {
    if (new.target === HandfastObject) refuse();
    awaitConstruct(this);
  }

  /**
   * Releases the object now; the same as `handfast.dispose(this)`. A second call does nothing.
   */
  free() {
    dispose(this);
  }

  /** Releases the object at the end of a `using` block; the same as {@link free}. */
  [DISPOSE]() {
    dispose(this);
  }

  /**
   * What `JSON.stringify` sees: the own enumerable properties, without those of the runtime.
   *
   * @returns {Record<string, unknown>}
   */
  toJSON() {
    const { __wbg_ptr, __hf, ...rest } = /** @type {any} */ (this);
    return rest;
  }

  /**
   * wasm-bindgen's glue calls this to move an object out by its raw pointer, which a wrapper has not got.
   *
   * @returns {never}
   */
  __destroy_into_raw() {
    throw errorFor(CODE.NOT_A_HANDLE, "a Handfast object cannot be moved out as a raw pointer");
  }
}

/** @returns {never} */
function refuse() {
  throw new TypeError("HandfastObject is a base class: construct one of the classes that extend it");
}

// Vue leaves objects with this mark alone instead of wrapping them in a Proxy.
Object.defineProperty(HandfastObject.prototype, "__v_skip", { value: true });

// V8 makes a table of an object that `setPrototypeOf` turns into a prototype, as happens to this one when classes are defined, and
// cannot optimise the constructors below it: to make and dispose an object took 300 ns (Node 20). With a class that has always
// extended it, it takes 150. (The property is read so that no bundler leaves the class out.)
void (class extends HandfastObject {}).prototype;

// For the same reason its prototype: properties that are looked for often enough make it an object again.
for (let i = 0; i < 100; i += 1) void (/** @type {any} */ (Object.create(HandfastObject.prototype)).none);

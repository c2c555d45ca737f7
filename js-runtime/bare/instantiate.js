// Modules without wasm-bindgen: Rust with the feature `abi` of handfast-runtime, or C with handfast.h.

import { attach, saltOf } from "../src/abi.js";
import { classAt } from "../src/classes.js";
import { abandonConstruct } from "../src/construct.js";
import { isEnded, releasedError } from "../src/ended.js";
import * as CODE from "../src/codes.js";
import { errorFor } from "../src/errors.js";
import { raiseIfFailed } from "../src/failure.js";
import { instanceAt, lastError } from "../src/instance.js";
import { get, hold } from "../src/table.js";
import { IS_DISPOSED, IS_FOREIGN, IS_NULL, handleOf, wrapConstructed, wrapNew } from "../src/wrap.js";
import { nameClasses } from "./classes.js";
import { imports as host } from "./imports.js";

/** @typedef {import("../src/classes.js").Constructor} Constructor */

/** @typedef {Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array | Int32Array | Uint32Array | BigInt64Array | BigUint64Array | Float32Array | Float64Array} NumberArray */

/**
 * @typedef {object} Options
 * @property {WebAssembly.Imports} [imports] what the module imports from elsewhere
 * @property {Record<string, Constructor>} [classes] the classes of its objects, by the names that the module has for them;
 *   each extends {@link HandfastObject}. Objects of other classes get wrappers without methods.
 * @property {WebAssembly.Memory} [memory] made by JavaScript; passed to the module as `env.memory`
 * @property {{ wasiImport: WebAssembly.ModuleImports, initialize(instance: object): void }} [wasi] for a WASI reactor: Node's
 *   own `WASI`, or what looks like it
 */

/**
 * Instantiates a plain module and connects it: handles, wrappers, finalizers, sweeps, the bridge pass.
 *
 * @param {BufferSource | WebAssembly.Module | Response | Promise<Response> | URL} source
 * @param {Options} [options]
 * @returns {Promise<BareModule>}
 * @throws {TypeError} if the module does not link handfast-runtime, or a class does not extend HandfastObject
 * @throws {WebAssembly.CompileError} or `LinkError`, as the engine does
 */
export async function instantiate(source, { imports = {}, classes = {}, memory, wasi } = {}) {
  const module = await compile(source);
  /** @type {WebAssembly.Imports} */
  const all = { ...imports, handfast: await hostOf(module) };
  if (memory !== undefined) all.env = { ...imports.env, memory };
  if (wasi !== undefined) all.wasi_snapshot_preview1 = wasi.wasiImport;
  const instance = await WebAssembly.instantiate(module, all);
  const exports = /** @type {any} */ (instance.exports);
  if (typeof exports.hf_attach !== "function") {
    throw new TypeError("handfast: this module does not link handfast-runtime with the feature `abi`, or hides its exports");
  }
  const id = attach(exports, exports.memory ?? memory);
  nameClasses(id, classes);
  exports.hf_attach(id, saltOf(id));
  wasi?.initialize(instance);
  if (typeof exports.hf_explain === "function") (await import("../src/explain.js")).enable();
  return new BareModule(id);
}

/** A module that was instantiated, and what its imports and the methods of its classes are written with. */
export class BareModule {
  #instance;

  /** @param {number} id */
  constructor(id) {
    this.#instance = instanceAt(id);
  }

  /** What the module exports. @returns {any} */
  get exports() {
    return this.#instance.exports;
  }

  /** Its memory. @returns {WebAssembly.Memory} */
  get memory() {
    return this.#instance.memory;
  }

  /**
   * Passes on what an export has returned, or throws the error that it has left (`hf_fail`).
   *
   * @template T
   * @param {T} returned
   * @returns {T}
   */
  check(returned) {
    raiseIfFailed();
    return returned;
  }

  /**
   * The wrapper of a handle that an export has returned: the one there is, or a new one, which owns the object's share.
   *
   * @param {number} handle
   * @returns {any} `undefined` for 0, if the export has left no error
   */
  object(handle) {
    raiseIfFailed();
    return handle === 0 ? undefined : wrapNew(handle, this.#classOf(handle), true);
  }

  /**
   * The handle of a wrapper, to be passed to an export. It owns nothing: the wrapper must outlive the call.
   *
   * @param {unknown} wrapper
   * @returns {number}
   * @throws {import("../src/errors.js").HandfastError} if it is no wrapper of this module, or disposed, or its scope has ended
   */
  handle(wrapper) {
    const handle = handleOf(wrapper, this.#instance.id, true);
    if (handle > 0) return handle;
    if (isEnded(handle)) throw releasedError(wrapper, "");
    switch (handle) {
      case IS_NULL:
        throw errorFor(CODE.NULL_HANDLE, `expected a Handfast object, got ${wrapper}`);
      case IS_DISPOSED:
        throw errorFor(CODE.DISPOSED, "this object has been disposed");
      case IS_FOREIGN:
        throw errorFor(CODE.FOREIGN_HANDLE, "this object belongs to another instance");
      default:
        throw errorFor(CODE.NOT_A_HANDLE, "not a Handfast object");
    }
  }

  /**
   * What a constructor does after `super()`: makes `this` the wrapper of the object that `make` makes.
   *
   * @param {() => number} make calls an export that returns a handle
   * @returns {any} to be returned by the constructor
   * @throws the error that the export has left
   */
  construct(make) {
    let handle = 0;
    this.#instance.constructing += 1;
    try {
      handle = make();
      raiseIfFailed();
    } catch (error) {
      handle = 0;
      throw error;
    } finally {
      this.#instance.constructing -= 1;
      if (handle === 0) abandonConstruct(this.#instance);
    }
    if (handle === 0) throw lastError(this.#instance, this.exports.hf_last_number());
    return wrapConstructed(handle, this.#classOf(handle));
  }

  /**
   * Holds a value for the module. The export that the number is passed to owns it: it must keep it or drop it.
   *
   * @param {unknown} value
   * @returns {number}
   * @throws {import("../src/errors.js").HandfastError} if the table is full
   */
  hold(value) {
    const slot = this.exports.hf_value_new();
    if (slot === 0) throw lastError(this.#instance, this.exports.hf_last_number());
    hold(slot, value);
    return slot;
  }

  /**
   * The value that the module has lent to an import.
   *
   * @param {number} slot
   * @returns {any}
   */
  value(slot) {
    return get(slot);
  }

  /**
   * Takes over the value that an export has returned.
   *
   * @param {number} slot
   * @returns {any} `undefined` for 0, if the export has left no error
   */
  take(slot) {
    raiseIfFailed();
    if (slot === 0) return undefined;
    const value = get(slot);
    this.exports.hf_value_drop(slot);
    return value;
  }

  /**
   * Copies an array into the module's memory, which its own allocator gives.
   *
   * @param {NumberArray} array
   * @returns {number} its address, aligned to 16 bytes; to be given to {@link free}, by the caller or by the module
   * @throws {import("../src/errors.js").HandfastError} `HANDFAST_TOO_LARGE` if the module has no room for it, and its memory may not
   *   grow so far; nothing has changed then
   */
  copyIn(array) {
    const pointer = this.exports.hf_alloc(array.byteLength) >>> 0;
    if (pointer === 0) throw errorFor(CODE.TOO_LARGE, `the module has no room for ${array.byteLength} bytes`);
    // The memory is asked for only now: to make room it may have grown, and its old buffer is detached then.
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    new Uint8Array(this.memory.buffer, pointer, array.byteLength).set(bytes);
    return pointer;
  }

  /**
   * Copies an array out of the module's memory.
   *
   * @template {NumberArray} A
   * @param {new (buffer: ArrayBuffer) => A} Type such as `Float64Array`
   * @param {number} pointer
   * @param {number} length in elements
   * @returns {A}
   * @throws {RangeError} if the memory does not reach so far
   */
  copyOut(Type, pointer, length) {
    const size = length * /** @type {any} */ (Type).BYTES_PER_ELEMENT;
    return new Type(new Uint8Array(this.memory.buffer, pointer >>> 0, size).slice().buffer);
  }

  /**
   * Frees what {@link copyIn} has allocated.
   *
   * @param {number} pointer once; 0 is nothing
   */
  free(pointer) {
    this.exports.hf_free(pointer);
  }

  /** @param {number} handle @returns {number} */
  #classOf(handle) {
    const id = this.exports.hf_class_of(handle);
    if (id === 0) throw errorFor(CODE.STALE_HANDLE, "the module has returned a handle that is stale, or none");
    return classAt(id) && id;
  }
}

/**
 * What a module imports from here: the files for views and for texts come along only with those that make some.
 *
 * @param {WebAssembly.Module} module
 * @returns {Promise<WebAssembly.ModuleImports>}
 */
async function hostOf(module) {
  const names = new Set(WebAssembly.Module.imports(module).map((imported) => imported.name));
  const parts = [
    names.has("storeView") ? import("./views.js") : undefined,
    names.has("storeText") ? import("./strings.js") : undefined,
  ];
  const loaded = await Promise.all(parts);
  return Object.assign({}, host, ...loaded.map((part) => part?.imports));
}

/**
 * @param {BufferSource | WebAssembly.Module | Response | Promise<Response> | URL} source
 * @returns {Promise<WebAssembly.Module>}
 */
async function compile(source) {
  if (source instanceof WebAssembly.Module) return source;
  if (source instanceof URL) return compile(await fetch(source));
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return WebAssembly.compile(/** @type {BufferSource} */ (source));
  return WebAssembly.compileStreaming(source);
}

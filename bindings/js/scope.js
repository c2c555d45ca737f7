// Scopes: wrappers that are released together.
//
// The scope that is *running* gets every wrapper that is made, until its function returns: not later, because after an `await`
// anybody's code may have run. Such wrappers are held by the scope alone, and the engine never hears of them. When the
// function has returned a promise, and in scopes that were opened by `openScope`, wrappers are registered as usual, so
// that a scope that is never closed keeps nothing: it only lists them.
//
// Nobody else imports this file but the API: while a scope runs it has the nursery give it what is new (`useTake`), and when it lists something it
// has itself told about what Rust returns (`useShare`). So an app that has no scopes need not contain them.
//
// Invariants:
// - Every wrapper is listed by one scope at most. HELD says that a running one lists it in `made`, and is all that holds
//   it; SCOPED that it is in the `later` of the scope to which `owners` leads.
// - A scope never releases what others may have by other ways than its own code: if Rust returns a wrapper of a scope that is
//   not running, or makes a second wrapper for its handle, the scope lets go of it.

import { config } from "./config.js";
import { define } from "./define.js";
import { releaseAs } from "./dispose.js";
import { endedNumber, recordedNumber } from "./ended.js";
import { HELD, SCOPED, useShare } from "./entries.js";
import * as CODE from "./codes.js";
import { errorFor } from "./errors.js";
import { ownerOf } from "./guard.js";
import { locateWrapper } from "./locate.js";
import { enroll, useTake } from "./nursery.js";
import { DISPOSE } from "./symbol.js";

/** The scopes whose functions are running, the innermost last. @type {Scope[]} */
const running = [];

/** The last of them. @type {Scope | undefined} */
let current;

/** Which scope lists a wrapper that is SCOPED. @type {WeakMap<object, Scope>} */
const owners = new WeakMap();

/** At what length a list is first searched for wrappers that were disposed early. */
const LIMIT = 1024;

/** A region at whose end the wrappers that belong to it are released. */
export class Scope {
  #name;
  #parent = current;
  /** Wrappers made while it runs. @type {any[]} */
  #made = [];
  #limit = LIMIT;
  /** Its other wrappers. @type {Set<any> | undefined} */
  #later;
  /** Handles of what it does not release. @type {Set<number> | undefined} */
  #kept;
  /** Where wrappers were made, in debug mode. @type {Map<object, string> | undefined} */
  #stacks;
  #ended = false;

  /** @param {string} name for errors */
  constructor(name) {
    this.#name = name;
  }

  /** What errors call it. */
  get name() {
    return this.#name;
  }

  /**
   * Makes a wrapper the scope's, which releases it when it ends. No other scope will.
   *
   * @template {object} T
   * @param {T} wrapper
   * @returns {T} the same
   * @throws {import("./errors.js").HandfastError} if it is no wrapper or disposed, or the scope has ended
   */
  own(wrapper) {
    this.#check();
    const { instance, handle } = locateWrapper(wrapper);
    const index = handle >>> 0;
    this.#note(wrapper);
    if (instance.marks[index] & HELD) {
      // Mostly it has just been made.
      const owner = innermost((scope) => scope.#made.lastIndexOf(wrapper) !== -1);
      if (owner === undefined || owner === this) return wrapper;
      owner.#made.splice(owner.#made.lastIndexOf(wrapper), 1);
      this.#receive(wrapper);
    } else {
      Scope.disown(wrapper);
      this.#list(instance, index, wrapper);
    }
    return wrapper;
  }

  /**
   * Lets a wrapper out: this scope, and those that run inside of it, do not release it. It belongs to the scope around this
   * one then, or to nobody but the collector. Does nothing with other values.
   *
   * @template T
   * @param {T} value
   * @returns {T} the same
   * @throws {import("./errors.js").HandfastError} if the scope has ended
   */
  escape(value) {
    this.#check();
    const handle = handleIn(value);
    if (handle === 0) return value;
    const at = running.indexOf(this);
    if (at !== -1) for (const inside of running.slice(at)) inside.#keep(handle);
    else this.#keep(handle);
    return value;
  }

  /**
   * Calls a function, with the scope running: wrappers made until it returns are the scope's.
   *
   * @template T
   * @param {() => T} fn
   * @returns {T} what it returns; does not escape by that
   * @throws what it throws; or an error of Handfast's if the scope has ended
   */
  run(fn) {
    this.#check();
    try {
      return this.#enter(fn);
    } finally {
      this.#settle();
    }
  }

  /**
   * Ends the scope: releases what is listed, the newest first. A second call does nothing.
   *
   * @throws what the first release that failed has thrown; all others are released
   */
  close() {
    if (this.#ended) return;
    this.#ended = true;
    const made = this.#made;
    this.#made = [];
    const all = this.#later ? [...this.#later, ...made] : made;
    this.#later = undefined;
    const number = endedNumber(this.#name);
    let failed = false;
    let failure;
    for (let i = all.length - 1; i >= 0; i -= 1) {
      try {
        this.#leave(all[i], number);
      } catch (error) {
        if (!failed) failure = error;
        failed = true;
      }
    }
    if (failed) throw failure;
  }

  /**
   * Calls a function in a scope of its own, and ends that when the function, or the promise that it returns, is done.
   *
   * @template T
   * @param {(scope: Scope & Disposable) => T} fn
   * @param {string} [name]
   * @returns {T}
   */
  static call(fn, name = fn.name) {
    const scope = openScope(name);
    let result;
    try {
      result = scope.#enter(fn);
      if (isThenable(result)) {
        scope.#settle();
        return /** @type {any} */ (scope.#finish(result));
      }
      scope.#letOut(result);
    } catch (error) {
      scope.#abandon();
      throw error;
    }
    scope.close();
    return result;
  }

  /** @param {any} promise */
  async #finish(promise) {
    let result;
    try {
      result = await promise;
      if (!this.#ended) this.#letOut(result);
    } catch (error) {
      this.#abandon();
      throw error;
    }
    this.close();
    return result;
  }

  /** Ends the scope because something was thrown. That is what the caller is to see, whatever else goes wrong. */
  #abandon() {
    try {
      this.close();
    } catch {
      // All that could be released is.
    }
  }

  /** @template T @param {(scope: any) => T} fn @returns {T} */
  #enter(fn) {
    const outer = current;
    current = this;
    running.push(this);
    useTake(Scope.take);
    try {
      return fn(this);
    } finally {
      running.pop();
      current = outer;
      if (outer === undefined) useTake(undefined);
    }
  }

  /** No function of the scope runs any more, but it goes on: its wrappers are registered. */
  #settle() {
    if (this.#ended || running.includes(this)) return;
    const made = this.#made;
    this.#made = [];
    for (const wrapper of made) this.#register(wrapper);
  }

  /** @param {any} wrapper one that nothing else lists */
  #receive(wrapper) {
    if (running.includes(this)) this.#made.push(wrapper);
    else this.#register(wrapper);
  }

  /** @param {any} wrapper one that was HELD */
  #register(wrapper) {
    const index = free(wrapper);
    if (index !== 0) this.#list(/** @type {any} */ (ownerOf(wrapper.__hf)), index, wrapper);
  }

  /** @param {import("./instance.js").Instance} instance @param {number} index @param {any} wrapper */
  #list(instance, index, wrapper) {
    useShare(Scope.share);
    instance.marks[index] |= SCOPED;
    owners.set(wrapper, this);
    (this.#later ??= new Set()).add(wrapper);
  }

  /** @param {unknown} result what of it is the caller's */
  #letOut(result) {
    // Also a function of Rust's.
    if (handleIn(result) !== 0) this.escape(result);
    else if (typeof result !== "object" || result === null) return;
    else if (Array.isArray(result)) for (const item of result) this.escape(item);
    else if (isPlain(result)) for (const item of Object.values(result)) this.escape(item);
  }

  /** @param {number} handle */
  #keep(handle) {
    (this.#kept ??= new Set()).add(handle);
  }

  /** @param {any} wrapper which the scope releases, or passes on @param {number} number what it carries then */
  #leave(wrapper, number) {
    const handle = wrapper.__wbg_ptr;
    // Disposed early, or taken by value.
    if (!(handle > 0)) return;
    const instance = /** @type {import("./instance.js").Instance} */ (ownerOf(wrapper.__hf));
    const index = handle >>> 0;
    if (instance.handles[index] !== handle) return;
    const marks = instance.marks[index];
    if (marks & SCOPED) owners.delete(wrapper);
    if (this.#kept?.has(handle)) {
      let outer = this.#parent;
      while (outer !== undefined && outer.#ended) outer = outer.#parent;
      instance.marks[index] = marks & ~SCOPED;
      if (outer === undefined) free(wrapper);
      else if (marks & HELD) outer.#receive(wrapper);
      else outer.#list(instance, index, wrapper);
      return;
    }
    // Somebody has another wrapper of this handle, which would be stale.
    if (instance.others?.has(handle)) return;
    const stack = this.#stacks?.get(wrapper);
    releaseAs(instance, wrapper, handle, stack === undefined ? number : recordedNumber(this.#name, stack));
  }

  /** Writes down, in debug mode, where a wrapper comes from. @param {object} wrapper */
  #note(wrapper) {
    if (config.debug) (this.#stacks ??= new Map()).set(wrapper, new Error("made").stack ?? "");
  }

  #check() {
    if (this.#ended) throw errorFor(CODE.SCOPE_ENDED, `the scope "${this.#name}" has ended`);
  }

  /**
   * Gives a new wrapper to the running scope.
   *
   * @param {object} wrapper
   * @returns {boolean} whether there is one
   */
  static take(wrapper) {
    const scope = current !== undefined && current.#ended ? innermost((scope) => !scope.#ended) : current;
    if (scope === undefined) return false;
    if (scope.#made.length === scope.#limit) {
      scope.#made = scope.#made.filter((made) => made.__wbg_ptr > 0);
      scope.#limit = Math.max(LIMIT, 2 * scope.#made.length);
    }
    scope.#made.push(wrapper);
    scope.#note(wrapper);
    return true;
  }

  /**
   * Rust has returned a wrapper that a scope lists which need not be running.
   *
   * @param {import("./instance.js").Instance} instance
   * @param {number} index of its entry, which is SCOPED
   * @param {object} wrapper
   */
  static share(instance, index, wrapper) {
    const owner = owners.get(wrapper);
    if (owner !== undefined && running.includes(owner)) return;
    Scope.disown(wrapper);
    instance.marks[index] &= ~SCOPED;
  }

  /** @param {object} wrapper that no scope is to list in `later` any more */
  static disown(wrapper) {
    const owner = owners.get(wrapper);
    if (owner === undefined) return;
    owner.#later?.delete(wrapper);
    owners.delete(wrapper);
  }
}

/** @param {(scope: Scope) => boolean} fits @returns {Scope | undefined} the innermost running scope that does */
function innermost(fits) {
  for (let i = running.length - 1; i >= 0; i -= 1) if (fits(running[i])) return running[i];
  return undefined;
}

/**
 * Never used. V8 throws away the code that it has optimised for a layout of objects when a collection finds none of them alive, and
 * most scopes are short: without this one each collection made those after it several times slower.
 *
 * @type {Scope | undefined}
 */
let layout;

/**
 * Makes a scope. The first one prepares the class: done when this file is loaded, bundlers could not leave the file out.
 *
 * @param {string} name for errors
 * @returns {Scope & Disposable} which `using` ends as well
 */
export function openScope(name) {
  if (layout === undefined) {
    define(Scope.prototype, DISPOSE, Scope.prototype.close);
    layout = new Scope("");
  }
  return /** @type {any} */ (new Scope(name));
}

/**
 * Hands a wrapper that is HELD over to the nursery, and so to the engine.
 *
 * @param {any} wrapper
 * @returns {number} the index of its entry; 0 if it was disposed
 */
function free(wrapper) {
  const handle = wrapper.__wbg_ptr;
  const index = handle >>> 0;
  const instance = ownerOf(wrapper.__hf);
  if (instance === undefined || instance.handles[index] !== handle) return 0;
  if (instance.marks[index] & HELD) {
    instance.marks[index] &= ~HELD;
    enroll(instance, handle);
  }
  return index;
}

/** @param {any} value @returns {number} the handle that it shows; 0 if it is no wrapper or disposed */
function handleIn(value) {
  try {
    const handle = ownerOf(value?.__hf) === undefined ? 0 : value.__wbg_ptr;
    return handle > 0 ? handle : 0;
  } catch {
    // A Proxy that does not like to be asked.
    return 0;
  }
}

/** @param {any} value @returns {boolean} whether `await` would wait for it; a wrapper is never waited for */
function isThenable(value) {
  try {
    return handleIn(value) === 0 && typeof value?.then === "function";
  } catch {
    return false;
  }
}

/** @param {object} value */
function isPlain(value) {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

// Weak slots: what is in the table of slots in place of a value that mirror lists keep alive.

import { EMPTY } from "./table.js";

/** What a weak slot holds instead of its value. */
export class Ceded {
  #ref;

  /** @param {WeakKey} value */
  constructor(value) {
    this.#ref = new WeakRef(value);
  }

  /**
   * Recognised by its private field, because a Proxy could throw when it is asked what it is an instance of.
   *
   * @param {any} stored
   * @returns {boolean}
   */
  static is(stored) {
    return typeof stored === "object" && stored !== null && #ref in stored;
  }

  /** @param {any} stored one of these @returns {any} its value, `undefined` if it is gone */
  static value(stored) {
    return /** @type {Ceded} */ (stored).#ref.deref();
  }
}

/** Leaves what is in a weak slot no properties at all, for interface.js, which looks for a method before it asks what has it. */
export function makePlain() {
  Object.setPrototypeOf(Ceded.prototype, null);
  Reflect.deleteProperty(Ceded.prototype, "constructor");
}

/**
 * What a slot leads to.
 *
 * @param {any} stored what is in the table
 * @returns {any} the value; `EMPTY` if the slot is empty or has lost its value
 */
export function valueOf(stored) {
  if (!Ceded.is(stored)) return stored;
  const value = Ceded.value(stored);
  return value === undefined ? EMPTY : value;
}

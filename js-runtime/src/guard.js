// The guard: one frozen object per wasm instance that every wrapper of that instance carries as its
// own property `__hf`. It says whose wrapper this is, and it keeps wrappers from being cloned: a
// clone would be a second owner of one handle.

import * as CODE from "./codes.js";
import { errorFor } from "./errors.js";

/** Marks guards of every copy of this package on the page, so that they can be told from other objects. */
const GUARD = Symbol.for("handfast.guard");

/** Leads from a guard to its instance; private to this copy of the package. */
const OWNER = Symbol("handfast.owner");

/**
 * @typedef {{ readonly handfast: never }} Guard
 */

/**
 * Makes the guard of one instance.
 *
 * Its only enumerable property throws when read. `structuredClone` and `postMessage` read every
 * enumerable own property, so both end in a typed error at no cost to each wrapper.
 *
 * @param {import("./instance.js").Instance} owner
 * @returns {Guard}
 */
export function createGuard(owner) {
  const guard = Object.defineProperties({}, {
    handfast: {
      enumerable: true,
      get() {
        throw errorFor(CODE.NOT_CLONEABLE, "a Handfast object cannot be cloned or sent to another thread");
      },
    },
    // Copies made by spreading carry the guard too; they must stay printable as JSON.
    toJSON: { value: () => undefined },
    // Vue leaves objects with this mark alone instead of wrapping them in a Proxy.
    __v_skip: { value: true },
    [GUARD]: { value: true },
    [OWNER]: { value: owner },
  });
  return /** @type {Guard} */ (Object.freeze(guard));
}

/**
 * @param {any} guard anything
 * @returns {boolean} whether it is a guard, of this or another copy of the package
 */
export function isGuard(guard) {
  return typeof guard === "object" && guard !== null && guard[GUARD] === true;
}

/**
 * @param {any} guard anything
 * @returns {import("./instance.js").Instance | undefined} its instance, if it is a guard made by this copy
 */
export function ownerOf(guard) {
  return guard?.[OWNER];
}

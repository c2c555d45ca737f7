// Methods that are put where wasm-bindgen, or a missing `using`, has left no place for them.

/**
 * Puts a value in the place of what a class has there, if it has anything; not enumerable, as methods of a class are.
 *
 * @param {object} target
 * @param {PropertyKey} key
 * @param {unknown} value
 */
export function define(target, key, value) {
  Object.defineProperty(target, key, { value, configurable: true, writable: true, enumerable: false });
}

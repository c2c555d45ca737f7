// The symbol of `using`.

/**
 * What `using` looks for, or, in an engine that has no `using` yet, what its polyfills look for.
 *
 * @type {typeof Symbol.dispose}
 */
export const DISPOSE = Symbol.dispose ?? Symbol.for("Symbol.dispose");

// `using`, also where the engine does not know the word yet.

/** @typedef {<T, R>(resource: T, body: (resource: T) => R) => R} Using */

/** @type {Using} */
function withFinally(resource, body) {
  try {
    return body(resource);
  } finally {
    const { free } = /** @type {any} */ (resource);
    // Engines without the syntax may lack the symbol as well.
    const dispose = Symbol.dispose === undefined ? free : /** @type {any} */ (resource)[Symbol.dispose];
    dispose.call(resource);
  }
}

/** @returns {Using | undefined} */
function withSyntax() {
  try {
    return /** @type {Using} */ (new Function("resource", "body", "{ using held = resource; return body(held); }"));
  } catch {
    return undefined; // a SyntaxError, or a policy that forbids evaluation
  }
}

/** Whether `using` below is the engine's own. */
export const syntax = withSyntax();

/** Runs `body`, then disposes `resource`, also if `body` throws. */
export const using = syntax ?? withFinally;

// The engine's finalizers. No other file touches FinalizationRegistry.

/**
 * @typedef {object} Finalizers
 * @property {(wrapper: object, handle: number) => void} watch calls back with `handle` some time after
 *   `wrapper` has died. Costs 40 to 350 ns in today's engines, and as much again when it fires.
 */

/**
 * Makes the finalizers of one instance.
 *
 * There are no unregister tokens: they are what makes the usual way three times as dear. Instead
 * the number that is passed on carries a generation, so a callback for an object that was disposed
 * meanwhile is recognised as late. The number never leads to the wrapper, which could not die if it did.
 *
 * @param {(handle: number) => void} onDeath called once per watched wrapper, never inside a running job
 * @returns {Finalizers | undefined} `undefined` where the engine has no finalizers
 */
export function createFinalizers(onDeath) {
  if (typeof FinalizationRegistry !== "function") return undefined;
  const registry = new FinalizationRegistry(onDeath);
  return { watch: (wrapper, handle) => registry.register(wrapper, handle) };
}

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
 * the handle that is passed on carries a generation, so a callback for an object that was disposed
 * meanwhile is recognised as late. The number never leads to the wrapper, which could not die if it did.
 *
 * What the engine keeps for a wrapper is the place of the handle in an array of ours: a small integer. A handle would be an object
 * of its own for each wrapper, old by the time it is needed: of 136 ns for an object that is registered and reported it made 184
 * (Node 20). The engine reports each wrapper once, so a place is free again after that.
 *
 * @param {(handle: number) => void} onDeath called once per watched wrapper, never inside a running job
 * @returns {Finalizers | undefined} `undefined` where the engine has no finalizers
 */
export function createFinalizers(onDeath) {
  if (typeof FinalizationRegistry !== "function") return undefined;
  /** The handles by place; in a free place, the next free one. */
  let handles = new Float64Array(64);
  /** The first free place; if there is none, the length. */
  let free = 0;
  const link = (/** @type {number} */ from) => {
    for (let i = from; i < handles.length; i += 1) handles[i] = i + 1;
  };
  link(0);
  const registry = new FinalizationRegistry((/** @type {number} */ place) => {
    const handle = handles[place];
    handles[place] = free;
    free = place;
    onDeath(handle);
  });
  return {
    watch(wrapper, handle) {
      if (free === handles.length) {
        const old = handles;
        handles = new Float64Array(2 * free);
        handles.set(old);
        link(free);
      }
      const place = free;
      registry.register(wrapper, place);
      free = handles[place];
      handles[place] = handle;
    },
  };
}

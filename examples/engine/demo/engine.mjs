// What the demo and the tests share: making the engine collect, and counting what is left.

/** Resolves in a task of its own: after timers, finalizers and the end of the runtime's turn had their chance. */
export const nextTask = (ms = 0) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** How long finalizers get to run after a collection, in milliseconds. */
const FINALIZERS = 30;

/**
 * Collects garbage on both sides. With `--expose-gc`, and in the browsers of the test suite, the engine does it at once;
 * otherwise some litter is made, and it does so when it likes.
 *
 * @param {any} script the module
 */
export async function collect({ handfast }) {
  const { collectGarbage, gc } = /** @type {any} */ (globalThis);
  handfast.collect();
  if (collectGarbage !== undefined) return collectGarbage();
  await nextTask();
  if (gc !== undefined) gc();
  else for (let i = 0; i < 100; i += 1) new ArrayBuffer(1 << 20);
  await nextTask(FINALIZERS);
}

/**
 * What lives: objects of scripts, counted by their own constructors and `Drop`, and what is in the runtime's two tables.
 *
 * @param {any} script the module
 */
export function counts({ handfast, liveObjects }) {
  const { rustObjects, handles, jsRefs, slots } = handfast.stats();
  return { objects: liveObjects(), rustObjects, handles, jsRefs, slots };
}

/**
 * Collects until nothing is left, or it does not get any less.
 *
 * @param {any} script the module
 */
export async function settle(script, rounds = 20) {
  for (let i = 0; i < rounds && Object.values(counts(script)).some((count) => count > 0); i += 1) await collect(script);
  return counts(script);
}

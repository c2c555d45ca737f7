// Making the engine collect garbage.

import { nextTask } from "./task.mjs";

/** How long finalizers get to run after a collection, in milliseconds. */
const FINALIZERS = 30;
/** Objects whose finalizers tell that a collection has happened. */
const SENTINELS = 16;
const ROUNDS = 60;

/**
 * Collects garbage, and lets finalizers run. With `--expose-gc`, and in the browsers of the test suite, the engine
 * does it at once; otherwise garbage is made until it has to.
 */
export async function collect() {
  const { collectGarbage, gc } = /** @type {any} */ (globalThis);
  if (collectGarbage !== undefined) return collectGarbage();
  await nextTask();
  if (gc !== undefined) gc();
  else await provoke();
  await nextTask(FINALIZERS);
}

let hits = 0;
const registry = new FinalizationRegistry(() => {
  hits += 1;
});

async function provoke() {
  hits = 0;
  for (let i = 0; i < SENTINELS; i += 1) registry.register({ i }, i);
  for (let i = 0; i < ROUNDS && hits < SENTINELS; i += 1) {
    litter();
    await nextTask(5);
  }
}

/** Garbage of the kinds that engines count: large buffers, and many small objects. */
function litter() {
  for (let i = 0; i < 100; i += 1) new ArrayBuffer(1 << 20);
  const objects = [];
  for (let i = 0; i < 500_000; i += 1) objects.push({ i });
}

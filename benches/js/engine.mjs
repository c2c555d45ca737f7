// What the benches ask of the engine.

if (typeof gc !== "function") throw new Error("run with --expose-gc");

/** Lets what waits run: the end of the turn, the callbacks of finalizers. */
export const turn = () => new Promise((resolve) => setImmediate(resolve));

/**
 * Collects garbage until `done`; the callbacks of finalizers run in turns of their own. The turn ends first, as it does
 * before any collection that is not forced: until then engines keep alive whatever a `WeakRef` was made of.
 */
export async function collect(done) {
  await turn();
  for (let i = 0; i < 200; i += 1) {
    gc();
    await turn();
    if (done()) return;
    // `done` may have looked at a `WeakRef`, which keeps what it leads to alive until the turn ends.
    await turn();
  }
  throw new Error("garbage is left: something keeps it alive");
}

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

export const round2 = (x) => Math.round(x * 100) / 100;

// Random programs with real garbage collection, compared with a model after every step.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertEmpty, collectUntil, m } from "./support.mjs";
import { World } from "./world.mjs";

const long = process.env.HANDFAST_LONG === "1";
const PROGRAMS = long ? 400 : 40;
const STEPS = long ? 600 : 250;
const firstSeed = Number(process.env.HANDFAST_SEED ?? 1);

for (const finalizers of [true, false]) {
  describe(finalizers ? "with FinalizationRegistry" : "with sweeps only", () => {
    test(`${PROGRAMS} programs of ${STEPS} steps`, async () => {
      m.handfast.configure({ finalizers });
      for (let seed = firstSeed; seed < firstSeed + PROGRAMS; seed += 1) {
        try {
          await run(seed);
        } catch (error) {
          error.message = `seed ${seed} (HANDFAST_SEED=${seed} repeats it): ${error.message}`;
          throw error;
        }
      }
      m.handfast.configure({ finalizers: true });
      await assertEmpty();
    });
  });
}

async function run(seed) {
  let world = new World(seed);
  for (let step = 0; step < STEPS; step += 1) await world.step();
  const { values, dropped, objects } = world;
  const all = objects.size;
  world.end();
  const check = world;
  world = undefined;
  await collectUntil(() => {
    m.handfast.sweep();
    check.check();
    return dropped.size === all;
  }, `all objects of seed ${seed}`);
  await collectUntil(() => {
    // What an automatic pass has ceded, and the program has entered since, is held until the next pass.
    m.handfast.collect();
    m.handfast.flush();
    return [...values.values()].every((value) => value.deref() === undefined);
  }, `all values held in seed ${seed}`);
  assert.equal(dropped.size, all);
}

// One random program, from its first step until everything it made is gone.

import { assert } from "./assert.mjs";
import { World } from "./world.mjs";

/**
 * @param {import("./lab.mjs").Lab} lab
 * @param {number} seed repeats the program
 * @param {number} steps
 */
export async function run(lab, seed, steps) {
  try {
    await runToTheEnd(lab, seed, steps);
  } catch (error) {
    error.message = `seed ${seed} (HANDFAST_SEED=${seed} repeats it): ${error.message}`;
    throw error;
  }
}

async function runToTheEnd(lab, seed, steps) {
  let world = new World(lab, seed);
  for (let step = 0; step < steps; step += 1) await world.step();
  const { values, dropped, objects } = world;
  const all = objects.size;
  world.end();
  const check = world;
  world = undefined;
  const { handfast } = lab.m;
  await lab.collectUntil(() => {
    handfast.sweep();
    check.check();
    return dropped.size === all;
  }, `all objects of seed ${seed}`);
  await lab.collectUntil(() => {
    handfast.flush();
    return [...values.values()].every((value) => value.deref() === undefined);
  }, `all values held in seed ${seed}`);
  assert.equal(dropped.size, all);
}

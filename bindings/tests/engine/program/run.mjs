// One random program, from its first step until everything it made is gone.

import { assert } from "./assert.mjs";
import { Fields } from "./fields.mjs";
import { random } from "./lab.mjs";
import { Web } from "./web.mjs";
import { ScopedWorld } from "./scoped.mjs";

/**
 * @param {import("./lab.mjs").Lab} lab
 * @param {number} seed repeats the program
 * @param {number} steps
 */
export const run = named(async (lab, seed, steps) => {
  let world = new ScopedWorld(lab, seed);
  for (let step = 0; step < steps; step += 1) await world.step();
  const { values, dropped, objects } = world;
  const all = objects.size;
  world.end();
  const check = world;
  world = undefined;
  const { handfast } = lab.m;
  await lab.collectUntil(() => {
    // What an automatic pass has ceded, and the program has entered since, is held until the next pass.
    handfast.collect();
    check.check();
    return dropped.size === all;
  }, `all objects of seed ${seed}`);
  await lab.collectUntil(() => {
    handfast.collect();
    handfast.flush();
    return [...values.values()].every((value) => value.deref() === undefined);
  }, `all values held in seed ${seed}`);
  assert.equal(dropped.size, all);
});

/**
 * The same for objects that refer to each other through both heaps, in cycles as well.
 *
 * @type {typeof run}
 */
export const runWeb = named(async (lab, seed, steps) => {
  const chance = random(seed);
  const web = new Web(lab.m, chance);
  for (let step = 0; step < steps; step += 1) {
    web.step();
    if (chance.next() < 0.1) await lab.collect();
    if (chance.next() < 0.05) web.checkAll();
  }
  while (web.parked.length > 0) web.unpark();
  web.checkAll();
  // Reading what tells whether a value is alive keeps it for the task, so that is done after a collection.
  const settle = (what) =>
    lab.collectUntil(() => {
      lab.m.handfast.collect();
      return web.isSettled();
    }, `${what} of web ${seed}`);
  await settle("what cannot be reached");
  web.checkAll();
  web.end();
  await settle("everything");
});

/**
 * The same for buffers and views.
 *
 * @type {typeof run}
 */
export const runFields = named(async (lab, seed, steps) => {
  const chance = random(seed);
  const fields = new Fields(lab.m, chance);
  for (let step = 0; step < steps; step += 1) {
    fields.step();
    if (chance.next() < 0.04) await lab.collect();
    if (chance.next() < 0.1) fields.check();
  }
  const settle = (what, done) =>
    lab.collectUntil(() => {
      lab.m.handfast.collect();
      lab.m.handfast.flush();
      return done();
    }, `${what} of fields ${seed}`);
  await settle("views", () => fields.isSettled());
  fields.check();
  fields.end();
  await settle("everything", () => Object.keys(lab.m.handfast.stats().types).every((name) => !/View|Field/.test(name)));
});

/** A run whose errors say how to repeat it. */
function named(run) {
  return async (lab, seed, steps) => {
    try {
      await run(lab, seed, steps);
    } catch (error) {
      error.message = `seed ${seed} (HANDFAST_SEED=${seed} repeats it): ${error.message}`;
      throw error;
    }
  };
}

// Random programs with real garbage collection, compared with a model after every step.

import { describe, test } from "node:test";
import { run, runFields } from "../program/run.mjs";
import { assertEmpty, lab, m } from "./support.mjs";

const long = process.env.HANDFAST_LONG === "1";
const PROGRAMS = long ? 400 : 40;
const STEPS = long ? 600 : 250;
const firstSeed = Number(process.env.HANDFAST_SEED ?? 1);

for (const finalizers of [true, false]) {
  describe(finalizers ? "with FinalizationRegistry" : "with sweeps only", () => {
    test(`${PROGRAMS} programs of ${STEPS} steps`, async () => {
      m.handfast.configure({ finalizers });
      for (let seed = firstSeed; seed < firstSeed + PROGRAMS; seed += 1) await run(lab, seed, STEPS);
      m.handfast.configure({ finalizers: true });
      await assertEmpty();
    });
    test(`${PROGRAMS} programs of ${STEPS} steps with views`, async () => {
      m.handfast.configure({ finalizers });
      for (let seed = firstSeed; seed < firstSeed + PROGRAMS; seed += 1) await runFields(lab, seed, STEPS);
      m.handfast.configure({ finalizers: true });
      await assertEmpty();
    });
  });
}

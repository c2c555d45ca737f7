// Random webs of objects, with cycles through both heaps, on the real collector.

import { test } from "node:test";
import { runWeb } from "../program/run.mjs";
import { assertEmpty, lab, m } from "./support.mjs";

const PROGRAMS = process.env.HANDFAST_LONG === "1" ? 1000 : 40;
const STEPS = 200;
const firstSeed = Number(process.env.HANDFAST_SEED ?? 1);

for (const finalizers of [true, false]) {
  test(`webs of objects, ${finalizers ? "with finalizers" : "with sweeps only"}`, async () => {
    m.takeDropped();
    m.handfast.configure({ finalizers });
    for (let seed = firstSeed; seed < firstSeed + PROGRAMS; seed += 1) await runWeb(lab, seed, STEPS);
    m.handfast.configure({ finalizers: true });
    await assertEmpty();
  });
}

// Random programs with cycles through both heaps, on the real collector.

import { test } from "node:test";
import { assertEmpty, m, random, turn } from "./support.mjs";
import { runWeb } from "./web.mjs";

const PROGRAMS = process.env.HANDFAST_LONG ? 1000 : 40;
const STEPS = 200;

async function collectGarbage() {
  await turn();
  gc();
  await new Promise((resolve) => setTimeout(resolve, 1));
}

for (const finalizers of [true, false]) {
  test(`webs of objects, ${finalizers ? "with finalizers" : "with sweeps only"}`, async () => {
    m.takeDropped();
    m.handfast.configure({ finalizers });
    for (let seed = 1; seed <= PROGRAMS; seed += 1) {
      try {
        await runWeb(m, random(seed), collectGarbage, STEPS);
      } catch (error) {
        throw new Error(`seed ${seed}: ${error.message}`, { cause: error });
      }
    }
    m.handfast.configure({ finalizers: true });
    await assertEmpty();
  });
}

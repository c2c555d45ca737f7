// What objects report, and what it does to the engine.

import { test } from "node:test";
import { compareBallast, runSizes } from "../program/pressure.mjs";
import { lab } from "./support.mjs";

const PROGRAMS = process.env.HANDFAST_LONG ? 200 : 10;

test("the sum of what objects report is that of those that are left", async () => {
  for (let seed = 1; seed <= PROGRAMS; seed += 1) await runSizes(lab, seed, 300);
});

test("with ballast the engine collects objects by itself", async (t) => {
  t.diagnostic(JSON.stringify(await compareBallast(lab, 2000)));
});

// Runs the cases of cases.mjs in interleaved rounds and prints the medians, as a table and as one line of JSON.
//
//   node --expose-gc bench.mjs MODULE [--rounds N] [--only NAME]
//
// One round runs each case once on each of the three; so a slow phase of the machine meets all of them. What is
// compared is the ratio of the medians.

import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { cases } from "./cases.mjs";
import { collect, median, round2, turn } from "./engine.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "15" },
    only: { type: "string" },
  },
});
const m = createRequire(import.meta.url)(positionals[0]);
const { keep, list } = cases(m);
const rounds = Number(values.rounds);
const chosen = list.filter((entry) => values.only === undefined || entry.name.startsWith(values.only));
/** Some cases are compared with a second way on Handfast, `unscoped`. */
const sides = ["handfast", "wasmBindgen", "floor", "unscoped"];
const sidesOf = (entry) => sides.filter((side) => side in entry);

/** Time of one iteration, in nanoseconds. */
async function measure(entry, side) {
  await turn();
  gc();
  await turn();
  entry.before?.();
  const before = m.dropped();
  const start = process.hrtime.bigint();
  const running = entry[side](entry.n);
  if (running) await running;
  if (entry.collect === true || entry.collect?.includes(side)) await collect(() => side === "floor" || m.dropped() - before >= entry.n);
  return Number(process.hrtime.bigint() - start) / entry.n;
}

const samples = new Map(chosen.map((entry) => [entry, Object.fromEntries(sidesOf(entry).map((side) => [side, []]))]));
// The first round warms up and is not counted.
for (let round = 0; round <= rounds; round += 1) {
  for (const [entry, results] of samples) {
    const order = sidesOf(entry);
    // In turns: whoever is first in a round pays for what the sides share.
    for (let i = round % order.length; i > 0; i -= 1) order.push(order.shift());
    for (const side of order) {
      const time = await measure(entry, side);
      if (round > 0) results[side].push(time);
    }
  }
  process.stderr.write(`\rround ${round} of ${rounds}`);
}
process.stderr.write("\n");

const report = {};
for (const [entry, results] of samples) {
  const [handfast, wasmBindgen, floor, unscoped] = sidesOf(entry).map((side) => median(results[side]));
  report[entry.name] = {
    handfast_ns: round2(handfast),
    wasm_bindgen_ns: round2(wasmBindgen),
    floor_ns: round2(floor),
    ratio: round2(handfast / wasmBindgen),
    ...(unscoped && { unscoped_ns: round2(unscoped), ratio_unscoped: round2(handfast / unscoped) }),
  };
}
if (chosen.length > 0) console.table(report);
console.log(`${keep.length} fixtures kept alive; medians of ${rounds} interleaved rounds; ratio = handfast / wasm-bindgen`);
console.log(JSON.stringify({ cases: report }));

// Runs the cases of bridge.mjs, cycles.mjs and pressure.mjs in interleaved rounds and prints the medians of their figures, as tables and as one
// line of JSON.
//
//   node --expose-gc figures.mjs MODULE [--rounds N] [--only NAME]

import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { bridgeCases } from "./bridge.mjs";
import { cyclesCase } from "./cycles.mjs";
import { median, round2 } from "./engine.mjs";
import { pressureCase } from "./pressure.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "15" },
    only: { type: "string" },
  },
});

const [module] = positionals;
const list = [...bridgeCases(createRequire(import.meta.url)(module)), cyclesCase(module), pressureCase(module)];
const chosen = list.filter((entry) => values.only === undefined || entry.name.startsWith(values.only));
const rounds = Number(values.rounds);

const samples = new Map(chosen.map((entry) => [entry, []]));
// The first round warms up and is not counted.
for (let round = 0; round <= rounds && chosen.length > 0; round += 1) {
  for (const [entry, results] of samples) {
    if (round > (entry.rounds ?? rounds)) continue;
    const figures = await entry.run();
    if (round > 0) results.push(figures);
  }
  process.stderr.write(`\rround ${round} of ${rounds}`);
}
process.stderr.write("\n");

const report = {};
for (const [entry, results] of samples) {
  const medians = {};
  for (const figure of Object.keys(results[0])) medians[figure] = median(results.map((figures) => figures[figure]));
  const figures = { ...medians, ...entry.summary(medians) };
  report[entry.name] = Object.fromEntries(Object.entries(figures).map(([figure, value]) => [figure, round2(value)]));
  console.log(`${entry.name}, medians of ${results.length} rounds`);
  console.table(report[entry.name]);
}
console.log(JSON.stringify({ cases: report }));

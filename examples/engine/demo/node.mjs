// Runs programs in Node, and prints what they print and what is left of them.
//
//   node --expose-gc node.mjs --build DIR [--input FILE] [--json]
//
// DIR holds the module as `cargo xtask demo --example engine` builds it.

import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";

import { job } from "./job.mjs";
import { load } from "./load.mjs";
import { runFile } from "./run-file.mjs";
import { table } from "./table.mjs";

const { values } = parseArgs({
  options: {
    build: { type: "string" },
    input: { type: "string" },
    json: { type: "boolean", default: false },
  },
});

const script = await load(values.build);
if (values.input) process.exitCode = await runFile(script, await readFile(values.input, "utf8"));
else await demo();

async function demo() {
  const programs = [];
  for (const folder of ["../scripts", "../scripts/host"].map((folder) => path.join(import.meta.dirname, folder))) {
    for (const file of (await readdir(folder)).filter((file) => file.endsWith(".hf")).sort()) {
      const [source, expected] = [file, file.replace(/hf$/, "txt")].map((file) => readFile(path.join(folder, file), "utf8"));
      programs.push({ name: file, source: await source, expected: await expected });
    }
  }
  const figures = await job(script, { programs, print: (line) => console.log(`  | ${line}`) });
  console.log(`\n${table(figures)}`);
  if (values.json) console.log(JSON.stringify(figures));
}

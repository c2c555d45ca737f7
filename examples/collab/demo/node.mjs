// Runs the job in Node, and prints what came of it.
//
//   node --expose-gc node.mjs --input TEXT --build DIR [--name SHOWN] [--json]
//
// DIR holds the module as `cargo xtask demo --example collab` builds it.

import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";

import { collect } from "../../dom/demo/collect.mjs";
import { table } from "./figures.mjs";
import { job } from "./job.mjs";
import { load } from "./load.mjs";

const { values } = parseArgs({
  options: {
    input: { type: "string" },
    name: { type: "string" },
    build: { type: "string" },
    json: { type: "boolean", default: false },
  },
});

const collab = await load(values.build);
const text = await readFile(values.input, "utf8");
const input = values.name ?? values.input;
const figures = await job(collab, { text, collect });
console.log(table(input, figures));
if (values.json) console.log(JSON.stringify({ input, ...figures }));

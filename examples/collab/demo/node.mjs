// Runs the job in Node, and prints what came of it.
//
//   node --expose-gc node.mjs --input TEXT --builds DIR [--name SHOWN] [--json]
//
// DIR holds the modules as `cargo xtask demo --example collab` builds it.

import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";

import { collect } from "../../dom/demo/collect.mjs";
import { cycles, handfast, plain } from "./cycles.mjs";
import { comparison, table } from "./figures.mjs";
import { job } from "./job.mjs";
import { load } from "./load.mjs";

const { values } = parseArgs({
  options: {
    input: { type: "string" },
    name: { type: "string" },
    builds: { type: "string" },
    json: { type: "boolean", default: false },
  },
});

const collab = await load(path.join(values.builds, "module"));
const text = await readFile(values.input, "utf8");
const input = values.name ?? values.input;
const figures = await job(collab, { text, collect });
const ours = await cycles(handfast(collab), collect);
const theirs = await cycles(plain(await load(path.join(values.builds, "plain"), "handfast_collab_plain")), collect);
if (ours.documents_left > 0 || ours.observers_left > 0) throw new Error("a cycle has stayed");
console.log([table(input, figures), comparison(ours, theirs)].join("\n\n"));
if (values.json) console.log(JSON.stringify({ input, ...figures, cycles: ours, wasm_bindgen: { cycles: theirs } }));

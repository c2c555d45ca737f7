// Runs the job in Node, and prints what came of it.
//
//   node --expose-gc node.mjs --builds DIR [--json]
//
// DIR holds the module as `cargo xtask demo --example particles` builds it.

import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

import { collect } from "../../dom/demo/collect.mjs";
import { table } from "./figures.mjs";
import { job } from "./job.mjs";

const { values } = parseArgs({ options: { builds: { type: "string" }, json: { type: "boolean", default: false } } });

const folder = path.resolve(values.builds, "module");
const particles = await import(pathToFileURL(path.join(folder, "handfast_particles.js")).href);
const { memory } = particles.initSync({ module: await readFile(path.join(folder, "handfast_particles_bg.wasm")) });
const figures = await job(particles, memory, { collect });
console.log(table(figures));
if (values.json) console.log(JSON.stringify(figures));

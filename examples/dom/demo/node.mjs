// Runs the job in Node, on both DOMs, and prints what came of it.
//
//   node node.mjs --input PAGE --builds DIR [--name SHOWN] [--json]
//
// DIR holds the two modules as `cargo xtask demo` builds them. Each DOM gets a process of its own: the engine
// optimises the job for what it has seen so far.

import { fork } from "node:child_process";
import { once } from "node:events";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

import { collect } from "./collect.mjs";
import { job } from "./job.mjs";
import { table } from "./table.mjs";

const { values } = parseArgs({
  options: {
    input: { type: "string" },
    name: { type: "string" },
    builds: { type: "string" },
    json: { type: "boolean", default: false },
    subject: { type: "string" },
  },
});

if (values.subject) {
  process.send(await run(values.subject));
  process.disconnect();
} else {
  await compare();
}

/** @param {string} name */
async function run(name) {
  const folder = path.join(values.builds, name);
  const stem = { handfast: "handfast_dom", plain: "handfast_dom_plain" }[name];
  const glue = await import(pathToFileURL(path.join(folder, `${stem}.js`)).href);
  glue.initSync({ module: await readFile(path.join(folder, `${stem}_bg.wasm`)) });
  const { subject } = await import(`./${name}.mjs`);
  const html = await readFile(values.input, "utf8");
  return job(subject(glue), { html, collect });
}

/** @param {string} name */
async function runInProcess(name) {
  const child = fork(process.argv[1], [...process.argv.slice(2), "--subject", name], { execArgv: ["--expose-gc"] });
  /** @type {any} */
  let result;
  child.on("message", (/** @type {any} */ message) => {
    result = message;
  });
  const [code] = await once(child, "exit");
  if (code !== 0 || result === undefined) {
    console.error(`the job failed on ${name}`);
    process.exit(1);
  }
  return result;
}

async function compare() {
  const ours = await runInProcess("handfast");
  const plain = await runInProcess("plain");
  const { size } = await stat(values.input);
  const input = { input: values.name ?? values.input, bytes: size };
  console.log(table(input, ours, plain));
  if (values.json) console.log(JSON.stringify({ ...input, ...ours, wasm_bindgen: plain }));
}

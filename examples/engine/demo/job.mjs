// The job of the demo, in Node and on the page: runs programs, and shows that nothing of them is left on either side.

import { counts, settle } from "./counts.mjs";
import { host } from "./host.mjs";
import { nextTask } from "../../dom/demo/task.mjs";

/** @typedef {{ name: string, source: string, expected: string }} Program */

/**
 * @param {any} script the module
 * @param {{ programs: Program[], print: (line: string) => void }} options
 */
export async function job(script, { programs, print }) {
  const start = counts(script);
  const rows = [];
  for (const program of programs) rows.push(await one(script, program, print));
  const before = counts(script);
  const after = await settle(script);
  const left = Object.entries(after).filter(([, count]) => count > 0);
  if (left.length > 0) throw new Error(`something is left: ${JSON.stringify(after)}`);
  return { programs: rows, live_at_start: start, live_before: before, live_after: after };
}

/** One program in an engine of its own, which nobody disposes. @param {any} script @param {Program} program @param {(line: string) => void} print */
async function one(script, { name, source, expected }, print) {
  script.takePeak();
  const [made, passes] = [script.madeObjects(), script.passes()];
  let printed = "";
  const engine = new script.Engine((/** @type {string} */ line) => {
    printed += `${line}\n`;
    print(line);
  });
  for (const [name, value] of Object.entries(host())) engine.define(name, value);
  const start = performance.now();
  engine.run(source);
  const ms = performance.now() - start;
  // Timers of the program's.
  await nextTask(10);
  if (printed !== expected) throw new Error(`${name} has printed something else:\n${printed}`);
  return { name, ms, made: script.madeObjects() - made, peak: script.takePeak(), passes: script.passes() - passes };
}

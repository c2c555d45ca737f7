// The page: runs the job on both DOMs, shows what is alive meanwhile, and leaves the figures in `window.__result`.

import * as handfastGlue from "./handfast/handfast_dom.js";
import * as plainGlue from "./plain/handfast_dom_plain.js";
import { collect } from "./collect.mjs";
import { subject as handfast } from "./handfast.mjs";
import { Panel } from "./panel.mjs";
import { subject as plain } from "./plain.mjs";
import { fill } from "./page-table.mjs";

const status = element("status");
const button = /** @type {HTMLButtonElement} */ (element("run"));

try {
  const input = await (await fetch("input.json")).json();
  const html = await (await fetch("input.html")).text();
  element("input").textContent = `${input.input}, ${input.bytes.toLocaleString("en")} bytes`;
  await Promise.all([
    handfastGlue.default({ module_or_path: new URL("handfast/handfast_dom_bg.wasm", import.meta.url) }),
    plainGlue.default({ module_or_path: new URL("plain/handfast_dom_plain_bg.wasm", import.meta.url) }),
  ]);
  button.addEventListener("click", () => run(input, html));
  await run(input, html);
} catch (error) {
  fail(error);
}

/** @param {{ input: string, bytes: number }} input @param {string} html */
async function run(input, html) {
  button.disabled = true;
  status.classList.remove("failed");
  try {
    const ours = await runOn("handfast", handfast(handfastGlue), html);
    const theirs = await runOn("plain", plain(plainGlue), html);
    // Not just "table": the charts have tables of their own.
    const figures = /** @type {HTMLTableElement} */ (document.querySelector("#figures table"));
    fill(figures, ours, theirs);
    if (figures.offsetHeight === 0) throw new Error("the figures are not shown");
    status.textContent = "Done: both heaps are empty.";
    /** @type {any} */ (window).__result = { ...input, ...ours, wasm_bindgen: theirs };
  } catch (error) {
    fail(error);
  }
  button.disabled = false;
}

/** @param {string} id @param {import("./job.mjs").Subject} dom @param {string} html */
async function runOn(id, dom, html) {
  // A copy of the module for each DOM: the engine optimises the job for what it has seen so far.
  const { job, PHASES } = await import(`./job.mjs?${id}`);
  const panel = new Panel(element(id), dom);
  const enter = (/** @type {string | undefined} */ phase) => {
    if (phase === undefined) return;
    panel.enter(phase);
    status.textContent = `${dom.name}: ${phase}…`;
  };
  enter(PHASES[0]);
  const progress = (/** @type {string} */ phase, /** @type {number} */ done) => {
    panel.sample();
    if (done >= 1) enter(PHASES[PHASES.indexOf(phase) + 1]);
  };
  const figures = await job(dom, { html, collect, progress });
  panel.sample();
  return figures;
}

/** @param {string} id */
function element(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** @param {any} error */
function fail(error) {
  console.error(error);
  status.classList.add("failed");
  status.textContent = `Failed: ${error?.message ?? error}`;
  /** @type {any} */ (window).__result = { error: String(error?.stack ?? error) };
}

// The page: an editor, what a script prints and shows, and live counters of both heaps. With `?check` it tries itself, and
// leaves the figures in `window.__result`.

import * as script from "../../module/handfast_script.js";
import { check } from "./check.mjs";
import { COUNTS, collectBoth, counts } from "./counts.mjs";
import { host } from "./host.mjs";
import { job } from "./job.mjs";
import { table } from "./table.mjs";

/** How often the counters are read, in milliseconds. */
const PERIOD = 250;
/** What a script may take before it is ended: some seconds. */
const STEPS = 50_000_000;

const [source, output, stage, status] = ["source", "output", "stage", "status"].map(element);
const choice = /** @type {HTMLSelectElement} */ (element("programs"));
const figures = element("figures");

/** What the buttons do; also for `check.mjs`. */
export class Page {
  /** @type {any} */ engine;

  /** @param {import("./job.mjs").Program[]} programs */
  constructor(programs) {
    this.programs = programs;
    choice.replaceChildren(...programs.map(({ name }) => new Option(name)));
    choice.addEventListener("change", () => this.choose(choice.selectedIndex));
    element("run").addEventListener("click", () => this.run());
    element("forget").addEventListener("click", () => this.forget());
    element("all").addEventListener("click", () => this.all());
    this.choose(0);
    show();
    setInterval(show, PERIOD);
  }

  /** @param {number} index */
  choose(index) {
    choice.selectedIndex = index;
    /** @type {HTMLTextAreaElement} */ (source).value = this.programs[index].source;
  }

  /** Runs what is in the editor, in a new engine. Nothing is done about the old one. */
  run() {
    stage.replaceChildren();
    output.textContent = "";
    this.engine = new script.Engine(print);
    this.engine.limitSteps(STEPS);
    for (const [name, value] of Object.entries({ ...host(), element: add })) this.engine.define(name, value);
    report("Running…", false);
    const start = performance.now();
    try {
      this.engine.run(/** @type {HTMLTextAreaElement} */ (source).value);
      report(`Done in ${(performance.now() - start).toFixed(1)} ms.`, false);
    } catch (error) {
      report(`${error}`, true);
    }
    show();
  }

  /** Gives up the engine, and what it has put on the page. */
  forget() {
    this.engine = undefined;
    stage.replaceChildren();
    void collectBoth(script).then(show);
    report("Forgotten.", false);
  }

  /** Runs all programs that need no page, and counts what is left. */
  async all() {
    this.forget();
    output.textContent = "";
    report("Running…", false);
    const result = await job(script, { programs: this.programs.filter(({ expected }) => expected !== ""), print });
    figures.hidden = false;
    /** @type {HTMLElement} */ (figures.querySelector("pre")).textContent = table(result);
    report("Done: both tables are empty.", false);
    show();
    return result;
  }
}

/** @param {string} line */
function print(line) {
  output.append(`${line}\n`);
}

/** @param {string} tag */
function add(tag) {
  return stage.appendChild(document.createElement(tag));
}

/** @param {string} text @param {boolean} failed */
function report(text, failed) {
  status.textContent = text;
  status.classList.toggle("failed", failed);
}

function show() {
  const now = { ...counts(script), wrappers: script.handfast.stats().wrappers };
  const titles = [...COUNTS, /** @type {const} */ (["wrappers", "wrappers"])];
  element("counts").replaceChildren(
    ...titles.map(([key, title]) => {
      const [box, term, number] = ["div", "dt", "dd"].map((name) => document.createElement(name));
      term.textContent = title;
      number.textContent = /** @type {any} */ (now)[key].toLocaleString("en");
      box.append(term, number);
      return box;
    }),
  );
}

/** @param {string} id */
function element(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

try {
  await script.default({ module_or_path: new URL("../../module/handfast_script_bg.wasm", import.meta.url) });
  const page = new Page(await (await fetch("programs.json")).json());
  report("", false);
  if (location.search === "?check") /** @type {any} */ (window).__result = await check(page);
} catch (error) {
  console.error(error);
  report(`Failed: ${error}`, true);
  /** @type {any} */ (window).__result = { error: String(/** @type {any} */ (error)?.stack ?? error) };
}

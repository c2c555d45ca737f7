// The page: two editors, live counters, and the demo's job. With `?check` it tries all of it by itself, and leaves the figures
// in `window.__result`.

import * as collab from "../../module/handfast_collab.js";
import { collect } from "../../dom/demo/collect.mjs";
import { check } from "./check.mjs";
import { COUNTS, table } from "./figures.mjs";
import { counts } from "./counts.mjs";
import { Editor } from "./editor.mjs";
import { job } from "./job.mjs";

/** How often the counters are read, in milliseconds. */
const PERIOD = 250;

const connected = /** @type {HTMLInputElement} */ (element("connected"));
const run = /** @type {HTMLButtonElement} */ (element("run"));
const status = element("status");

/** The editors, and what they did not send each other while they were not connected. */
class Page {
  /** @type {Editor[]} */ editors = [];

  /** Opens two new replicas. Nothing is done about the old ones. */
  renew() {
    const template = /** @type {HTMLTemplateElement} */ (element("editor")).content;
    this.editors = ["Ada", "Ben"].map((name) => new Editor(collab, template, name));
    element("editors").replaceChildren(...this.editors.map(({ section }) => section));
    const [ada, ben] = this.editors;
    link(ada, ben);
    link(ben, ada);
  }

  /** Lets both know what they have missed. */
  connect() {
    if (!connected.checked) return;
    const [ada, ben] = this.editors;
    const [forAda, forBen] = [ben.document.diff(ada.document.stateVector()), ada.document.diff(ben.document.stateVector())];
    ada.receive(forAda);
    ben.receive(forBen);
  }

  /** Gives both up. */
  close() {
    this.editors = [];
    element("editors").replaceChildren();
  }

  /** @param {string} text */
  async job(text) {
    const progress = (/** @type {string} */ phase) => {
      status.textContent = `${phase}: done`;
      show();
    };
    return job(collab, { text, collect, progress });
  }
}

/** Sends what is typed in one editor to the other. @param {Editor} from @param {Editor} to */
function link(from, to) {
  from.document.observeUpdates((/** @type {any} */ { update, origin }) => {
    if (connected.checked && origin !== "remote") to.receive(update);
  });
}

function show() {
  const now = counts(collab);
  element("counts").replaceChildren(
    ...COUNTS.filter(([key]) => key in now).map(([key, title]) => {
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

/** @param {() => Promise<unknown>} work */
async function attempt(work) {
  run.disabled = true;
  status.classList.remove("failed");
  try {
    await work();
  } catch (error) {
    console.error(error);
    status.classList.add("failed");
    status.textContent = `Failed: ${/** @type {any} */ (error)?.message ?? error}`;
    /** @type {any} */ (window).__result = { error: String(/** @type {any} */ (error)?.stack ?? error) };
  }
  run.disabled = false;
}

await attempt(async () => {
  const { input } = await (await fetch("input.json")).json();
  const text = await (await fetch("input.txt")).text();
  element("input").textContent = input;
  await collab.default({ module_or_path: new URL("../../module/handfast_collab_bg.wasm", import.meta.url) });
  const page = new Page();
  const work = async () => {
    page.close();
    const figures = await page.job(text);
    const section = element("figures");
    section.hidden = false;
    /** @type {HTMLElement} */ (section.querySelector("pre")).textContent = table(input, figures);
    status.textContent = "Done: both tables are empty.";
    page.renew();
    return figures;
  };
  page.renew();
  show();
  setInterval(show, PERIOD);
  connected.addEventListener("change", () => page.connect());
  element("renew").addEventListener("click", () => page.renew());
  run.addEventListener("click", () => attempt(work));
  status.textContent = "";
  if (location.search === "?check") {
    check(page, connected);
    /** @type {any} */ (window).__result = await work();
  }
});

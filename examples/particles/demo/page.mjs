// The page: both ways side by side, and the demo's job. With `?check` it tries all of it by itself, and leaves the figures in
// `window.__result`.

import * as particles from "../../module/handfast_particles.js";
import { collect } from "../../dom/demo/collect.mjs";
import { nextTask } from "../../dom/demo/task.mjs";
import { count, table } from "./figures.mjs";
import { counts, job } from "./job.mjs";
import { Scene } from "./scene.mjs";

const status = element("status");
/** @type {Scene} */ let scene;
let paused = false;

function frame() {
  if (!paused) attempt(() => scene.frame(performance.now()));
  requestAnimationFrame(frame);
}

function show() {
  const { swarms, handles } = counts(particles);
  const { drawn, size, milliseconds } = scene.seen;
  const rows = [
    ["particles", count(drawn)],
    ["swarms", count(swarms)],
    ["handles: the world, swarms, views", count(handles)],
    ["memory", `${(size / 2 ** 20).toFixed(1)} MiB`],
    ["a frame: simulated", `${milliseconds.simulate.toFixed(1)} ms`],
    ["drawn, on the left", `${milliseconds.draw.toFixed(1)} ms`],
  ];
  element("counts").replaceChildren(
    ...rows.map(([title, text]) => {
      const [box, term, number] = ["div", "dt", "dd"].map((name) => document.createElement(name));
      term.textContent = title;
      number.textContent = text;
      box.append(term, number);
      return box;
    }),
  );
}

/** @param {string} id */
function element(id) {
  return /** @type {any} */ (document.getElementById(id));
}

/** @param {() => unknown} work */
async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    console.error(error);
    paused = true;
    status.classList.add("failed");
    status.textContent = `Failed: ${/** @type {any} */ (error)?.message ?? error}`;
    /** @type {any} */ (window).__result = { error: String(/** @type {any} */ (error)?.stack ?? error) };
  }
}

await attempt(async () => {
  const url = new URL("../../module/handfast_particles_bg.wasm", import.meta.url);
  const { memory } = await particles.default({ module_or_path: url });
  const renew = () => {
    scene = new Scene(particles, memory, { views: element("views"), naive: element("naive") });
  };
  const work = async () => {
    paused = true;
    // What the page holds goes as well: in the end nothing is left.
    scene.close();
    const progress = (/** @type {string} */ text) => (status.textContent = text);
    const figures = await job(particles, memory, { collect, progress });
    const section = element("figures");
    section.hidden = false;
    section.querySelector("pre").textContent = table(figures);
    status.textContent = "Done: both tables are empty.";
    renew();
    paused = false;
    return figures;
  };
  renew();
  element("detach").addEventListener("click", () => scene.detach());
  element("renew").addEventListener("click", renew);
  element("run").addEventListener("click", () => attempt(work));
  element("pause").addEventListener("click", () => {
    paused = !paused;
    element("pause").textContent = paused ? "Go on" : "Pause";
  });
  status.textContent = "";
  if (location.search === "?check") {
    paused = true;
    scene.check(() => element("detach").click());
    show();
    await nextTask();
    /** @type {any} */ (window).__result = await work();
  }
  setInterval(show, 250);
  requestAnimationFrame(frame);
});

// Live counters and a chart of one run.

import uPlot from "./uplot/uPlot.esm.js";

const SERIES = /** @type {const} */ ([
  ["rust_objects", "Rust objects", "#d9542b"],
  ["handles", "handles", "#3f7fd1"],
  ["js_slots", "JS slots", "#3d9a5f"],
]);

const HEIGHT = 240;

/** One section of the page: what is alive, now and over time. */
export class Panel {
  #start = performance.now();
  /** @type {number[][]} */ #data;
  /** @type {{ at: number, name: string }[]} */ #phases = [];
  /** @type {uPlot} */ #chart;
  /** @type {HTMLElement[]} */ #numbers;

  /** @param {HTMLElement} section @param {import("./job.mjs").Subject} dom */
  constructor(section, dom) {
    this.dom = dom;
    this.series = SERIES.filter(([key]) => key !== "handles" || dom.tables().handles !== null);
    this.#data = [[], ...this.series.map(() => [])];
    const list = document.createElement("dl");
    this.#numbers = this.series.map(([, title, color]) => {
      const [box, term, number] = ["div", "dt", "dd"].map((name) => document.createElement(name));
      term.textContent = title;
      term.style.setProperty("--swatch", color);
      box.append(term, number);
      list.append(box);
      return number;
    });
    const plot = document.createElement("div");
    section.querySelectorAll("dl, div").forEach((old) => old.remove());
    section.append(list, plot);
    this.#chart = this.#makeChart(plot);
    new ResizeObserver(() => this.#chart.setSize({ width: plot.clientWidth, height: HEIGHT })).observe(plot);
    this.sample();
  }

  /** @param {HTMLElement} plot */
  #makeChart(plot) {
    const quiet = getComputedStyle(document.body).getPropertyValue("color");
    const grid = { stroke: "rgb(128 128 128 / 20%)", width: 1 };
    const thousands = (/** @type {unknown} */ _, /** @type {number[]} */ values) => values.map((n) => n.toLocaleString("en"));
    return new uPlot(
      {
        width: plot.clientWidth,
        height: HEIGHT,
        cursor: { show: false },
        scales: { x: { time: false } },
        axes: [
          { stroke: quiet, grid, values: (_, values) => values.map((n) => `${n} s`) },
          { stroke: quiet, grid, size: 72, values: thousands },
        ],
        series: [{}, ...this.series.map(([, label, stroke]) => ({ label, stroke, width: 2, points: { show: false } }))],
        hooks: { draw: [(chart) => this.#drawPhases(chart, quiet)] },
      },
      /** @type {uPlot.AlignedData} */ (this.#data),
      plot,
    );
  }

  /** @param {uPlot} chart @param {string} color */
  #drawPhases({ ctx, bbox, valToPos }, color) {
    ctx.save();
    ctx.fillStyle = color;
    ctx.strokeStyle = "rgb(128 128 128 / 50%)";
    ctx.textAlign = "left";
    ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
    let right = 0;
    let row = 0;
    for (const { at, name } of this.#phases) {
      const x = valToPos(at, "x", true);
      if (x < bbox.left) continue;
      // Short phases follow each other too closely for one line of names.
      row = x < right ? row + 1 : 0;
      right = x + ctx.measureText(name).width + 10;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      ctx.fillText(name, x + 4, bbox.top + (12 + 13 * row) * devicePixelRatio);
    }
    ctx.restore();
  }

  /** From here on, time belongs to this phase. @param {string} name */
  enter(name) {
    this.#phases.push({ at: this.#now(), name });
  }

  /** Counts now. */
  sample() {
    const counts = { rust_objects: this.dom.liveObjects(), ...this.dom.tables() };
    this.#data[0].push(this.#now());
    for (const [i, [key]] of this.series.entries()) {
      this.#data[i + 1].push(counts[key] ?? 0);
      this.#numbers[i].textContent = (counts[key] ?? 0).toLocaleString("en");
    }
    this.#chart.setData(/** @type {uPlot.AlignedData} */ (this.#data));
  }

  #now() {
    return (performance.now() - this.#start) / 1000;
  }
}

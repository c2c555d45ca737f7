// What moves on the page: the particles, and both pictures of them.

import { SIZE, clear, lit } from "./draw.mjs";
import { PARTICLES, SWARM } from "./job.mjs";
import { Naive, WithViews, grow } from "./subjects.mjs";

const STEP = 1 / 60;
/** How long there is between two swarms, and between the button and what it does, in milliseconds. */
const PERIOD = 1_000;

/** A canvas whose pixels are an array. */
class Picture {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    this.section = /** @type {HTMLElement} */ (canvas.closest("section"));
    this.image = new ImageData(SIZE, SIZE);
    this.pixels = new Uint32Array(this.image.data.buffer);
    this.output = /** @type {HTMLElement} */ (this.section.querySelector("output"));
  }

  /** @param {(pixels: Uint32Array) => number} draw @returns {number} how many particles were drawn */
  paint(draw) {
    clear(this.pixels);
    const drawn = draw(this.pixels);
    this.context.putImageData(this.image, 0, 0);
    return drawn;
  }

  /** @param {string} text @param {boolean} lost */
  say(text, lost) {
    this.output.textContent = text;
    this.section.classList.toggle("lost", lost);
  }
}

/** One world, seen in two ways. It goes when the page drops it. */
export class Scene {
  /** @type {any[]} */ #swarms = [];
  #views = new WithViews();
  /** @type {Naive} */ #naive;
  #lastSwarm = -Infinity;
  /** When the memory is made to grow for the naive version. */
  #detachAt = Infinity;
  seen = { drawn: 0, size: 0, milliseconds: { simulate: 0, draw: 0 } };

  /** @param {any} particles @param {WebAssembly.Memory} memory @param {{ views: HTMLCanvasElement, naive: HTMLCanvasElement }} canvases */
  constructor(particles, memory, { views, naive }) {
    this.memory = memory;
    this.world = new particles.World();
    this.left = new Picture(views);
    this.right = new Picture(naive);
    this.#add();
    this.#naive = new Naive(memory, this.#swarms);
  }

  #add() {
    const swarm = this.world.add(SWARM);
    this.#swarms.push(swarm);
    this.#views.add(swarm);
  }

  /** @param {number} now */
  frame(now) {
    if (this.#lastSwarm === -Infinity) this.#lastSwarm = now;
    if (now - this.#lastSwarm > PERIOD && this.#swarms.length * SWARM < PARTICLES) {
      this.#add();
      this.#lastSwarm = now;
    }
    if (now > this.#detachAt) {
      this.#detachAt = Infinity;
      grow(this.memory, this.world);
    }
    const start = performance.now();
    this.world.step(STEP);
    const stepped = performance.now();
    const drawn = this.left.paint((pixels) => this.#views.draw(pixels));
    const milliseconds = { simulate: stepped - start, draw: performance.now() - stepped };
    this.seen = { drawn, size: this.memory.buffer.byteLength, milliseconds };
    const old = this.right.paint((pixels) => this.#naive.draw(pixels));
    this.left.say(`${drawn.toLocaleString("en")} particles drawn. Arrays made again: ${this.#views.renewed}.`, false);
    const complaint = old === 0 ? this.#naive.complaint() : "";
    this.right.say(`${old.toLocaleString("en")} particles drawn. ${complaint}`, complaint !== "");
  }

  /** The button: the naive version may begin anew, and in a second the memory grows. */
  detach() {
    this.#naive = new Naive(this.memory, this.#swarms);
    this.#detachAt = performance.now() + PERIOD;
  }

  /** Gives everything up. */
  close() {
    this.#swarms = [];
    this.#views = new WithViews();
    this.#naive = new Naive(this.memory, []);
    this.world = undefined;
  }

  /**
   * What somebody would see who presses the button.
   *
   * @param {() => void} press
   * @throws {Error} if the pictures do not show what they should
   */
  check(press) {
    const look = (/** @type {number} */ now, /** @type {boolean} */ naive, /** @type {string} */ when) => {
      this.frame(now);
      const [ours, theirs] = [lit(this.left.pixels) > 0, lit(this.right.pixels) > 0];
      if (!ours || theirs !== naive) throw new Error(`${when}: views drawn: ${ours}, plain arrays drawn: ${theirs}`);
    };
    const start = performance.now();
    look(start, true, "at first");
    look(start + 2 * PERIOD, false, "after a swarm was added");
    press();
    look(start, true, "after the button was pressed");
    look(performance.now() + 2 * PERIOD, false, "a second later");
    look(performance.now() + 4 * PERIOD, false, "later still");
  }
}

// The two ways to see particles that are in Rust's memory: views, and the typed arrays that one makes without them.

import { draw } from "./draw.mjs";

/** How much Rust takes at a time, in bytes. */
const BALLAST = 4 << 20;

/** A view of each swarm's numbers, taken once. */
export class WithViews {
  /** @type {{ positions: any, colors: any }[]} */ #views = [];
  /** @type {any[]} */ #last = [];
  /** How often an array had to be made again, because the memory had grown. */
  renewed = 0;

  /** @param {any} swarm */
  add(swarm) {
    this.#views.push({ positions: swarm.positions(), colors: swarm.colors() });
  }

  /** @param {Uint32Array} pixels @returns {number} how many particles were drawn */
  draw(pixels) {
    let drawn = 0;
    for (const [i, { positions, colors }] of this.#views.entries()) {
      // The array is asked for in each frame: it is the same one until the memory grows.
      const array = positions.array;
      if (array !== this.#last[i]) {
        if (this.#last[i] !== undefined) this.renewed += 1;
        this.#last[i] = array;
      }
      draw(pixels, array, colors.array);
      drawn += colors.length;
    }
    return drawn;
  }

  /** The sum of all coordinates, as JavaScript sees them. */
  sum() {
    let sum = 0;
    for (const { positions } of this.#views) sum += positions.array.reduce((a, b) => a + b, 0);
    return sum;
  }

  /** Moves the first particle of all, through its view. @param {number} x */
  place(x) {
    this.#views[0].positions.set(0, x);
  }

  /** All that JavaScript holds of it, to see later that it is gone. @returns {object[]} */
  get parts() {
    return [...this.#views.flatMap(({ positions, colors }) => [positions, colors]), ...this.#last];
  }
}

/** Typed arrays over the memory, kept: right until the memory grows. */
export class Naive {
  /** @type {{ positions: Float32Array, colors: Uint32Array }[]} */ #arrays = [];

  /** @param {WebAssembly.Memory} memory @param {any[]} swarms */
  constructor({ buffer }, swarms) {
    this.#arrays = swarms.map((swarm) => ({
      positions: new Float32Array(buffer, swarm.positionsAddress(), 2 * swarm.length),
      colors: new Uint32Array(buffer, swarm.colorsAddress(), swarm.length),
    }));
  }

  /** @param {Uint32Array} pixels @returns {number} how many particles were drawn: none, and no error, once the buffer is detached */
  draw(pixels) {
    let drawn = 0;
    for (const { positions, colors } of this.#arrays) {
      draw(pixels, positions, colors);
      drawn += colors.length;
    }
    return drawn;
  }

  /** What the engine says when it is asked for something. @returns {string} "" if nothing is wrong */
  complaint() {
    try {
      for (const { positions } of this.#arrays) positions.slice(0, 1);
      return "";
    } catch (error) {
      return String(error);
    }
  }
}

/**
 * Has Rust take memory until the buffer is another one: at first there may be room left by what was freed.
 *
 * @param {WebAssembly.Memory} memory
 * @param {any} world
 */
export function grow(memory, world) {
  const { buffer } = memory;
  while (memory.buffer === buffer) world.takeMemory(BALLAST);
}

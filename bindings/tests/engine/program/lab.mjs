// Where programs run: the module under test, and how this place ends a turn and collects garbage.

import { assert } from "./assert.mjs";

export class Lab {
  /**
   * @param {any} m the module
   * @param {() => Promise<void>} turn ends a macrotask
   * @param {() => Promise<void>} collect collects garbage, in a turn of its own, and lets finalizers run
   */
  constructor(m, turn, collect) {
    this.m = m;
    this.turn = turn;
    this.collect = collect;
  }

  /** Collects garbage until `done()`. */
  async collectUntil(done, what) {
    for (let i = 0; i < 60; i += 1) {
      overwriteLeftovers(200);
      await this.collect();
      if (done()) return;
    }
    // What Rust holds, and what it has left to an engine that may hold it for reasons of its own.
    const { handfast } = this.m;
    assert(false, `not collected: ${what}; ${JSON.stringify([handfast.stats(), handfast.graph()])}`);
  }

  /** Asserts that both tables are empty, once garbage is collected. */
  async assertEmpty() {
    await this.collectUntil(() => {
      this.m.handfast.flush();
      const { rustObjects, handles, jsRefs, wrappers, slots } = this.m.handfast.stats();
      return rustObjects + handles + jsRefs + wrappers + slots === 0;
    }, "tables");
  }
}

/**
 * WebKit remembers what was thrown last, and an error there holds the functions that were being called, and with them whatever
 * they close over. It also takes what calls have left on the stack for references, as long as nothing else is written there.
 */
function overwriteLeftovers(depth) {
  const numbers = [depth, depth + 1, depth + 2, depth + 3].map((number) => number * 2);
  if (depth > 0) return overwriteLeftovers(depth - 1).concat(numbers.length);
  try {
    throw new Error("the last one");
  } catch (error) {
    return [error.message.length];
  }
}

/** A small generator of random numbers that a seed reproduces (mulberry32). */
export function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return { next, below: (n) => Math.floor(next() * n), pick: (list) => list[Math.floor(next() * list.length)] };
}

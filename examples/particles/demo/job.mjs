// The demo's job: particles are added while they move and are drawn, so the memory grows under both ways to see them. It runs
// unchanged in Node and in a page.

import { nextTask } from "../../dom/demo/task.mjs";
import { Probes } from "../../dom/demo/probes.mjs";
import { clear, lit, picture } from "./draw.mjs";
import { Naive, WithViews, grow } from "./subjects.mjs";

export const SWARM = 20_000;
export const PARTICLES = 200_000;
/** How many frames there are between two swarms, and after the last one. */
const FRAMES = 12;
const STEP = 1 / 60;
/** How many collections the engine gets to find all garbage. */
const PATIENCE = 60;

/**
 * Runs the job.
 *
 * @param {any} particles the module, initialised
 * @param {WebAssembly.Memory} memory
 * @param {{ collect: () => Promise<void>, progress?: (text: string) => void }} options
 * @returns {Promise<Record<string, any>>} the figures
 * @throws {Error} if a view shows something else than what Rust has, or something is alive that should not be
 */
export async function job(particles, memory, { collect, progress = () => {} }) {
  const live_at_start = counts(particles);
  const probes = new Probes();
  const figures = await play(particles, memory, probes, progress);
  const live_before = { ...counts(particles), seen: probes.alive() };
  const isEmpty = () => {
    const { swarms, rustObjects, handles, slots } = counts(particles);
    return swarms + rustObjects + handles + slots === 0;
  };
  const start = performance.now();
  for (let i = 0; i < PATIENCE && !isEmpty(); i += 1) {
    particles.handfast.collect();
    await collect();
  }
  figures.phases_ms.collect = performance.now() - start;
  // Reading probes keeps what they find until the task ends, so it is done after the collections.
  await nextTask();
  const live_after = { ...counts(particles), seen: probes.alive() };
  for (const [what, count] of Object.entries(live_after)) expect(count === 0, `${count} ${what} alive in the end`);
  return { ...figures, live_at_start, live_before, live_after };
}

/** @param {any} particles */
export function counts({ liveSwarms, handfast }) {
  const { rustObjects, handles, jsRefs, slots } = handfast.stats();
  return { swarms: liveSwarms(), rustObjects, handles, jsRefs, slots };
}

/** A function of its own, so that nothing of it is held any more when it has returned. */
async function play(/** @type {any} */ particles, /** @type {WebAssembly.Memory} */ memory, /** @type {Probes} */ probes, /** @type {(text: string) => void} */ progress) {
  const show = new Show(particles, memory);
  for (let swarms = 0; swarms * SWARM < PARTICLES; swarms += 1) {
    show.add();
    for (let i = 0; i < FRAMES; i += 1) show.frame();
    progress(`${show.world.particles()} particles`);
    await nextTask();
  }
  const figures = show.figures();
  show.compare();
  show.detach();
  show.refuse();
  probes.add(show.parts);
  return figures;
}

/** Everything that the job holds. */
class Show {
  #frames = 0;
  #simulate = 0;
  #draw = 0;
  #drawn = 0;
  #grown = 0;
  /** In which frame the arrays that were taken first were found empty. */
  #lost = 0;
  /** @type {any[]} */ #swarms = [];
  #views = new WithViews();
  /** @type {Naive | undefined} */ #naive;
  #pixels = picture();

  /** @param {any} particles @param {WebAssembly.Memory} memory */
  constructor(particles, memory) {
    this.memory = memory;
    this.world = new particles.World();
    this.size = memory.buffer.byteLength;
    this.sizeAtStart = this.size;
  }

  add() {
    const swarm = this.world.add(SWARM);
    this.#swarms.push(swarm);
    this.#views.add(swarm);
    this.#naive ??= new Naive(this.memory, this.#swarms);
  }

  frame() {
    this.#frames += 1;
    const start = performance.now();
    this.world.step(STEP);
    const stepped = performance.now();
    clear(this.#pixels);
    this.#drawn += this.#views.draw(this.#pixels);
    this.#simulate += stepped - start;
    this.#draw += performance.now() - stepped;
    const size = this.memory.buffer.byteLength;
    if (size !== this.size) this.#grown += 1;
    this.size = size;
    if (this.#lost === 0 && this.#naive?.draw(this.#pixels) === 0) this.#lost = this.#frames;
  }

  /** What the views show is what Rust has, and not a copy of it. */
  compare() {
    const sumInRust = () => this.#swarms.reduce((sum, swarm) => sum + swarm.sumOfPositions(), 0);
    expect(close(sumInRust(), this.#views.sum()), "JavaScript and Rust have different positions");
    this.#views.place(0.25);
    const before = sumInRust();
    this.#views.place(0.75);
    expect(close(sumInRust() - before, 0.5), "Rust does not see what JavaScript has written");
  }

  /** What the button does: arrays without views work, until the memory grows. */
  detach() {
    const naive = new Naive(this.memory, this.#swarms);
    const [ours, theirs] = [picture(), picture()];
    this.#views.draw(ours);
    expect(naive.draw(theirs) === PARTICLES && same(ours, theirs), "both show the same at first");
    grow(this.memory, this.world);
    for (const pixels of [ours, theirs]) clear(pixels);
    expect(naive.draw(theirs) === 0 && lit(theirs) === 0 && naive.complaint() !== "", "the plain arrays have survived");
    expect(this.#views.draw(ours) === PARTICLES && lit(ours) > 0, "the views have not survived");
  }

  /** What would move the memory under a view is refused; what is for reading only cannot be written. */
  refuse() {
    const [swarm] = this.#swarms;
    expectCode("HANDFAST_VIEWED", () => swarm.truncate(1));
    const readOnly = swarm.lookAtColors();
    expectCode("HANDFAST_READ_ONLY", () => readOnly.array);
    expect(readOnly.get(0) >>> 24 === 255, "colours are opaque");
    readOnly.free();
  }

  get parts() {
    return [this.world, ...this.#swarms, ...this.#views.parts];
  }

  figures() {
    return {
      particles: this.world.particles(),
      swarms: this.#swarms.length,
      frames: this.#frames,
      drawn: this.#drawn,
      memory_at_start: this.sizeAtStart,
      memory: this.size,
      growths: this.#grown,
      arrays_renewed: this.#views.renewed,
      naive_lost_in_frame: this.#lost,
      pixels_lit: lit(this.#pixels),
      phases_ms: /** @type {Record<string, number>} */ ({ simulate: this.#simulate, draw: this.#draw }),
    };
  }
}

/** @param {boolean} truth @param {string} text what is wrong otherwise */
function expect(truth, text) {
  if (!truth) throw new Error(text);
}

/** @param {string} code @param {() => unknown} call */
function expectCode(code, call) {
  /** @type {any} */ let thrown;
  try {
    call();
  } catch (error) {
    thrown = error;
  }
  expect(thrown?.code === code, `${code} expected, not ${thrown}`);
}

/** @param {number} a @param {number} b */
function close(a, b) {
  return Math.abs(a - b) < 1e-6 * Math.max(1, Math.abs(a));
}

/** @param {Uint32Array} a @param {Uint32Array} b */
function same(a, b) {
  return a.every((pixel, i) => pixel === b[i]);
}

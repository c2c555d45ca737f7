// The demo's job: what an app does to a page, on any DOM with this API. It runs unchanged in Node and in a page.

import { Probes } from "./probes.mjs";
import { nextTask } from "./task.mjs";
import { using } from "./using.mjs";

/**
 * A DOM to run the job on; see handfast.mjs and plain.mjs.
 *
 * @typedef {object} Subject
 * @property {string} name
 * @property {boolean} identity whether the same node is always the same object
 * @property {boolean} preserve whether a node keeps its wrapper, by a slot
 * @property {(() => void) | undefined} bridge shows the engine Rust's references, so that it can collect cycles through both
 *   heaps; where there is none they stay for ever
 * @property {(html: string) => any} parse makes a document
 * @property {new (type: string, init?: { bubbles?: boolean }) => any} Event
 * @property {() => number} liveObjects nodes and events alive in Rust, by their own constructors and `Drop`
 * @property {() => Tables} tables what the runtime says of itself
 */

/** @typedef {{ handles: number | null, js_slots: number }} Tables */
/** @typedef {Tables & { rust_objects: number, wrappers: number, listeners: number }} Counts */

/**
 * @typedef {object} Options
 * @property {string} html the page
 * @property {() => Promise<void>} collect collects garbage, and lets finalizers run
 * @property {number} [events]
 * @property {(phase: string, done: number) => void} [progress] called between two tasks of the job
 */

/** What is timed, in this order. */
export const PHASES = /** @type {const} */ (["parse", "walk", "listen", "dispatch", "edit", "dispose", "collect"]);

/** How many events are dispatched before the engine gets a turn of its own. */
const BATCH = 5_000;
/** How many elements are inserted, and how many wrappers disposed. */
const EDITS = 2_000;
const DISPOSALS = 2_000;
/** How many collections the engine gets to find all garbage. */
const PATIENCE = 60;
/** How many where it is known that some will stay. */
const FUTILE = 5;

/**
 * Runs the job.
 *
 * @param {Subject} dom
 * @param {Options} options
 * @returns {Promise<Record<string, any>>} the figures
 * @throws {Error} if something is alive that should not be, or dead that should be alive
 */
export async function job(dom, { html, collect, events = 100_000, progress = () => {} }) {
  const app = new App(dom);
  /** @type {Record<string, number>} */
  const phases_ms = {};
  /** @param {(typeof PHASES)[number]} phase @param {() => unknown} work */
  const time = async (phase, work) => {
    await nextTask();
    const start = performance.now();
    await work();
    phases_ms[phase] = performance.now() - start;
    progress(phase, 1);
  };

  const live_at_start = app.counts();
  await time("parse", () => app.load(html));
  await time("walk", () => app.walk());
  app.probe();
  await time("listen", () => app.listen());
  await time("dispatch", async () => {
    for (let done = 0; done < events; done += BATCH) {
      app.dispatch(done, Math.min(done + BATCH, events));
      await nextTask();
      progress("dispatch", done / events);
    }
  });
  await time("edit", () => app.edit());
  await time("dispose", () => app.dispose());
  const live_before = app.counts();
  const figures = app.figures();
  if (dom.identity && figures.same_wrapper_calls !== figures.listener_calls) {
    throw new Error(`${dom.name}: listeners were called with other wrappers than their nodes'`);
  }
  app.keepOne();
  /** @param {number} left */
  const settle = async (left) => {
    const patience = dom.bridge ? PATIENCE : FUTILE;
    for (let i = 0; i < patience && !app.isDownTo(left); i += 1) {
      // Nobody has to ask for it; but here the clock is running.
      dom.bridge?.();
      await collect();
      progress("collect", i / patience);
    }
    // Reading probes keeps what they find until the task ends, so it is done after the collections.
    await nextTask();
    return app.counts();
  };
  await time("collect", async () => {
    app.forget();
    await settle(1);
  });
  const live_kept = app.counts();
  app.check(live_kept, 1);
  await app.checkKept();
  app.dropKept();
  const live_after = await settle(0);
  app.check(live_after, 0);
  return { ...figures, wrappers: live_before.wrappers, events, phases_ms, live_at_start, live_before, live_kept, live_after };
}

/** Everything the job holds. Each method is one phase, so that no frame keeps a node alive between two of them. */
class App {
  /** @type {any} */ #document;
  /** @type {any[]} */ #nodes = [];
  /** @type {any[]} */ #elements = [];
  /** @type {Map<string, number>} */ #names = new Map();
  /** @type {((event: any) => void)[]} */ #listeners = [];
  /** @type {any} */ #kept;
  #seen = { calls: 0, same: 0 };
  #wrapperProbes = new Probes();
  #listenerProbes = new Probes();
  #keptProbes = new Probes();

  /** @param {Subject} dom */
  constructor(dom) {
    this.dom = dom;
  }

  /** @param {string} html */
  load(html) {
    this.#document = this.dom.parse(html);
  }

  /** Visits every node, in the order of the page, and keeps its wrapper. */
  walk() {
    const above = [];
    let node = this.#document;
    for (;;) {
      this.#visit(node);
      const child = node.firstChild;
      if (child) {
        above.push(node);
        node = child;
        continue;
      }
      let next = node.nextSibling;
      while (!next) {
        node = above.pop();
        if (node === undefined) return;
        next = node.nextSibling;
      }
      node = next;
    }
  }

  /** @param {any} node */
  #visit(node) {
    this.#nodes.push(node);
    const name = node.nodeName;
    this.#names.set(name, (this.#names.get(name) ?? 0) + 1);
    if (node.nodeType === 1) this.#elements.push(node);
  }

  /** From here on, the wrappers can be counted without the runtime's help. */
  probe() {
    this.#wrapperProbes.add(this.#nodes);
  }

  /**
   * Gives every element a listener of its own, which captures it, the document and the listener before. The element keeps
   * the listener, and the listener the element: a cycle through both heaps. They are never removed.
   */
  listen() {
    const seen = this.#seen;
    const document = this.#document;
    /** @type {Function | undefined} */
    let previous;
    for (const element of this.#elements) {
      const before = previous;
      /** @this {any} */
      const listener = function () {
        seen.calls += 1;
        if (this === element && document !== before) seen.same += 1;
      };
      element.addEventListener("click", listener);
      this.#listeners.push(listener);
      previous = listener;
    }
    this.#listenerProbes.add(this.#listeners);
  }

  /** @param {number} from @param {number} to numbers of events */
  dispatch(from, to) {
    const { Event } = this.dom;
    const elements = this.#elements;
    for (let i = from; i < to; i += 1) {
      // A prime step visits the whole page instead of one corner after the other.
      const target = elements[(i * 7919) % elements.length];
      target.dispatchEvent(new Event("click", { bubbles: true }));
    }
  }

  /** Makes, moves, copies and removes elements all over the page. */
  edit() {
    const body = this.#elements.find((element) => element.nodeName === "BODY");
    const hosts = this.#elements.filter((element) => element.nodeName === "SECTION" || element.nodeName === "DIV");
    if (hosts.length === 0) hosts.push(body);
    const made = [];
    for (let i = 0; i < EDITS; i += 1) {
      const element = this.#document.createElement(i % 2 ? "ins" : "mark");
      element.setAttribute("data-edit", String(i));
      element.appendChild(this.#document.createTextNode(`edit ${i}`));
      const host = hosts[(i * 31) % hosts.length];
      const first = host.firstChild;
      if (first) host.insertBefore(element, first);
      else host.appendChild(element);
      made.push(element);
    }
    for (const [i, element] of made.entries()) {
      if (i % 3 === 0) body.appendChild(element);
      if (i % 3 === 1) body.appendChild(element.cloneNode(true));
      if (i % 3 === 2) element.parentNode.removeChild(element);
    }
  }

  /** Releases wrappers without waiting for the engine: of new nodes, which die, and of the page's, which do not. */
  dispose() {
    for (let i = 0; i < DISPOSALS; i += 1) {
      using(this.#document.createElement("p"), (element) => element.setAttribute("data-scratch", String(i)));
    }
    let left = DISPOSALS;
    this.#nodes = this.#nodes.filter((node) => {
      if (left === 0 || node.nodeType !== 3) return true;
      left -= 1;
      using(node, (text) => text.nodeName);
      return false;
    });
  }

  /** Makes the one node that must be found alive when everything else is gone. */
  keepOne() {
    this.#kept = this.#document.createElement("p");
    this.#keptProbes.add([this.#kept]);
  }

  /** Gives up everything but the kept node. */
  forget() {
    this.#document = undefined;
    this.#nodes = [];
    this.#elements = [];
    this.#listeners = [];
  }

  async checkKept() {
    await nextTask();
    if (this.#keptProbes.alive() !== 1 || this.#kept.nodeName !== "P") throw new Error("the node kept on purpose is gone");
  }

  dropKept() {
    this.#kept = undefined;
  }

  /**
   * Whether no more than this is alive, by the cheap counters only.
   *
   * @param {number} left
   */
  isDownTo(left) {
    const { handles, js_slots } = this.dom.tables();
    return this.dom.liveObjects() <= left && (handles ?? 0) <= left && js_slots <= (this.dom.preserve ? left : 0);
  }

  /** @returns {Counts} */
  counts() {
    return {
      rust_objects: this.dom.liveObjects(),
      ...this.dom.tables(),
      wrappers: this.#wrapperProbes.alive() + this.#keptProbes.alive(),
      listeners: this.#listenerProbes.alive(),
    };
  }

  /**
   * @param {Counts} counts
   * @param {number} left how many nodes must be alive; of everything else, none
   */
  check(counts, left) {
    // Where cycles stay, only what must be alive can be checked.
    if (!this.dom.bridge) return;
    const expected = {
      rust_objects: left,
      handles: counts.handles === null ? null : left,
      js_slots: this.dom.preserve ? left : 0,
      wrappers: left,
      listeners: 0,
    };
    for (const [what, count] of Object.entries(expected)) {
      const found = counts[/** @type {keyof Counts} */ (what)];
      if (found !== count) throw new Error(`${this.dom.name}: ${found} ${what} alive, expected ${count}`);
    }
  }

  figures() {
    return {
      nodes: this.#wrapperProbes.total,
      names: Object.fromEntries([...this.#names].sort((a, b) => b[1] - a[1]).slice(0, 5)),
      listeners: this.#listeners.length,
      listener_cycles: this.#listeners.length,
      explicit_listener_removals: 0,
      listener_calls: this.#seen.calls,
      same_wrapper_calls: this.#seen.same,
    };
  }
}

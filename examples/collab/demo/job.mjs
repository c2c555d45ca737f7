// The demo's job: several replicas type one text at the same time. It runs unchanged in Node and in a page.

import { Probes } from "../../dom/demo/probes.mjs";
import { nextTask } from "../../dom/demo/task.mjs";
import { counts } from "./counts.mjs";
import { Typist } from "./typist.mjs";

/** How many type. */
const TYPISTS = 4;
/** How many keys each presses before the others hear of it. */
const BATCH = 20;
/** How many nested texts each adds. */
const COMMENTS = 250;
/** How many collections the engine gets to find all garbage. */
const PATIENCE = 60;
const GAP = "\n\n";

/**
 * @typedef {object} Options
 * @property {string} text what is typed
 * @property {() => Promise<void>} collect collects garbage, and lets finalizers run
 * @property {(phase: string) => void} [progress] called after each phase
 */

/**
 * Runs the job.
 *
 * @param {any} collab the module, initialised
 * @param {Options} options
 * @returns {Promise<Record<string, any>>} the figures
 * @throws {Error} if replicas differ, if something is alive that should not be, or dead that should be alive
 */
export async function job(collab, { text, collect, progress = () => {} }) {
  const desk = new Desk(collab, text);
  /** @type {Record<string, number>} */
  const phases_ms = {};
  /** @param {string} phase @param {() => unknown} work */
  const time = async (phase, work) => {
    await nextTask();
    const start = performance.now();
    await work();
    phases_ms[phase] = performance.now() - start;
    progress(phase);
  };
  const live_at_start = desk.counts();
  await time("open", () => desk.open());
  await time("type", () => desk.type());
  await time("comment", () => desk.comment());
  await time("undo", () => desk.undo());
  await time("redo", () => desk.redo());
  desk.keepOne();
  const live_before = desk.counts();
  const figures = desk.figures();
  /** @param {number} left how many documents stay */
  const settle = async (left) => {
    for (let i = 0; i < PATIENCE && !desk.isDownTo(left); i += 1) {
      // Nobody has to ask for it; but here the clock is running.
      collab.handfast.collect();
      await collect();
    }
    // Reading probes keeps what they find until the task ends, so it is done after the collections.
    await nextTask();
    return desk.counts();
  };
  await time("collect", async () => {
    desk.forget();
    await settle(1);
  });
  const live_kept = desk.counts();
  desk.check(live_kept, 1);
  desk.checkKept();
  const live_after = await settle(0);
  desk.check(live_after, 0);
  return { ...figures, phases_ms, live_at_start, live_before, live_kept, live_after };
}

/** Everything the job holds. Each method is one phase, so that no frame keeps a document alive between two of them. */
class Desk {
  /** @type {Typist[]} */ #typists = [];
  /** @type {any} */ #kept;
  #told = 0;
  #documents = new Probes();
  #observers = new Probes();

  /** @param {any} collab @param {string} text */
  constructor(collab, text) {
    this.collab = collab;
    this.text = text.trim().replaceAll("\r\n", "\n");
  }

  /** Opens the replicas, with a gap for each but the first; all begin with what the first one has made. */
  open() {
    this.#typists = split(this.text).map((part, i) => new Typist(this.collab, i, part));
    const [first, ...others] = this.#typists;
    first.document.transact(() => first.text.insert(0, GAP.repeat(others.length)), "setup");
    this.#exchange();
    for (const [i, typist] of this.#typists.entries()) typist.place(i);
  }

  /** All type at the same time, and hear of each other now and then. */
  async type() {
    for (let busy = this.#typists; busy.length > 0; ) {
      busy = busy.filter((typist) => {
        for (let i = 0; i < BATCH; i += 1) if (!typist.press()) return false;
        return true;
      });
      this.#exchange();
    }
    this.#agree(this.text);
  }

  comment() {
    for (const typist of this.#typists) typist.comment(COMMENTS);
    this.#exchange();
    const [first, ...others] = this.#typists.map((typist) => JSON.stringify(typist.comments));
    if (others.some((other) => other !== first)) throw new Error("the comments differ");
  }

  undo() {
    for (const typist of this.#typists) typist.all("undo");
    this.#exchange();
    this.#agree(GAP.repeat(this.#typists.length - 1));
  }

  redo() {
    for (const typist of this.#typists) typist.all("redo");
    this.#exchange();
    this.#agree(this.text);
  }

  /** Everybody gets the updates of everybody else; the neighbours first, so each in another order. */
  #exchange() {
    const typists = this.#typists;
    const outboxes = typists.map((typist) => typist.outbox.splice(0));
    for (const [i, typist] of typists.entries()) {
      for (let distance = 1; distance < typists.length; distance += 1) {
        for (const update of outboxes[(i + distance) % typists.length]) typist.document.applyUpdate(update);
      }
    }
  }

  /** @param {string} expected what all replicas must have now */
  #agree(expected) {
    for (const { text, document } of this.#typists) {
      if (text.toString() !== expected) throw new Error(`replica ${document.clientId} has another text`);
    }
  }

  /** Makes the one document that must be found alive, its text observed, when everything else is gone. */
  keepOne() {
    for (const { document, text, observers } of this.#typists) {
      this.#documents.add([document, text]);
      this.#observers.add(observers);
    }
    this.#kept = new this.collab.Document();
    this.#documents.add([this.#kept]);
    const observer = () => (this.#told += 1);
    this.#kept.text("kept").observe(observer);
    this.#observers.add([observer]);
  }

  /** Gives up everything but the kept document. No observer is removed, nothing is freed. */
  forget() {
    this.#typists = [];
  }

  /** And then gives up the kept one. */
  checkKept() {
    this.#kept.text("kept").insert(0, "still here");
    if (this.#told !== 1) throw new Error("the document kept on purpose is not observed any more");
    this.#kept = undefined;
  }

  /** Whether no more than this is alive, by the cheap counters only. @param {number} documents */
  isDownTo(documents) {
    const { replicas, handles, slots } = counts(this.collab);
    return replicas <= documents && handles <= documents && slots <= documents;
  }

  counts() {
    return { ...counts(this.collab), wrappers: this.#documents.alive(), observers: this.#observers.alive() };
  }

  /**
   * @param {Record<string, number>} found
   * @param {number} left how many documents must be alive, each with one observer and nothing else
   */
  check(found, left) {
    const none = { sharedTypes: 0, undoManagers: 0 };
    const each = { documents: left, replicas: left, subscriptions: left, rustObjects: left };
    const tables = { handles: left, jsRefs: left, slots: left, wrappers: left, observers: left };
    for (const [what, count] of Object.entries({ ...none, ...each, ...tables })) {
      if (found[what] !== count) throw new Error(`${found[what]} ${what} alive, expected ${count}`);
    }
  }

  figures() {
    const sum = (/** @type {keyof Typist["seen"]} */ what) => this.#typists.reduce((all, { seen }) => all + seen[what], 0);
    return {
      replicas: this.#typists.length,
      characters: this.text.length,
      keystrokes: sum("keystrokes"),
      updates: sum("updates"),
      update_bytes: sum("bytes"),
      updates_applied: sum("updates") * (this.#typists.length - 1),
      text_events: sum("events"),
      remote_text_events: sum("remote"),
      observers: this.#typists.reduce((all, { observers }) => all + observers.length, 0),
      explicit_removals: 0,
    };
  }
}

/** A text in parts of about the same length, split between paragraphs. @param {string} text */
function split(text) {
  const paragraphs = text.split(GAP);
  const size = Math.ceil(paragraphs.length / TYPISTS);
  const parts = [];
  for (let i = 0; i < paragraphs.length; i += size) parts.push(paragraphs.slice(i, i + size).join(GAP));
  return parts;
}

// Automatic bridge passes, besides those that Rust runs itself when its tables have grown: in idle time, some time after
// something happened, and after the memory has grown.
//
// A pass shows the engine cycles that it can then collect. Nothing tells when there are any, so passes are paced: they take a
// small part of the time at most, and come more rarely as long as nothing dies after them.

import { config } from "./config.js";
import { forAll } from "./instance.js";
import { visit } from "./poison.js";
import { createWait } from "./wait.js";

/** @typedef {import("./instance.js").Instance} Instance */

/** A pass is run after fifty times the time that the last one took, so passes take 2 % of the time at most. */
const SHARE = 50;
/** The wait is doubled up to this many times. */
const MOST_QUIET = 5;

/** Instances in which something has happened since their last automatic pass. @type {Set<Instance>} */
const active = new Set();
/** How many passes in a row were followed by no death. */
let quiet = 0;
/** How long the last passes took together, in milliseconds. */
let last = 0;
/** How long a slice may last, in milliseconds: a pass that takes longer is continued when the host is idle again. */
const SLICE = 2;
/** Instances whose passes are not over. @type {Instance[]} */
let rest = [];

const wait = createWait(() => Math.max(config.collectInterval * 2 ** quiet, last * SHARE), run);

/**
 * Asks for a pass, some time after the end of a turn.
 *
 * @param {Instance} instance
 * @param {boolean} grown whether its memory has grown: then the pass is run as soon as the host is idle
 */
export function armCollect(instance, grown) {
  active.add(instance);
  wait.arm(grown);
}

/** Wrappers have died: it pays to look for more. */
export function noteDeath() {
  quiet = 0;
}

/** Starts the wait again, if one is running: its length was changed. */
export function restartCollectWait() {
  wait.restart();
}

/** Runs a slice of a pass in every instance that needs one. */
function run() {
  const begin = rest.length === 0;
  if (begin) {
    quiet = Math.min(quiet + 1, MOST_QUIET);
    last = 0;
    rest = [...active];
    active.clear();
  }
  const start = performance.now();
  /** @type {Instance[]} */
  const unfinished = [];
  try {
    forAll(rest, (instance) => {
      if (visit(instance, "hf_collect_within", SLICE, begin ? 1 : 0) === 0) unfinished.push(instance);
    });
  } finally {
    rest = unfinished;
    last += performance.now() - start;
    if (rest.length !== 0) wait.whenIdle();
    // What has happened while the last slices waited for the host.
    else if (active.size !== 0) wait.arm(false);
  }
}

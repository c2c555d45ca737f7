// Bridge passes: what they take, and what they leave to be done by the calls and the collections that follow.
//
// A case is measured once a round, on a heap that is empty before and afterwards, and answers with figures.

import assert from "node:assert/strict";
import { collect, turn } from "./engine.mjs";

const OBJECTS = 100_000;
const LINKS = 3;
const CHANGED = OBJECTS / 100;
const FEW = 10_000;
/** Milliseconds. */
const BUDGET = 2;

/** The same sequence in every round. */
function random(seed) {
  let x = seed;
  return (below) => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    return Math.floor((x / 2 ** 32) * below);
  };
}

/** Milliseconds. */
function time(action) {
  const start = performance.now();
  action();
  return performance.now() - start;
}

export function bridgeCases(m) {
  const { handfast } = m;

  /** Nodes that link each to `links` others; the closure that every second node holds leads to one more. */
  function graph(count, links, next) {
    const nodes = Array.from({ length: count }, (_, i) => new m.Node(i));
    for (const [i, node] of nodes.entries()) {
      for (let k = 0; k < links; k += 1) node.link(nodes[next(count)]);
      if (i % 2 === 0) {
        const other = nodes[next(count)];
        node.listen(() => other);
      }
    }
    return nodes;
  }

  function walk(nodes) {
    let sum = 0;
    for (const node of nodes) sum += node.value();
    return sum;
  }

  /** One walk right after a pass, and one that finds everything entered already. */
  function walkTwice(nodes) {
    const ceded = time(() => walk(nodes));
    return [ceded, time(() => walk(nodes))];
  }

  /** With passes in between, until both tables are empty. */
  const empty = () =>
    collect(() => {
      m.pass();
      const { rustObjects, jsRefs, slots } = handfast.stats();
      return rustObjects + jsRefs + slots === 0;
    });

  /** Passes over a large graph. Its nodes must not outlive the function, so that they can be collected afterwards. */
  async function passes() {
    const next = random(1);
    const nodes = graph(OBJECTS, LINKS, next);
    // Before the turn ends, which would run a pass by itself.
    const first_ms = m.pass();
    await turn();
    const steady = [];
    for (let i = 0; i < 3; i += 1) {
      steady.push(m.pass());
      await turn();
    }
    for (let i = 0; i < CHANGED; i += 1) nodes[next(OBJECTS)].relink(nodes[next(OBJECTS)]);
    await turn();
    const changed_1pct_ms = m.pass();
    await turn();
    const [ceded, entered] = walkTwice(nodes);
    await turn();
    const all_entered_ms = m.pass();
    const { ceded: after, edges, roots } = handfast.collect();
    assert.deepEqual([after, edges, roots], [OBJECTS, LINKS * OBJECTS, 0]);
    const steady_ms = steady.toSorted((a, b) => a - b)[1];
    return { first_ms, steady_ms, changed_1pct_ms, all_entered_ms, pins_ms: ceded - entered };
  }

  /** A pass in slices, of which ends of turns may run some. Something may happen in between. */
  async function pass(meanwhile = () => {}) {
    let longest = 0;
    for (;;) {
      let report;
      longest = Math.max(longest, time(() => (report = handfast.collectWithin(BUDGET))));
      if (report !== undefined) return { ...report, longest: Math.max(longest, report.longestSlice) };
      meanwhile();
      await turn();
    }
  }

  /** The same graph, passes in slices: the first, one with nothing changed, and one with changes at its beginning and in between. */
  async function slices() {
    const next = random(1);
    const nodes = graph(OBJECTS, LINKS, next);
    const first = await pass();
    const steady = await pass();
    const change = (count) => {
      for (let i = 0; i < count; i += 1) nodes[next(OBJECTS)].relink(nodes[next(OBJECTS)]);
    };
    change(CHANGED);
    const busy = await pass(() => change(10));
    assert.deepEqual([busy.ceded, busy.roots], [OBJECTS, 0]);
    return {
      longest_slice_ms: Math.max(first.longest, steady.longest, busy.longest),
      first_longest_ms: first.longest,
      steady_longest_ms: steady.longest,
      busy_longest_ms: busy.longest,
      sliced_first_ms: first.duration,
      sliced_steady_ms: steady.duration,
      slices: first.slices,
    };
  }

  return [
    {
      name: "bridge_100k",
      async run() {
        const sliced = await slices();
        await empty();
        const figures = await passes();
        const start = performance.now();
        await empty();
        return { ...figures, ...sliced, until_freed_ms: performance.now() - start };
      },
      summary: ({ first_ms, steady_ms }) => ({ steady_ratio: steady_ms / first_ms }),
    },
    {
      name: "method_ceded_first",
      async run() {
        const figures = (() => {
          const nodes = graph(FEW, 1, random(2));
          walk(nodes);
          m.pass();
          const [ceded, entered] = walkTwice(nodes);
          return { first_ns: (ceded / FEW) * 1e6, later_ns: (entered / FEW) * 1e6 };
        })();
        await empty();
        return figures;
      },
      summary: ({ first_ns, later_ns }) => ({ ratio: first_ns / later_ns }),
    },
  ];
}

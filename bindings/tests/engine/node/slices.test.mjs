// Bridge passes in slices: the program goes on in between.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertEmpty, collectUntil, m, turn } from "./support.mjs";

const { handfast } = m;

/** So many objects, each of which holds the next, and a function that holds the one after. */
function ring(length) {
  const things = Array.from({ length }, (_, i) => new m.Thing(i));
  things.forEach((thing, i) => {
    const after = things[(i + 2) % length];
    thing.push(things[(i + 1) % length]);
    thing.hold(() => after);
  });
  return things;
}

/** A pass. `meanwhile` is done after each slice. */
async function pass(meanwhile = () => {}) {
  for (;;) {
    const report = handfast.collectWithin(0);
    if (report !== undefined) return report;
    meanwhile();
    await turn();
  }
}

async function assertEmptyAfterPasses() {
  await collectUntil(() => {
    while (handfast.collectWithin(0) === undefined);
    return handfast.stats().rustObjects === 0;
  }, "all objects");
  m.takeDropped();
  await assertEmpty();
}

test("a pass in slices cedes what a pass in one job does", async () => {
  await (async () => {
    const things = ring(500);
    const { ceded, edges, roots, slices, longestSlice } = await pass();
    assert.deepEqual({ ceded, edges, roots }, { ceded: 500, edges: 500, roots: 0 });
    assert(slices > 2 && longestSlice > 0);
    assert.deepEqual(handfast.collect().ceded, 500);
    assert.equal(things[0].held(0)(), things[2]);
  })();
  await assertEmptyAfterPasses();
});

test("what changes in between stays, and is ceded with the rest", async () => {
  await (async () => {
    const things = ring(300);
    let at = 0;
    const change = () => {
      const thing = new m.Thing(1000 + at);
      thing.push(things[at % 300]);
      thing.hold(() => thing);
      things[(at + 7) % 300].push(thing);
      at += 1;
      if (at % 5 === 0) gc();
    };
    for (let i = 0; i < 3; i += 1) {
      const { ceded, roots } = await pass(change);
      assert.equal(roots, 0);
      assert(ceded >= 300);
    }
    assert.equal(handfast.stats().rustObjects, 300 + at);
    // Only one of them is held here; it holds all the others.
    const [first] = things.splice(0);
    await turn();
    gc();
    await turn();
    handfast.sweep();
    assert.equal(handfast.stats().rustObjects, 300 + at);
    assert.equal(typeof first.held(0)(), "object");
  })();
  await assertEmptyAfterPasses();
});

test("garbage goes in automatic passes while other objects are used in every turn", async () => {
  handfast.configure({ collectInterval: 5 });
  const used = ring(3);
  (() => void ring(5000))();
  for (let i = 0; handfast.stats().rustObjects > 3; i += 1) {
    assert(i < 2000, JSON.stringify(handfast.stats()));
    assert.equal(used[i % 3].held(0)(), used[(i + 2) % 3]);
    if (i % 50 === 49) gc();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  used.splice(0);
  handfast.configure({ collectInterval: 2000 });
  await assertEmptyAfterPasses();
});

test("a collection at once ends the one in slices", async () => {
  await (async () => {
    const things = ring(200);
    assert.equal(handfast.collectWithin(0), undefined);
    assert.equal(handfast.collect().ceded, 200);
    const report = await pass();
    assert.equal(report.ceded, 200);
    assert.throws(() => handfast.collectWithin(-1), RangeError);
    assert.throws(() => handfast.collectWithin(NaN), RangeError);
    assert.equal(things.length, 200);
  })();
  await assertEmptyAfterPasses();
});

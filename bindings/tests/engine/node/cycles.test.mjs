// Cycles of Rust objects whose wrappers the engine has collected.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertEmpty, collectUntil, m, turn } from "./support.mjs";

/** Makes a ring of objects that nobody in JavaScript holds when it returns. */
function ring(length, value) {
  const things = Array.from({ length }, (_, i) => new m.Thing(i));
  things.forEach((thing, i) => {
    thing.push(things[(i + 1) % length]);
    if (value !== undefined) thing.hold(value);
  });
}

const { handfast } = m;
const handlesAreGone = (left) => () => handfast.stats().handles === left;

test("a cycle is freed once its wrappers have died, and lets go of what it holds", async () => {
  m.takeDropped();
  ring(3, { some: "value" });
  const before = handfast.collect();
  assert.equal(before.freed, 0, "the wrappers are in the nursery and hold it");
  assert.deepEqual([before.traced, before.edges, before.roots, before.ceded], [3, 3, 0, 3]);
  await collectUntil(handlesAreGone(0), "wrappers");
  assert.equal(handfast.stats().rustObjects, 3);
  assert.equal(handfast.stats().jsRefs, 3);
  const after = handfast.collect();
  assert.deepEqual([after.traced, after.roots, after.freed, after.misreported], [3, 0, 3, 0]);
  assert(after.duration >= 0);
  assert.deepEqual([...m.takeDropped()].sort(), [0, 1, 2]);
  await assertEmpty();
});

test("a sweep is part of it", async () => {
  handfast.configure({ finalizers: false });
  ring(10);
  await turn();
  gc();
  await turn();
  const { released, freed } = handfast.collect();
  handfast.configure({ finalizers: true });
  assert.equal(released, 10);
  assert.equal(freed, 10);
  m.takeDropped();
  await assertEmpty();
});

test("what JavaScript reaches is kept with all that hangs from it", async () => {
  const root = new m.Thing(100);
  (() => {
    const [a, b] = [new m.Thing(1), new m.Thing(2)];
    a.push(b);
    b.push(a);
    root.push(a);
  })();
  await collectUntil(handlesAreGone(1), "the inner wrappers");
  assert.equal(handfast.collect().freed, 0);
  assert.equal(root.child(0).child(0).child(0), root.child(0));
  root.free();
  await collectUntil(handlesAreGone(0), "the inner wrappers");
  assert.equal(handfast.collect().freed, 2);
  m.takeDropped();
  await assertEmpty();
});

test("nobody has to ask for it", async () => {
  let peak = 0;
  for (let i = 0; i < 100; i += 1) {
    for (let k = 0; k < 200; k += 1) ring(2);
    await turn();
    gc();
    await turn();
    peak = Math.max(peak, handfast.stats().rustObjects);
  }
  // 40,000 were made.
  assert(peak < 15_000, `${peak} objects were alive at once`);
  await collectUntil(handlesAreGone(0), "wrappers");
  handfast.collect();
  m.takeDropped();
  await assertEmpty();
});

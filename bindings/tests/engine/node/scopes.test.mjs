// JavaScript's scopes over real objects.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertEmpty, codeOf, m, turn } from "./support.mjs";

const { Leaf, Thing, handfast } = m;
const ENDED = "HANDFAST_SCOPE_ENDED";

/** As an example for the documentation: the sum of what a tree contains, with a wrapper for each node on the way. */
function sumOf(root) {
  return handfast.scope(() => {
    let sum = root.id;
    for (const child of root.children()) sum += sumOf(child);
    return sum;
  }, "sumOf");
}

function tree(depth, id = 1) {
  const root = new Thing(id);
  if (depth > 0) for (const i of [1, 2]) root.push(tree(depth - 1, id * 2 + i));
  return root;
}

test("a tree is walked without a wrapper left", async () => {
  const root = handfast.scope(() => tree(8));
  const { handles } = handfast.stats();
  assert.equal(handles, 1);
  const sum = sumOf(root);
  assert.equal(sumOf(root), sum);
  assert.equal(handfast.stats().handles, 1);
  root.free();
  m.takeDropped();
  await assertEmpty();
});

test("a million temporaries in one job keep the table flat", async () => {
  const before = handfast.stats().peak.handles;
  for (let i = 0; i < 1000; i += 1) {
    handfast.scope(() => {
      for (let j = 0; j < 1000; j += 1) new Leaf(j);
    });
  }
  const { handles, peak, wrappers, rustObjects } = handfast.stats();
  assert.deepEqual([handles, wrappers, rustObjects], [0, 0, 0]);
  assert.ok(peak.handles <= Math.max(before, 1000));
  assert.equal(m.takeDropped().length, 1_000_000);
  await assertEmpty();
});

test("what is used after its scope is an error that names it, in every position", async () => {
  const thing = new Thing(1);
  let gone;
  handfast.scope(() => {
    gone = new Thing(2);
  }, "mine");
  for (const use of [() => gone.id, () => gone.push(thing), () => thing.push(gone), () => thing.sum(gone), () => thing.swallow(gone),
    () => thing.setChildren([thing, gone]), () => gone.consume()]) {
    assert.equal(codeOf(use), ENDED);
    assert.throws(use, { name: "ScopeEndedError", message: /the scope "mine" ended; return it/ });
  }
  handfast.configure({ debug: true });
  handfast.scope(function makes() {
    gone = new Thing(3);
  });
  handfast.configure({ debug: false });
  assert.throws(() => thing.push(gone), /the scope "makes" ended.*scopes\.test\.mjs.*and used here:/s);
  gone.free();
  assert.equal(handfast.isAlive(gone), false);
  thing.free();
  assert.deepEqual([...m.takeDropped()], [2, 3, 1]);
  await assertEmpty();
});

test("what Rust holds lives on and gets a new wrapper", async () => {
  const owner = new Thing(1);
  let first;
  handfast.scope(() => {
    first = new Thing(2);
    owner.push(first);
  });
  assert.equal(codeOf(() => first.id), ENDED);
  const second = owner.child(0);
  assert.equal(second.id, 2);
  assert.notEqual(second, first);
  // A wrapper from before is not the scope's.
  assert.equal(handfast.scope(() => owner.child(0) === second), true);
  assert.equal(second.id, 2);
  owner.free();
  second.free();
  m.takeDropped();
  await assertEmpty();
});

test("a wrapper of an async scope that others get from Rust is not released", async () => {
  const owner = new Thing(1);
  owner.push(new Thing(2));
  await turn();
  handfast.collect();
  let theirs;
  await handfast.scope(async (s) => {
    const child = owner.child(0);
    await turn();
    theirs = owner.child(0);
    assert.equal(theirs, child);
  });
  assert.equal(theirs.id, 2);
  theirs.free();
  owner.free();
  m.takeDropped();
  await assertEmpty();
});

test("a pass while a scope is open sees its wrappers as held", async () => {
  handfast.scope(() => {
    const thing = new Thing(1);
    thing.push(new Thing(2));
    thing.hold(() => thing);
    handfast.collect();
    gc();
    assert.equal(thing.child(0).id, 2);
    assert.equal(thing.held(0)(), thing);
    thing.letGo();
  });
  assert.deepEqual([...m.takeDropped()].sort(), [1, 2]);
  await assertEmpty();
});

test("an exception inside of Rust's call into JavaScript", async () => {
  const thing = new Thing(1);
  const error = new Error("mine");
  assert.throws(() => handfast.scope(() => {
    new Thing(2);
    thing.callShared(() => handfast.scope(() => {
      new Thing(3);
      throw error;
    }));
  }), (thrown) => thrown === error);
  assert.deepEqual([...m.takeDropped()], [3, 2]);
  thing.free();
  m.takeDropped();
  await assertEmpty();
});

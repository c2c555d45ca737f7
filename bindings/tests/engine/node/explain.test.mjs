// Why is this alive: real objects, and real ways to hold them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertEmpty, codeOf, collectUntil, m, turn } from "./support.mjs";

const { handfast } = m;

/** The handles on the path, and what holds the first. */
function why(object) {
  const { path } = handfast.explain(object);
  return { path: path.map(({ handle }) => handle), roots: path[0]?.roots, by: path.at(-1)?.by, text: handfast.explain(object).text };
}

const nothing = { references: 0, retains: 0, borrowedBy: null, borrowedMutBy: null, preserved: false, pinned: false, futures: [], wrapper: null };

test("JavaScript holds it", async () => {
  const thing = new m.Thing(1);
  const handle = handfast.handleOf(thing);
  const byHandle = why(handle);
  assert.deepEqual(byHandle.path, [handle]);
  assert.deepEqual(byHandle.roots, { ...nothing, wrapper: "held" });
  assert.match(byHandle.text, /^Thing \d+, held by the nursery, until the turn ends; JavaScript, where its wrapper is alive$/);
  // Whoever has the wrapper knows that, so it is not more than a possibility.
  assert.deepEqual(why(thing).roots, { ...nothing, wrapper: "maybe" });
  await turn();
  assert.equal(handfast.explain(handle).path[0].nursery, false);
  assert.equal(handfast.explain(handle).path[0].found, true);
  thing.free();
  await assertEmpty();
});

test("a chain: each object is held by the one before", async () => {
  const things = Array.from({ length: 5 }, (_, i) => new m.Thing(i));
  for (let i = 1; i < things.length; i += 1) things[i - 1].push(things[i]);
  const handles = things.map((thing) => handfast.handleOf(thing));
  for (const thing of things.slice(1, -1)) thing.free();
  const { path, by, roots, text } = why(things[4]);
  assert.equal(path.length, 5);
  assert.deepEqual([path[0], path[4]], [handles[0], handles[4]]);
  assert.deepEqual(path.slice(1, 4), [null, null, null], "they have no handle any more");
  assert.deepEqual(Object.keys(by), ["from", "to"]);
  assert.deepEqual(roots, { ...nothing, wrapper: "held" });
  assert.equal(text.split("\n").length, 5);
  assert.match(text, /\nwhich holds Thing\n/);
  for (const thing of things) thing.free();
  await assertEmpty();
});

test("an object that can hold nothing", async () => {
  const leaf = new m.Leaf(1);
  handfast.retain(leaf);
  assert.deepEqual(why(leaf).roots, { ...nothing, retains: 1, wrapper: "maybe" });
  assert.equal(handfast.explain(leaf).path[0].class, "Leaf");
  handfast.release(leaf);
  leaf.free();
  await assertEmpty();
});

test("a static of Rust holds it", async () => {
  const [thing, child] = [new m.Thing(1), new m.Thing(2)];
  thing.push(child);
  thing.park();
  assert.equal(why(thing).roots.references, 1);
  assert.match(why(thing).text, /held by 1 reference\(s\) outside of traced fields: a local variable, static, pending future/);
  assert.deepEqual(why(child).path, [thing, child].map((object) => handfast.handleOf(object)));
  m.Thing.unpark();
  assert.equal(why(thing).roots.references, 0);
  thing.free();
  child.free();
  await assertEmpty();
});

test("an async method in progress is named", async () => {
  const thing = new m.Thing(7);
  const settle = Promise.withResolvers?.() ?? (() => {
    let resolve;
    return { promise: new Promise((done) => (resolve = done)), resolve };
  })();
  const lingering = thing.linger(settle.promise);
  await turn();
  const { roots, text } = why(thing);
  assert.deepEqual({ ...roots, references: 0 }, { ...nothing, borrowedBy: "Thing.linger", futures: ["Thing.linger"], wrapper: "maybe" });
  assert.equal(roots.references, 1, "that of the future");
  assert.match(text, /a borrow by Thing\.linger/);
  const waiting = thing.wait(settle.promise);
  await turn();
  assert.equal(why(thing).roots.references, 2);
  assert.deepEqual(why(thing).roots.futures, ["Thing.linger", "Thing.wait"]);
  settle.resolve();
  assert.deepEqual(await Promise.all([lingering, waiting]), [7, 7]);
  assert.deepEqual(why(thing).roots, { ...nothing, wrapper: "maybe" });
  thing.free();
  await assertEmpty();
});

test("who has borrowed it to change it is named, and what it holds cannot be seen", async () => {
  const [thing, child] = [new m.Thing(1), new m.Thing(2)];
  thing.push(child);
  thing.callLocked(() => {
    assert.equal(why(thing).roots.borrowedMutBy, "Thing.callLocked");
    assert.deepEqual([why(child).path.length, why(child).roots.references], [1, 1]);
  });
  thing.callShared(() => assert.equal(why(child).roots.borrowedBy, "Thing.callShared"));
  thing.free();
  child.free();
  await assertEmpty();
});

test("a plain closure holds it", async () => {
  const thing = new m.Thing(5);
  const closure = thing.once();
  assert.equal(why(thing).roots.references, 1);
  assert.equal(closure(), 5);
  assert.equal(why(thing).roots.references, 0);
  thing.free();
  await assertEmpty();
});

test("raw retains outlive the wrapper, and are counted over all handles", async () => {
  const thing = new m.Thing(1);
  const first = handfast.handleOf(thing);
  handfast.retain(first);
  handfast.retain(first);
  thing.free();
  assert.deepEqual(why(first).roots, { ...nothing, retains: 2 });
  handfast.release(first);
  handfast.release(first);
  await assertEmpty();
});

test("a wrapper that another object holds as a JavaScript value", async () => {
  const [holder, held] = [new m.Thing(1), new m.Thing(2)];
  holder.hold(held);
  const { path, by, text } = why(handfast.handleOf(held));
  assert.deepEqual(path, [holder, held].map((object) => handfast.handleOf(object)));
  assert.equal(by.weak, false);
  assert.match(text, /by JS ref \d+$/);
  holder.free();
  held.free();
  await assertEmpty();
});

test("after a pass: what is ceded, and what was entered since", async () => {
  await (async () => {
    const [a, b] = [new m.Thing(1), new m.Thing(2)];
    a.push(b);
    b.hold(() => a);
    const [handleOfA, handleOfB] = [a, b].map((thing) => handfast.handleOf(thing));
    await turn();
    handfast.collect();
    const { path, roots } = why(handleOfB);
    assert.deepEqual(path, [handleOfA, handleOfB], "its wrapper is in the list of the other");
    assert.deepEqual(roots, { ...nothing, wrapper: "held" });
    const nodes = handfast.explain(handleOfB).path;
    assert.deepEqual(nodes.map(({ ceded, mirrored }) => [ceded, mirrored]), [[true, 1], [true, 1]]);
    assert.equal(a.id, 1);
    assert.deepEqual(why(handleOfB).roots, { ...nothing, pinned: true, wrapper: "held" });
    assert.match(why(handleOfB).text, /a pin, because Rust has entered it since the last pass/);
    const { jsRefs } = handfast.graph();
    assert.deepEqual(jsRefs.map(({ weak, to }) => [weak, to]), [[true, null]]);
  })();
  await collectUntil(() => {
    handfast.collect();
    return handfast.stats().rustObjects === 0;
  }, "the cycle");
  await assertEmpty();
});

test("the graph is plain data", async () => {
  const [a, b] = [new m.Thing(1), new m.Thing(2)];
  const leaf = new m.Leaf(3);
  a.push(b);
  a.push(b);
  b.hold(a);
  b.hold("text");
  const graph = handfast.graph();
  assert.deepEqual(JSON.parse(JSON.stringify(graph)), graph);
  const id = (object) => graph.nodes.find(({ handle }) => handle === handfast.handleOf(object)).id;
  assert.deepEqual(graph.nodes.map(({ class: name }) => name), ["Thing", "Thing", "Leaf"]);
  graph.nodes.forEach((node, at) => assert.equal(node.id, at));
  assert.deepEqual(graph.edges, [{ from: id(a), to: id(b) }, { from: id(a), to: id(b) }]);
  assert.deepEqual(graph.jsRefs.map(({ from, to }) => [from, to]), [[id(b), id(a)], [id(b), null]]);
  assert.equal(graph.nodes[id(b)].strong, 3);
  for (const object of [a, b, leaf]) object.free();
  assert.deepEqual(handfast.graph(), { nodes: [], edges: [], jsRefs: [], futures: [] });
  await assertEmpty();
});

test("what is not alive has no explanation", async () => {
  const thing = new m.Thing(1);
  const handle = handfast.handleOf(thing);
  thing.free();
  assert.equal(codeOf(() => handfast.explain(thing)), "HANDFAST_DISPOSED");
  assert.equal(codeOf(() => handfast.explain(handle)), "HANDFAST_STALE_HANDLE");
  assert.equal(codeOf(() => handfast.explain({})), "HANDFAST_NOT_A_HANDLE");
  assert.equal(codeOf(() => handfast.explain(NaN)), "HANDFAST_NOT_A_HANDLE");
  assert.equal(codeOf(() => handfast.explain(null)), "HANDFAST_NULL_HANDLE");
  m.takeDropped();
  await assertEmpty();
});

// Cycles through both heaps: a Rust object holds a JavaScript value that holds the object's wrapper.

import assert from "node:assert/strict";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { assertEmpty, codeOf, collectDownTo, collectUntil, m, turn } from "./support.mjs";

const { handfast } = m;

/** An object that holds a function whose closure holds the object. */
function loop(id) {
  const thing = new m.Thing(id);
  const listener = () => thing;
  thing.hold(listener);
  return { thing, listener };
}

/** The same through several objects: each holds the next in Rust, and the last a function that holds the first. */
function longLoop(length) {
  const things = Array.from({ length }, (_, i) => new m.Thing(i));
  for (let i = 1; i < length; i += 1) things[i - 1].push(things[i]);
  things[length - 1].hold(() => things[0]);
  return things;
}

test("a cycle through a closure is freed when nothing else holds it", async () => {
  m.takeDropped();
  let probe = (() => new WeakRef(loop(1).listener))();
  await turn();
  const { ceded, mirrored, roots } = handfast.collect();
  assert.deepEqual({ ceded, mirrored, roots }, { ceded: 1, mirrored: 1, roots: 0 });
  await collectDownTo(0);
  assert.equal(probe.deref(), undefined);
  assert.deepEqual([...m.takeDropped()], [1]);
  await assertEmpty();
});

test("while JavaScript holds any part of it, all of it stays", async () => {
  const holders = [
    () => loop(1).thing,
    () => loop(1).listener,
    () => longLoop(5)[3],
    () => longLoop(5)[4].held(0),
    () => new Map([[longLoop(5)[0], 1]]),
  ];
  // A function of its own: one that is suspended may keep what its variables once held.
  const check = async (make) => {
    const holder = make();
    const before = handfast.stats().rustObjects;
    for (let i = 0; i < 4; i += 1) {
      await turn();
      handfast.collect();
      gc();
      await turn();
    }
    assert.equal(handfast.stats().rustObjects, before, String(make));
    assert(holder);
  };
  for (const make of holders) await check(make);
  await assertEmptyAfterPasses();
});

async function assertEmptyAfterPasses() {
  await collectDownTo(0);
  m.takeDropped();
  await assertEmpty();
}

test("what Rust holds by itself stays, and its values come back as they were", async () => {
  (() => {
    const [first] = longLoop(3);
    first.park();
    first.hold({ note: "kept" });
  })();
  for (let i = 0; i < 4; i += 1) {
    await turn();
    handfast.collect();
    gc();
  }
  assert.equal(handfast.stats().rustObjects, 3);
  (() => {
    const first = m.Thing.unpark();
    assert.equal(first.held(0).note, "kept");
    assert.equal(first.child(0).child(0).held(0)(), first);
  })();
  await assertEmptyAfterPasses();
});

test("an object that was ceded works as before, and what is taken out of it stays", async () => {
  await (async () => {
    const kept = longLoop(4)[0];
    kept.hold({ note: "kept" });
    await turn();
    handfast.collect();
    const taken = (() => {
      const last = kept.child(0).child(0).child(0);
      const value = kept.held(0);
      assert.equal(last.id, 3);
      return { value, child: kept.pop() };
    })();
    gc();
    await turn();
    gc();
    assert.equal(taken.value.note, "kept");
    assert.equal(taken.child.child(0).child(0).held(0)().id, 0);
    kept.free();
  })();
  await assertEmptyAfterPasses();
});

test("a frozen wrapper, a Proxy and a subclass can be part of a cycle", async () => {
  class Mine extends m.Thing {}
  (() => {
    for (const thing of [Object.freeze(new m.Thing(1)), new Mine(2)]) thing.hold(() => thing);
    const target = new m.Thing(3);
    const proxy = new Proxy(target, {});
    target.hold(() => proxy);
    const special = new m.Special(4, 1);
    special.hold(special);
  })();
  await assertEmptyAfterPasses();
});

test("primitive values cannot be held weakly, and are given back", async () => {
  const thing = new m.Thing(1);
  const values = ["text", 7, 7n, true, null, undefined, Symbol.for("registered"), Symbol("own"), NaN];
  for (const value of values) thing.hold(value);
  await turn();
  handfast.collect();
  gc();
  await turn();
  values.forEach((value, i) => assert(Object.is(thing.held(i), value), String(value)));
  thing.free();
  await assertEmptyAfterPasses();
});

test("disposing a ceded object", async () => {
  const { thing, listener } = loop(1);
  await turn();
  handfast.collect();
  thing.free();
  assert.equal(handfast.stats().rustObjects, 0);
  assert.equal(codeOf(() => thing.id), "HANDFAST_DISPOSED");
  assert.equal(listener(), thing);
  await assertEmptyAfterPasses();
});

test("a disposed wrapper lets go of its list, also in the turn that made it, and in a scope", async () => {
  function disposed() {
    const [thing, value] = [new m.Thing(1), { some: "value" }];
    thing.hold(value);
    handfast.collect();
    thing.free();
    return { thing, value: new WeakRef(value) };
  }
  const all = [disposed(), handfast.scope(disposed)];
  await collectUntil(() => {
    // A dispose is an access, which pins the list until the next pass.
    handfast.collect();
    return all.every(({ value }) => value.deref() === undefined);
  }, "the values");
  assert(all.every(({ thing }) => codeOf(() => thing.child(0)) === "HANDFAST_DISPOSED"), "the wrappers still exist");
  m.takeDropped();
  await assertEmpty();
});

test("a pass in the middle of a call, also a mutable one", async () => {
  const { thing } = loop(1);
  thing.push(new m.Thing(2));
  const inside = () => {
    handfast.collect();
    gc();
    return 5;
  };
  assert.equal(thing.callLocked(inside), 5);
  assert.equal(thing.callShared(inside), 5);
  assert.throws(
    () =>
      thing.callShared(() => {
        handfast.collect();
        throw new RangeError("from the callback");
      }),
    RangeError,
  );
  assert.equal(thing.child(0).id, 2);
  thing.free();
  await assertEmptyAfterPasses();
});

test("cycles through two instances of the module, each of which cedes its part", async () => {
  const require = createRequire(import.meta.url);
  const file = require.resolve(path.resolve(process.env.HANDFAST_TEST_ENGINE, "handfast_test_engine.js"));
  const loaded = require.cache[file];
  delete require.cache[file];
  const other = require(file);
  require.cache[file] = loaded;
  assert.notEqual(other.Thing, m.Thing);
  (() => {
    const [a, b] = [new m.Thing(1), new other.Thing(2)];
    a.hold(b);
    b.hold(a);
  })();
  assert.equal(handfast.stats().rustObjects, 2, "both instances use the same files");
  await assertEmptyAfterPasses();
});

test("cycles through two apps, with a runtime each", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "handfast-"));
  await cp(process.env.HANDFAST_TEST_ENGINE, folder, { recursive: true });
  const other = createRequire(import.meta.url)(path.join(folder, "handfast_test_engine.js"));
  assert.notEqual(other.handfast, handfast);
  (() => {
    const [a, b] = [new m.Thing(1), new other.Thing(2)];
    a.hold(b);
    b.hold(() => a);
  })();
  const left = () => handfast.stats().rustObjects + other.handfast.stats().rustObjects;
  await turn();
  handfast.collect();
  gc();
  await turn();
  assert.equal(left(), 2, "one of them has not shown its part to the engine");
  await collectUntil(() => {
    handfast.collect();
    other.handfast.collect();
    return left() === 0;
  }, "the cycle through two apps");
  other.takeDropped();
  await rm(folder, { recursive: true });
  await assertEmptyAfterPasses();
});

test("a registry that polls its listeners in every turn keeps none, while other objects are used", async () => {
  // Passes only where they are written below: never between a poll and the collection that follows it.
  handfast.configure({ collectInterval: 2 ** 31 - 1 });
  const registry = new m.Registry();
  const used = new m.Thing(50);
  used.push(new m.Thing(51));
  (() => {
    for (let id = 1; id <= 20; id += 1) registry.watch(loop(id).thing);
    registry.watch(used);
  })();
  let alive;
  for (let i = 0; i < 20 && alive !== 1; i += 1) {
    handfast.collect();
    await turn();
    alive = registry.poll();
    used.hold(i);
    used.child(0).hold(i);
    used.letGo();
    await turn();
    gc();
    await turn();
  }
  handfast.configure({ collectInterval: 2000 });
  assert.equal(alive, 1, "the object in use is alive, and no other");
  registry.free();
  used.free();
  await assertEmptyAfterPasses();
});

test("nobody has to ask for it", async () => {
  let peak = 0;
  let used = 0;
  const other = new m.Thing(0);
  for (let i = 0; i < 100; i += 1) {
    for (let k = 0; k < 200; k += 1) {
      loop(k);
      longLoop(2);
    }
    other.hold(i);
    used += other.id;
    await turn();
    gc();
    await turn();
    peak = Math.max(peak, handfast.stats().rustObjects);
  }
  // 60,000 were made.
  assert(peak < 20_000, `${peak} objects were alive at once`);
  assert.equal(used, 0);
  other.free();
  await assertEmptyAfterPasses();
});

// Rust closures as functions: how they are released, and cycles through them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertEmpty, codeOf, collectUntil, m, turn } from "./support.mjs";

const { handfast } = m;
const MAKERS = ["makeFn", "makeFnMut", "makeFnOnce"];

/** Collects until nothing is left, with passes in between, and says who died. */
async function collectAll() {
  await collectUntil(() => {
    handfast.collect();
    return handfast.stats().rustObjects === 0;
  }, "all objects");
  const dropped = [...m.takeDropped()].sort((a, b) => a - b);
  await assertEmpty();
  return dropped;
}

test("released by the finalizer", async () => {
  m.takeDropped();
  (() => MAKERS.forEach((make, i) => m[make](i)))();
  await collectUntil(() => handfast.stats().rustObjects === 0, "functions");
  assert.deepEqual([...m.takeDropped()].sort(), [0, 1, 2]);
  await assertEmpty();
});

test("released by a sweep where there are no finalizers", async () => {
  handfast.configure({ finalizers: false });
  (() => MAKERS.forEach((make, i) => m[make](i)))();
  await turn();
  gc();
  await turn();
  assert.equal(handfast.sweep(), 3);
  handfast.configure({ finalizers: true });
  handfast.flush();
  assert.deepEqual([...m.takeDropped()], [0, 1, 2]);
  await assertEmpty();
});

test("released by dispose, with what it holds", async () => {
  const value = {};
  const f = m.makeFn(2, new m.Thing(1), value);
  f()[1].free();
  assert.deepEqual([...m.takeDropped()], [], "the function holds the object");
  handfast.dispose(f);
  assert.deepEqual([...m.takeDropped()].sort(), [1, 2]);
  assert.equal(codeOf(() => f()), "HANDFAST_DISPOSED");
  await assertEmpty();
});

test("what a function that is called once holds is dropped by the call", async () => {
  const f = m.makeFnOnce(2, new m.Thing(1));
  f()[1].free();
  assert.deepEqual([...m.takeDropped()].sort(), [1, 2]);
  assert.equal(codeOf(() => f()), "HANDFAST_ALREADY_CALLED");
  assert.equal(handfast.isAlive(f), true);
  handfast.dispose(f);
  await assertEmpty();
});

test("a function that disposes itself keeps what it holds until its call is over", async () => {
  for (const make of MAKERS) {
    const thing = new m.Thing(1);
    const f = m[make](2, thing, "value");
    thing.free();
    const told = f(() => {
      handfast.dispose(f);
      handfast.collect();
      gc();
      assert.deepEqual([...m.takeDropped()], []);
    });
    assert.equal(told[0], 2);
    assert.equal(told[1].id, 1);
    assert.equal(told[2], "value");
    told[1].free();
    assert.deepEqual([...m.takeDropped()].sort(), [1, 2], make);
  }
  await assertEmpty();
});

test("one function of Rust's is one function, as long as JavaScript reaches it", async () => {
  const thing = new m.Thing(1);
  await (async () => {
    const f = m.makeFn(2, thing);
    f.mark = "mine";
    thing.keep(f);
    for (let i = 0; i < 4; i += 1) {
      await turn();
      handfast.collect();
      gc();
      assert.equal(thing.kept()[0], f);
    }
    const probe = new WeakRef(f);
    assert.equal(probe.deref().mark, "mine");
  })();
  await turn();
  handfast.collect();
  assert.equal(thing.kept()[0]()[0], 2);
  thing.free();
  assert.deepEqual(await collectAll(), [1, 2]);
});

test("functions that Rust keeps, and lets go of", async () => {
  const thing = new m.Thing(1);
  (() => {
    for (let i = 2; i < 5; i += 1) thing.keep(m.makeFn(i, undefined, { i }));
  })();
  for (let i = 0; i < 3; i += 1) {
    await turn();
    handfast.collect();
    gc();
  }
  assert.deepEqual(thing.kept().map((f) => f()[1].i), [2, 3, 4]);
  assert.equal(thing.unkeep()()[0], 4);
  thing.free();
  assert.deepEqual(await collectAll(), [1, 2, 3, 4]);
});

/** By name: ways in which a function can lead to itself. */
const CYCLES = {
  "an object of Rust's that keeps it": () => {
    const thing = new m.Thing(1);
    const f = m.makeFn(2, thing);
    thing.keep(f);
    return f;
  },
  "an object of Rust's that holds it as a value": () => {
    const thing = new m.Thing(1);
    const f = m.makeFnMut(2, thing);
    thing.hold(f);
    return f;
  },
  "an object of Rust's that holds a closure of JavaScript's": () => {
    const thing = new m.Thing(1);
    const f = m.makeFn(2, thing);
    thing.hold(() => f);
    return f;
  },
  "a value of JavaScript's": () => {
    const value = {};
    new m.Thing(1).free();
    value.f = m.makeFnOnce(2, undefined, value);
    return value.f;
  },
  "a property of its own": () => {
    const thing = new m.Thing(1);
    const f = m.makeFn(2, undefined, thing);
    thing.mine = f;
    f.mine = thing;
    return Object.freeze(f);
  },
};

for (const [name, make] of Object.entries(CYCLES)) {
  test(`a cycle through ${name}`, async () => {
    m.takeDropped();
    await (async () => {
      const f = make();
      for (let i = 0; i < 4; i += 1) {
        await turn();
        handfast.collect();
        gc();
      }
      assert.equal(f.length, 1);
      assert.equal(handfast.isAlive(f), true, "it is held");
    })();
    assert.deepEqual(await collectAll(), [1, 2]);
  });
}

test("explanations call it by its class", async () => {
  const thing = new m.Thing(1);
  const f = m.makeFn(2, thing);
  thing.free();
  const { nodes } = handfast.graph();
  assert.deepEqual(nodes.map((node) => node.class).sort(), ["RustFn", "Thing"]);
  assert.match(handfast.explain(handfast.handleOf(f)).text, /^RustFn \d+, held by /);
  assert.deepEqual(handfast.stats().types, { RustFn: 1, Thing: 1 });
  f(() => assert.match(handfast.explain(f).text, /RustFn/));
  const changing = m.makeFnMut(3);
  changing(() => assert.match(handfast.explain(changing).text, /functions::make_mut/));
  handfast.dispose(changing);
  handfast.dispose(f);
  assert.deepEqual(await collectAll(), [1, 2, 3]);
});

test("a million functions, made and disposed without a pause", async () => {
  const { peak } = handfast.stats();
  for (let i = 0; i < 1_000_000; i += 1) handfast.dispose(m.makeFn(1));
  assert(handfast.stats().peak.handles <= peak.handles + 1);
  m.takeDropped();
  await assertEmpty();
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { handfast } from "../src/index.js";
import * as abi from "./abi.js";
import { assertEmpty, collect, load, turn, withConfig } from "./lab.js";

test("raw counts keep an object beyond its wrapper, and never take the wrapper's share", async () => {
  const { wasm, Node } = load();
  const make = () => {
    const node = new Node("a");
    const handle = handfast.handleOf(node);
    handfast.retain(node);
    handfast.retain(handle);
    return handle;
  };
  const handle = make();
  await collect();
  assert.equal(handfast.isAlive(handle), true);
  handfast.release(handle);
  handfast.release(handle);
  assert.equal(handfast.isAlive(handle), false);
  assert.deepEqual(wasm.dropped, ["a"]);

  const other = new Node("b");
  assert.throws(() => handfast.release(other), { code: "HANDFAST_OVER_RELEASE", message: /more often/ });
  assert.equal(other.name, "b");
  other.free();
  await turn();
  assertEmpty(wasm);
});

test("wrong arguments are typed errors, with the message from Rust where Rust refuses", async () => {
  const { wasm, Node } = load();
  const node = new Node("a");
  const handle = handfast.handleOf(node);
  for (const f of [handfast.dispose, handfast.handleOf, handfast.retain, handfast.release]) {
    assert.throws(() => f(null), { code: "HANDFAST_NULL_HANDLE" });
    assert.throws(() => f(undefined), { code: "HANDFAST_NULL_HANDLE" });
    for (const value of ["x", {}, () => {}, Symbol("s"), true]) {
      assert.throws(() => f(value), { code: "HANDFAST_NOT_A_HANDLE" });
    }
    assert.throws(() => f(Object.create(node)), { code: "HANDFAST_NOT_A_HANDLE", message: /inherits/ });
  }
  assert.throws(() => handfast.dispose(handle), { code: "HANDFAST_NOT_A_HANDLE" }, "a number is not owned");
  node.free();
  assert.throws(() => handfast.retain(node), { code: "HANDFAST_DISPOSED" });
  assert.throws(() => handfast.handleOf(node), { code: "HANDFAST_DISPOSED" });
  assert.throws(() => handfast.retain(handle), { code: "HANDFAST_STALE_HANDLE", message: "größer als nichts" });
  for (const value of [node, handle, null, {}, NaN, -1, "x"]) assert.equal(handfast.isAlive(value), false);
  await turn();
  assertEmpty(wasm);
});

test("a dispose that Rust refuses throws and changes nothing", async () => {
  const { wasm, Node } = load();
  const node = new Node("a");
  wasm.statusOfDispose = 15;
  assert.throws(() => node.free(), { code: "HANDFAST_POISONED", message: "refused by the test" });
  assert.equal(node.name, "a");
  wasm.statusOfDispose = 0;
  node.free();
  assert.deepEqual(wasm.dropped, ["a"]);
  await turn();
  assertEmpty(wasm);
});

test("stats sum over instances and list each", async () => {
  const [one, two] = [load(), load()];
  two.wasm.typeNames = ["Node", "Größe", "Größe"];
  const before = handfast.stats();
  const wrappers = [one.wasm.make(one.Node), one.wasm.make(one.Node), two.wasm.make(two.Node)];
  const after = handfast.stats();
  assert.equal(after.handles - before.handles, 3);
  assert.equal(after.rustObjects - before.rustObjects, 3);
  assert.equal(after.wrappers - before.wrappers, 3);
  assert.equal(after.nursery - before.nursery, 3);
  assert.equal(after.types.Node - before.types.Node, 3);
  const [a, b] = after.instances.slice(-2);
  assert.deepEqual([a.handles, b.handles], [2, 1]);
  assert.deepEqual(b.types, { Node: 1, Größe: 2 });
  assert.deepEqual(a.peak, { rustObjects: 9, handles: 8, jsRefs: 7, locals: 6, bytes: 0 });
  assert.equal(Object.getPrototypeOf(after), Object.prototype);
  for (const wrapper of wrappers) wrapper.free();
  await turn();
  assertEmpty(one.wasm, two.wasm);
});

test("one turn end for any number of requests, in a macrotask of its own", async () => {
  const { wasm, Node } = load();
  const wrappers = Array.from({ length: 10 }, () => new Node("a"));
  for (let i = 0; i < 10; i += 1) abi.scheduleTurnEnd(wasm.instance);
  await Promise.resolve();
  assert.equal(wasm.turns, 0, "not in a microtask");
  await turn();
  assert.equal(wasm.turns, 1);
  assert.equal(handfast.stats().nursery, 0);
  await turn();
  assert.equal(wasm.turns, 1, "nothing to do, nothing done");
  for (const wrapper of wrappers) wrapper.free();
  await turn();
  assertEmpty(wasm);
});

test("flush ends the turn at once, and instead", async () => {
  const { wasm, Node } = load();
  const node = new Node("a");
  handfast.flush();
  assert.equal(wasm.turns, 1);
  assert.equal(handfast.stats().nursery, 0);
  await turn();
  assert.equal(wasm.turns, 1);
  node.free();
  await turn();
  assertEmpty(wasm);
});

test("flush inside a constructor leaves the construction alone", async () => {
  const { wasm, Node } = load();
  class Sub extends Node {}
  const sub = new Sub("a", () => handfast.flush());
  assert.ok(sub instanceof Sub);
  assert.equal(sub.name, "a");
  sub.free();
  await turn();
  assertEmpty(wasm);
});

test("settings are checked, and all or none are changed", async () => {
  await withConfig({}, () => {
    const before = handfast.configure({});
    for (const wrong of [{ nursery: 0 }, { nursery: 1.5 }, { nursery: 65537 }, { sweepInterval: -1 }, { sweepBudget: NaN }]) {
      assert.throws(() => handfast.configure({ finalizers: false, ...wrong }), RangeError);
      assert.deepEqual(handfast.configure({}), before);
    }
    assert.deepEqual(handfast.configure({ sweepBudget: 5 }), { ...before, sweepBudget: 5 });
  });
});

test("growth of the memory starts a sweep long before the interval is over", async () => {
  await withConfig({ finalizers: false, sweepInterval: 2 ** 31 - 1, sweepBudget: 100 }, async () => {
    const { wasm, Node } = load();
    const garbage = () => {
      for (let i = 0; i < 1000; i += 1) wasm.make(Node);
    };
    garbage();
    await collect();
    await collect();
    assert.equal(wasm.dropped.length, 0);
    wasm.memory.grow(1);
    abi.scheduleTurnEnd(wasm.instance);
    await collect();
    assert.equal(wasm.dropped.length, 1000, "in slices of 100");
    assertEmpty(wasm);
  });
});

test("collect sweeps, collects in every instance, and adds up their reports", async () => {
  const { wasm, Node } = load();
  const other = load();
  (() => void new Node("a"))();
  const before = handfast.collect();
  const instances = [wasm, other.wasm];
  assert.deepEqual(instances.map((each) => each.collections), [1, 1]);
  const { released, duration, ...sums } = handfast.collect();
  const runs = handfast.stats().instances.length;
  assert.equal(released, 0);
  assert(duration >= 0 && before.duration >= 0);
  assert(sums.traced >= 200 && runs >= 2, "two reports of this test's instances, and those of earlier ones");
  const unit = sums.traced / 50;
  assert.deepEqual(sums, {
    traced: 50 * unit,
    edges: 40 * unit,
    roots: 30 * unit,
    ceded: 25 * unit,
    mirrored: 24 * unit,
    freed: 20 * unit,
    misreported: 10 * unit,
  });
  await collect();
  await turn();
  for (const each of instances) assertEmpty(each);
});

test("a build that cannot explain says so", async () => {
  const { wasm, Node } = load();
  const node = new Node("a");
  const refusal = { code: "HANDFAST_ERROR", message: /feature `explain`/ };
  assert.throws(() => handfast.explain(node), refusal);
  assert.throws(() => handfast.graph(), refusal);
  node.free();
  assertEmpty(wasm);
});

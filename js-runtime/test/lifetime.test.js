// With the engine's own collector.

import assert from "node:assert/strict";
import { test } from "node:test";
import { handfast } from "../src/index.js";
import * as abi from "./abi.js";
import { assertEmpty, collect, load, turn, withConfig } from "./lab.js";

for (const identity of [false, true]) {
  const kind = identity ? "findable" : "plain";

  test(`${kind} wrappers that nobody reaches are released, others are not`, async () => {
    const { wasm, Node } = load({ identity });
    const kept = new Node("kept");
    const garbage = () => {
      for (let i = 0; i < 2000; i += 1) wasm.make(Node, `n${i}`);
      for (let i = 0; i < 10; i += 1) new Node(`c${i}`);
    };
    garbage();
    await collect();
    assert.equal(wasm.dropped.length, 2010, "the held value must not lead to the wrapper");
    assert.equal(kept.name, "kept");
    kept.free();
    await turn();
    assertEmpty(wasm);
  });

  test(`${kind} wrappers stay alive as keys and values of collections`, async () => {
    const { wasm, Node } = load({ identity });
    const map = new Map([[new Node("key"), new Node("value")]]);
    const weak = new WeakMap();
    const fill = () => {
      const [key] = map.keys();
      weak.set(key, new Node("in a WeakMap"));
      weak.set(new Node("weak key"), 1);
    };
    fill();
    await collect();
    assert.deepEqual(wasm.dropped, ["weak key"]);
    const check = () => {
      const [[key, value]] = map;
      assert.equal(key.name + value.name + weak.get(key).name, "keyvaluein a WeakMap");
    };
    check();
    map.clear();
    await collect();
    assert.equal(wasm.dropped.length, 4);
    assertEmpty(wasm);
  });

  test(`an alias by prototype keeps a ${kind} wrapper alive and cannot dispose it`, async () => {
    const { wasm, Node } = load({ identity });
    const alias = Object.create(new Node("a"));
    await collect();
    assert.equal(alias.name, "a");
    assert.throws(() => alias.free(), { code: "HANDFAST_NOT_A_HANDLE" });
    assert.throws(() => handfast.dispose(alias), { code: "HANDFAST_NOT_A_HANDLE" });
    assert.equal(abi.handleOf(alias, wasm.instance, true), -1);
    assert.equal(alias.name, "a");
    Object.getPrototypeOf(alias).free();
    assert.throws(() => alias.name, { code: "HANDFAST_STALE_HANDLE" });
    await turn();
    assertEmpty(wasm);
  });

  test(`a Proxy keeps a ${kind} wrapper alive, and works in its place`, async () => {
    const { wasm, Node } = load({ identity });
    const proxy = new Proxy(new Node("a"), {});
    await collect();
    assert.equal(proxy.name, "a");
    assert.ok(abi.handleOf(proxy, wasm.instance, true) > 0);
    await collect();
    assert.equal(proxy.name, "a");
    proxy.free();
    assert.equal(abi.handleOf(proxy, wasm.instance, false), -2);
    proxy.free();
    assert.deepEqual(wasm.dropped, ["a"]);
    await turn();
    assertEmpty(wasm);
  });
}

test("a findable wrapper is found as long as it is alive", async () => {
  const { wasm, Node } = load({ identity: true });
  const node = new Node("a");
  const handle = node.__wbg_ptr;
  assert.equal(abi.wrapperOf(handle, Node.id), node, "in the nursery");
  await collect();
  assert.equal(abi.wrapperOf(handle, Node.id), node, "after it");
  assert.equal(abi.wrapNew(handle, Node.id, false), node, "also instead of a new one");
  node.free();
  assert.equal(abi.wrapperOf(handle, Node.id), undefined);
  await turn();
  assertEmpty(wasm);
});

test("a plain wrapper becomes findable when it is passed as a reference, and is still released", async () => {
  const { wasm, Node } = load();
  const use = () => {
    const node = new Node("early");
    assert.equal(abi.handleOf(node, wasm.instance, true), node.__wbg_ptr);
    return node;
  };
  const pass = (node) => {
    const handle = abi.handleOf(node, wasm.instance, true);
    assert.equal(abi.wrapperOf(handle, Node.id), node);
    return node;
  };
  let early = use();
  let late = new Node("late");
  await collect();
  assert.equal(abi.wrapperOf(early.__wbg_ptr, Node.id), early);
  assert.equal(abi.wrapperOf(late.__wbg_ptr, Node.id), undefined);
  pass(late);
  await collect();
  pass(late);
  assert.deepEqual(wasm.dropped, []);
  early = late = undefined;
  await collect();
  assert.deepEqual(wasm.dropped.sort(), ["early", "late"]);
  assertEmpty(wasm);
});

test("a copy that was passed as a reference releases nothing when it dies", async () => {
  const { wasm, Node } = load();
  const node = new Node("a");
  await collect();
  const pass = () => abi.handleOf({ ...node }, wasm.instance, true);
  assert.ok(pass() > 0);
  await collect();
  handfast.sweep();
  await turn();
  assert.equal(node.name, "a");
  assert.equal(handfast.stats().wrappers, 1);
  node.free();
  await turn();
  assertEmpty(wasm);
});

test("a sweep releases what died in an earlier macrotask, and nothing of this one", async () => {
  await withConfig({ finalizers: false, sweepInterval: 2 ** 31 - 1 }, async () => {
    const { wasm, Node } = load();
    const kept = new Node("kept");
    const garbage = (count) => {
      for (let i = 0; i < count; i += 1) wasm.make(Node);
    };
    garbage(1000);
    handfast.flush();
    globalThis.gc();
    assert.equal(handfast.sweep(), 0, "made in this job");
    await collect();
    assert.equal(handfast.stats().handles, 1001);
    assert.equal(handfast.sweep(), 1000);
    assert.equal(handfast.stats().pendingReleases, 1000);
    await turn();
    assert.equal(wasm.dropped.length, 1000, "Rust drops them when the turn ends");
    assert.equal(handfast.sweep(), 0);
    assert.equal(kept.name, "kept");
    kept.free();
    await turn();
    assertEmpty(wasm);
  });
});

test("without FinalizationRegistry everything is released by automatic sweeps", async () => {
  const { wasm, Node } = await (async () => {
    const saved = globalThis.FinalizationRegistry;
    delete globalThis.FinalizationRegistry;
    try {
      return load();
    } finally {
      globalThis.FinalizationRegistry = saved;
    }
  })();
  await withConfig({ sweepInterval: 20 }, async () => {
    let kept = [];
    const fill = () => {
      for (let i = 0; i < 3000; i += 1) kept.push(wasm.make(Node));
    };
    fill();
    await collect();
    assert.equal(wasm.dropped.length, 0);
    kept = [];
    // No turn comes from the app any more: the sweeps have to go on by themselves.
    await collect();
    for (let i = 0; i < 100 && wasm.dropped.length < 3000; i += 1) await turn().then(collect);
    assert.equal(wasm.dropped.length, 3000);
    assertEmpty(wasm);
  });
});

test("ids are used again a million times without a mix-up", async () => {
  const { wasm, Node } = load();
  const witness = wasm.make(Node, "witness");
  const first = wasm.make(Node, "first");
  const stale = { ...first };
  const handle = first.__wbg_ptr;
  first.free();
  for (let i = 0; i < 1_000_000; i += 1) {
    const wrapper = wasm.make(Node, "x");
    if (i % 1000 === 0) {
      assert.equal(wrapper.__wbg_ptr >>> 0, handle >>> 0, "the same place");
      assert.notEqual(wrapper.__wbg_ptr, handle);
      handfast.dispose(stale);
      first.free();
      assert.equal(wrapper.name, "x");
    }
    wrapper.free();
  }
  assert.equal(witness.name, "witness");
  assert.equal(handfast.stats().nursery, 1, "disposed at once, a wrapper gives its place back");
  witness.free();
  await collect();
  assert.equal(wasm.dropped.length, 1_000_002);
  assertEmpty(wasm);
});

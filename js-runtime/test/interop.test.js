// Wrappers in the hands of other people's code.

import assert from "node:assert/strict";
import { test } from "node:test";
import { handfast } from "../src/index.js";
import * as abi from "./abi.js";
import { assertEmpty, collect, load, turn } from "./lab.js";

for (const lock of ["preventExtensions", "seal", "freeze"]) {
  test(`${lock}: a wrapper works, is disposed once, and its handle goes stale`, async () => {
    const { wasm, Node } = load({ identity: true });
    const node = Object[lock](new Node("a"));
    assert.equal(node.name, "a");
    assert.ok(abi.handleOf(node, wasm.instance, true) > 0);
    await collect();
    assert.equal(node.name, "a");
    node.free();
    const next = wasm.make(Node, "next in the same place");
    node.free();
    handfast.dispose(node);
    assert.throws(() => node.name, { code: "HANDFAST_STALE_HANDLE" });
    assert.deepEqual(wasm.dropped, ["a"]);
    assert.equal(next.name, "next in the same place");
    next.free();
    await turn();
    assertEmpty(wasm);
  });
}

test("a frozen wrapper is consumed by value without a write", async () => {
  const { wasm, Node } = load();
  const node = Object.freeze(new Node("a"));
  wasm.consume(node, Node);
  node.free();
  assert.deepEqual(wasm.dropped, []);
  await turn();
  assertEmpty(wasm);
});

test("copies are aliases: alive as long as the object, then stale, never another object", async () => {
  const { wasm, Node } = load();
  const node = new Node("a");
  const copies = [{ ...node }, Object.assign({}, node), Object.assign(Object.create(Node.prototype), node)];
  for (const copy of copies) assert.equal(abi.handleOf(copy, wasm.instance, false), node.__wbg_ptr);
  node.free();
  const next = wasm.make(Node, "next");
  for (const copy of copies) {
    assert.equal(handfast.isAlive(copy), false);
    handfast.dispose(copy);
  }
  assert.throws(() => copies[2].name);
  assert.equal(next.name, "next");
  const copy = { ...next };
  handfast.dispose(copy);
  assert.throws(() => next.name, { code: "HANDFAST_STALE_HANDLE" }, "an alias may dispose");
  next.free();
  await turn();
  assertEmpty(wasm);
});

test("a Proxy that refuses to be written does not stop a release", async () => {
  const { wasm, Node } = load();
  const traps = [
    { set: () => false },
    {
      set() {
        throw new RangeError("trap");
      },
    },
  ];
  for (const trap of traps) {
    const proxy = new Proxy(new Node("a"), trap);
    proxy.free();
    proxy.free();
    assert.equal(wasm.dropped.pop(), "a");
    assert.equal(wasm.dropped.length, 0);
  }
  await turn();
  assertEmpty(wasm);
});

test("structuredClone and postMessage are refused with a typed error", async () => {
  const { wasm, Node } = load();
  const node = new Node("a");
  const { port1, port2 } = new MessageChannel();
  for (const value of [node, { deep: [node] }, new Map([[1, node]]), { ...node }]) {
    assert.throws(() => structuredClone(value), { code: "HANDFAST_NOT_CLONEABLE" });
    assert.throws(() => port1.postMessage(value), { code: "HANDFAST_NOT_CLONEABLE" });
  }
  port1.close();
  port2.close();
  assert.equal(node.name, "a");
  node.free();
  assert.throws(() => structuredClone(node), { code: "HANDFAST_NOT_CLONEABLE" }, "disposed as well");
  await turn();
  assertEmpty(wasm);
});

test("JSON shows own properties, without those of the runtime", async () => {
  const { wasm, Node } = load();
  const node = new Node("a");
  node.tag = { x: 1 };
  assert.equal(JSON.stringify([node]), '[{"tag":{"x":1}}]');
  assert.deepEqual(Object.keys(JSON.parse(JSON.stringify({ ...node }))), ["__wbg_ptr", "tag"]);
  node.free();
  assert.equal(JSON.stringify(node), '{"tag":{"x":1}}');
  await turn();
  assertEmpty(wasm);
});

test("Vue's mark is there and not in the way", async () => {
  const { wasm, Node } = load();
  const node = new Node("a");
  assert.equal(node.__v_skip, true);
  assert.equal(node.__hf.__v_skip, true);
  assert.ok(!Object.keys(node).includes("__v_skip"));
  assert.ok(Object.isFrozen(node.__hf));
  node.free();
  await turn();
  assertEmpty(wasm);
});

test("using releases at the end of the block, also when it throws", async () => {
  const { wasm, Node } = load();
  // What `using` compiles to: Symbol.dispose of the value, called in a finally.
  const body = () => {
    const node = new Node("a");
    try {
      throw new RangeError("body");
    } finally {
      node[Symbol.dispose]();
    }
  };
  assert.throws(body, RangeError);
  assert.deepEqual(wasm.dropped, ["a"]);
  await turn();
  assertEmpty(wasm);
});

test("handleOf: a status for whatever is not a wrapper, and never an exception", async () => {
  const { wasm, Node } = load();
  const node = new Node("a");
  const { instance } = wasm;
  const hostile = new Proxy({}, {
    get() {
      throw new Error("hostile");
    },
  });
  const { proxy: revoked, revoke } = Proxy.revocable({}, {});
  revoke();
  const status = (value) => abi.handleOf(value, instance, true);
  assert.equal(status(node), node.__wbg_ptr);
  for (const value of [null, undefined]) assert.equal(status(value), -4);
  for (const value of [0, 1, NaN, "", "x", true, 1n, Symbol("s"), {}, [], () => {}, hostile, revoked, globalThis]) {
    assert.equal(status(value), -1);
  }
  for (const pointer of [NaN, 0, -2, -0.5, "1", {}, undefined, null, 1n, -Infinity]) {
    assert.equal(status({ __wbg_ptr: pointer, __hf: node.__hf }), -1, String(pointer));
  }
  // Numbers that could be handles are passed on; whether they are is for Rust to say.
  for (const pointer of [1, 0.5, 2 ** 60, Infinity]) {
    assert.equal(status({ __wbg_ptr: pointer, __hf: node.__hf }), pointer);
  }
  assert.equal(status({ __wbg_ptr: node.__wbg_ptr }), -1, "without the guard");
  assert.equal(status({ __wbg_ptr: node.__wbg_ptr, __hf: { ...{} } }), -1);
  node.free();
  assert.equal(status(node), -2);
  await turn();
  assertEmpty(wasm);
});

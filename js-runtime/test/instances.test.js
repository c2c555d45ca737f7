// Several instances of one module, which share these files.

import assert from "node:assert/strict";
import { test } from "node:test";
import { handfast } from "../src/index.js";
import * as abi from "./abi.js";
import { assertEmpty, collect, load, turn } from "./lab.js";

test("each has its salt, its guard and its entries", async () => {
  const [one, two] = [load({ identity: true }), load({ identity: true })];
  assert.notEqual(one.wasm.salt, two.wasm.salt);
  const [a, b] = [one.wasm.make(one.Node, "a"), two.wasm.make(two.Node, "b")];
  assert.equal(a.__wbg_ptr >>> 0, b.__wbg_ptr >>> 0);
  assert.notEqual(a.__wbg_ptr, b.__wbg_ptr);
  assert.equal(a.name + b.name, "ab");
  assert.equal(abi.handleOf(a, two.wasm.instance, true), -3);
  assert.equal(abi.handleOf(b, one.wasm.instance, true), -3);
  a.free();
  assert.equal(b.name, "b");
  assert.equal(abi.wrapperOf(b.__wbg_ptr, two.Node.id), b);
  b.free();
  await turn();
  assertEmpty(one.wasm, two.wasm);
});

test("the collector reports each wrapper to its own instance", async () => {
  const [one, two] = [load(), load()];
  const garbage = () => {
    for (let i = 0; i < 100; i += 1) {
      one.wasm.make(one.Node, "one");
      two.wasm.make(two.Node, "two");
    }
  };
  garbage();
  await collect();
  assert.deepEqual(new Set(one.wasm.dropped), new Set(["one"]));
  assert.deepEqual(new Set(two.wasm.dropped), new Set(["two"]));
  assert.equal(one.wasm.dropped.length + two.wasm.dropped.length, 200);
  assertEmpty(one.wasm, two.wasm);
});

test("raw handles find their instance", async () => {
  const [one, two] = [load(), load()];
  const [a, b] = [one.wasm.make(one.Node, "a"), two.wasm.make(two.Node, "b")];
  const [ha, hb] = [handfast.handleOf(a), handfast.handleOf(b)];
  handfast.retain(ha);
  handfast.retain(hb);
  a.free();
  b.free();
  assert.ok(handfast.isAlive(ha) && handfast.isAlive(hb));
  handfast.release(ha);
  handfast.release(hb);
  assert.ok(!handfast.isAlive(ha) && !handfast.isAlive(hb));
  assert.deepEqual([one.wasm.dropped, two.wasm.dropped], [["a"], ["b"]]);
  await turn();
  assertEmpty(one.wasm, two.wasm);
});

test("an instance whose turn throws does not keep the others waiting", async () => {
  const [one, two] = [load(), load()];
  const caught = [];
  const listener = (error) => caught.push(error.message);
  process.prependOnceListener("uncaughtException", listener);
  // The test runner listens as well, and would count it as a failure.
  const others = process.listeners("uncaughtException").filter((each) => each.listener !== listener && each !== listener);
  for (const other of others) process.removeListener("uncaughtException", other);
  one.wasm.exports.hf_turn_end = () => {
    one.wasm.exports.hf_turn_end = () => 0;
    throw new RangeError("from user code");
  };
  const [a, b] = [one.wasm.make(one.Node), two.wasm.make(two.Node)];
  await turn();
  for (const other of others) process.on("uncaughtException", other);
  assert.deepEqual(caught, ["from user code"]);
  assert.equal(two.wasm.turns, 1);
  assert.equal(handfast.stats().nursery, 0);
  a.free();
  b.free();
  await turn();
  assertEmpty(one.wasm, two.wasm);
});

test("a wrapper of another copy of the package is foreign", async () => {
  const { wasm, Node } = load();
  const node = new Node("a");
  // The other copy's guard is known by its mark alone.
  const foreign = { __wbg_ptr: 1, __hf: { [Symbol.for("handfast.guard")]: true } };
  assert.equal(abi.handleOf(foreign, wasm.instance, false), -3);
  assert.throws(() => handfast.dispose(foreign), { code: "HANDFAST_FOREIGN_HANDLE" });
  node.free();
  await turn();
  assertEmpty(wasm);
});

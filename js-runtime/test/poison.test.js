// An instance that has crashed, and one that has not.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as abi from "./abi.js";
import { THREW, call0, takeResult } from "../src/call.js";
import { PoisonedError, handfast } from "../src/index.js";
import { assertEmpty, collect, load, turn } from "./lab.js";

test("wrappers, finalizers and slots of a poisoned instance are let go; another goes on", async () => {
  const [lost, other] = [load({ identity: true }), load()];
  const [wrapper, mine] = [new lost.Node("lost"), new other.Node("mine")];
  (() => {
    for (let i = 0; i < 100; i += 1) new lost.Node(`garbage ${i}`);
  })();
  abi.hold(abi.reserveSlots(4, lost.wasm.instance), { held: true });
  await turn();
  abi.poison(lost.wasm.instance, "why");
  abi.poison(lost.wasm.instance, "again");
  assert.ok(lost.wasm.poisoned);
  const { calls } = lost.wasm;
  await collect();
  assert.deepEqual(calls, { dispose: 0, finalize: 0 });
  for (const call of [() => wrapper.free(), () => new lost.Node("x"), () => new lost.Leaf("x"), () => wrapper.name, () => handfast.retain(wrapper)]) {
    assert.throws(call, (error) => error instanceof PoisonedError && /: why;/.test(error.message));
  }
  handfast.collect();
  handfast.flush();
  assert.equal(mine.name, "mine");
  mine.free();
  await turn();
  assertEmpty(other.wasm);
});

test("a little of the stack may be lost, much of it poisons when the turn ends", async () => {
  for (const [lost, poisoned] of [[60_000, false], [70_000, true]]) {
    const { wasm, Node } = load();
    wasm.lostStack = lost;
    const wrapper = new Node("some");
    await turn();
    assert.equal(wasm.poisoned, poisoned);
    if (poisoned) assert.throws(() => wrapper.name, /70000 bytes/);
    else wrapper.free();
    await turn();
    if (!poisoned) assertEmpty(wasm);
  }
});

test("an overflow of JavaScript alone is thrown on as it is", () => {
  const { wasm, Node } = load();
  const slot = abi.reserveSlots(1, wasm.instance);
  const endless = () => endless() + 1;
  abi.hold(slot, endless);
  assert.equal(call0(slot), THREW);
  assert.ok(takeResult() instanceof RangeError);
  new Node("still there").free();
  abi.decref(slot);
  assert.equal(wasm.poisoned, false);
  assertEmpty(wasm);
});

test("the error of a crash goes through every call of that instance that is under way, and of no other", async () => {
  const [lost, other] = [load(), load()];
  const [inner, outer] = [abi.reserveSlots(1, lost.wasm.instance), abi.reserveSlots(1, other.wasm.instance)];
  const crash = () => {
    abi.poison(lost.wasm.instance, "why");
    throw abi.poisonedError(lost.wasm.instance);
  };
  abi.hold(inner, crash);
  abi.hold(outer, () => call0(inner));
  assert.equal(call0(outer), THREW);
  assert.ok(takeResult() instanceof PoisonedError);
  abi.hold(inner, crash);
  assert.throws(() => call0(inner), PoisonedError);
  for (const slot of [inner, outer]) abi.decref(slot);
  await turn();
  assertEmpty(other.wasm);
});

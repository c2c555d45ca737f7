import assert from "node:assert/strict";
import { test } from "node:test";
import { handfast } from "../src/index.js";
import * as abi from "./abi.js";
import * as held from "../src/call.js";
import { assertEmpty, collect, load } from "./lab.js";

test("reserved ranges do not overlap, and slot 0 is in none", () => {
  const a = abi.reserveSlots(3);
  const b = abi.reserveSlots(1);
  const c = abi.reserveSlots(1000);
  assert.ok(a > 0);
  assert.equal(b, a + 3);
  assert.equal(c, b + 1);
});

test("a slot holds any value, undefined included, until it is cleared", () => {
  const { wasm } = load();
  const values = [undefined, null, 0, NaN, "", Symbol("s"), 1n, {}, () => {}];
  const first = abi.reserveSlots(values.length);
  values.forEach((value, i) => abi.hold(first + i, value));
  values.forEach((value, i) => assert.ok(Object.is(abi.get(first + i), value)));
  assert.equal(handfast.stats().slots, values.length);
  values.forEach((_, i) => abi.decref(first + i));
  assert.equal(abi.get(first + 7), undefined);
  assertEmpty(wasm);
});

for (const shared of [false, true]) {
  test(`decrefMany clears what the ${shared ? "shared " : ""}memory lists, also after it has grown`, () => {
    const { wasm } = load({ shared });
    const first = abi.reserveSlots(6);
    for (const pointer of [64, 3 * 65536 - 8]) {
      for (let i = 0; i < 6; i += 1) abi.hold(first + i, i);
      if (pointer > 65536) wasm.memory.grow(2);
      new Uint32Array(wasm.memory.buffer).set([first + 4, first + 1], pointer / 4);
      abi.decrefMany(wasm.instance, pointer, 2);
      assert.deepEqual([0, 1, 2, 3, 4, 5].map((i) => abi.get(first + i)), [0, undefined, 2, 3, undefined, 5]);
    }
    for (let i = 0; i < 6; i += 1) abi.decref(first + i);
    assertEmpty(wasm);
  });
}

test("a held value is alive, a cleared one is garbage", async () => {
  const { wasm } = load();
  const slot = abi.reserveSlots(1);
  const hold = () => {
    const value = {};
    abi.hold(slot, value);
    return new WeakRef(value);
  };
  const weak = hold();
  await collect();
  assert.ok(weak.deref() !== undefined);
  abi.decref(slot);
  await collect();
  assert.equal(weak.deref(), undefined);
  assertEmpty(wasm);
});

test("calls tell what happened by a number, and keep the value until it is taken", () => {
  const { wasm } = load();
  const slot = abi.reserveSlots(1);
  const object = {};
  const calls = [
    [(...args) => held.call0(slot, ...args), []],
    [(...args) => held.call1(slot, ...args), ["a"]],
    [(...args) => held.call2(slot, ...args), ["a", "b"]],
    [(...args) => held.call3(slot, ...args), ["a", "b", "c"]],
    [(...args) => held.call4(slot, ...args), ["a", "b", "c", "d"]],
  ];
  for (const [call, args] of calls) {
    let seen;
    abi.hold(slot, function (...given) {
      seen = [this, ...given];
    });
    assert.equal(call(...args), 0);
    assert.deepEqual(seen, [undefined, ...args]);

    for (const value of [object, null, 0, false]) {
      abi.hold(slot, () => value);
      assert.equal(call(...args), 1);
      assert.equal(held.takeResult(), value);
      assert.equal(held.takeResult(), undefined, "taken once");
    }
    for (const error of [new RangeError("thrown"), undefined, "text"]) {
      abi.hold(slot, () => {
        throw error;
      });
      assert.equal(call(...args), 2);
      assert.equal(held.takeResult(), error);
    }
    for (const value of [undefined, object, 1]) {
      abi.hold(slot, value);
      assert.equal(call(...args), 3);
    }
    abi.decref(slot);
    assert.equal(call(...args), 3, "an empty slot");
  }
  assertEmpty(wasm);
});

test("calls with a receiver", () => {
  const { wasm } = load();
  const slot = abi.reserveSlots(1);
  const self = {};
  abi.hold(slot, function (...args) {
    if (args.length === 0) return undefined;
    if (args[0] === "throw") throw self;
    return [this, ...args];
  });
  assert.equal(held.callWith1(slot, self, 1), 1);
  assert.deepEqual(held.takeResult(), [self, 1]);
  assert.equal(held.callWith1(slot, self, "throw"), 2);
  assert.equal(held.takeResult(), self);
  assert.equal(held.callWith(slot, self, []), 0);
  assert.equal(held.callWith(slot, self, [1, 2, 3, 4, 5, 6]), 1);
  assert.deepEqual(held.takeResult(), [self, 1, 2, 3, 4, 5, 6]);
  assert.equal(held.callWith(slot, self, ["throw"]), 2);
  assert.equal(held.takeResult(), self);
  abi.decref(slot);
  assert.equal(held.callWith1(slot, self, 1), 3);
  assert.equal(held.callWith(slot, self, []), 3);
  assertEmpty(wasm);
});

test("calls nest: the result is that of the call that ended last", () => {
  const { wasm } = load();
  const slots = abi.reserveSlots(2);
  abi.hold(slots, () => {
    assert.equal(held.call0(slots + 1), 1);
    assert.equal(held.takeResult(), "inner");
    return "outer";
  });
  abi.hold(slots + 1, () => "inner");
  assert.equal(held.call0(slots), 1);
  assert.equal(held.takeResult(), "outer");
  abi.decref(slots);
  abi.decref(slots + 1);
  assertEmpty(wasm);
});

test("a result that nobody takes is let go at the end of the turn", async () => {
  const { wasm } = load();
  const slot = abi.reserveSlots(1);
  const weak = (() => {
    let value = {};
    abi.hold(slot, () => value);
    assert.equal(held.call0(slot), 1);
    const ref = new WeakRef(value);
    value = undefined;
    abi.decref(slot);
    return ref;
  })();
  abi.scheduleTurnEnd(wasm.instance);
  await collect();
  assert.equal(weak.deref(), undefined);
  assertEmpty(wasm);
});

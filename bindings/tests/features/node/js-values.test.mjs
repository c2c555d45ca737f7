// Values that JavaScript owns: JsRef, JsValue, js-sys and web-sys.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertEmpty, endsEmpty, m, refuses } from "./support.mjs";

const { Holder } = m;
endsEmpty();

test("JsRef and Option<JsRef>", () => {
  const holder = new Holder();
  const object = {};
  holder.hold(object);
  assert.equal(holder.swap(undefined), object);
  assert.equal(holder.swap(5), undefined);
  assert.equal(holder.swap(null), 5);
});

test("a value that came with a call gets a slot when something needs one", () => {
  const holder = new Holder();
  const slots = () => {
    m.handfast.flush();
    const { jsRefs, slots } = m.handfast.stats();
    return [jsRefs, slots];
  };
  const object = {};
  holder.hold(object);
  assert.deepEqual(slots(), [1, 0]);
  assert.equal(holder.cloneHeld(), "(true, 1) (true, 2)");
  assert.deepEqual(slots(), [1, 1]);
  assert.equal(holder.swap(object), object);
  assert.deepEqual(slots(), [1, 0]);
  m.handfast.collect();
  assert.deepEqual(slots(), [1, 1]);
  assert.equal(holder.swap(undefined), object);
  assert.deepEqual(slots(), [0, 0]);
  holder.holdAll([(x) => x, String]);
  assert.deepEqual(slots(), [2, 0]);
  assert.deepEqual(holder.callAll(5), [5, "5"]);
  assert.deepEqual(slots(), [2, 2]);
  // What cannot be held weakly, and what is nothing.
  for (const value of [undefined, null, "text", 5, Symbol.iterator, 1n]) {
    holder.hold(value);
    m.handfast.collect();
    assert.equal(holder.swap(undefined), value);
  }
  holder.clear();
  assert.deepEqual(slots(), [0, 0]);
});

test("Vec<JsRef>", () => {
  const holder = new Holder();
  const functions = [(x) => x + 1, (x) => x * 2];
  holder.holdAll(functions);
  assert.deepEqual(holder.functions(), functions);
  assert.deepEqual(holder.callAll(5), [6, 10]);
  assert.deepEqual(holder.optionalFunctions(functions), functions);
  assert.equal(holder.optionalFunctions(), undefined);
  refuses("WRONG_TYPE", () => holder.holdAll(null));
  assert.deepEqual(holder.functions(), functions);
  // Functions made here can reach `holder`, so they form a cycle with it.
  holder.clear();
});

test("an exception of a held function", () => {
  const holder = new Holder();
  const error = new Error("mine");
  holder.holdAll([() => { throw error; }]);
  assert.throws(() => holder.callAll(5), (thrown) => thrown === error);
  holder.clear();
});

test("what is held is let go", async () => {
  let holder = new Holder();
  let object = { big: true };
  const weak = new WeakRef(object);
  holder.hold(object);
  object = undefined;
  holder.clear();
  holder = undefined;
  await assertEmpty();
  assert.equal(weak.deref(), undefined);
});

test("web-sys", () => {
  const holder = new Holder();
  const target = new EventTarget();
  let seen;
  target.addEventListener("hello", (event) => (seen = event));
  const event = new Event("hello");
  assert.equal(holder.setTarget(target, event, AbortSignal.abort()), "hello true");
  assert.equal(seen, event);
  assert.equal(holder.target(), target);
  assert.equal(m.aborted().aborted, true);
  holder.clear();
});

test("js-sys", () => {
  const bytes = m.jsSys([1, 2], new Map([[1, 2]]), new Date("2026-01-02"), () => 7);
  assert.deepEqual(bytes, new Uint8Array([2, 1, 26, 7]));
  assert.deepEqual([...m.jsSys([], new Map(), null, () => 0)], [0, 0, 0, 0]);
});

test("JsValue", () => {
  assert.equal(m.typeName(new Event("x"), () => 0), "event function");
  assert.equal(m.typeName(undefined, 5n), "undefined bigint");
  assert.deepEqual(m.reversed([[1], [2]], [3, "4"]), [[2], [1], "4", 3]);
});

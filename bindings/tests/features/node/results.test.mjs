// Errors of the user's.

import assert from "node:assert/strict";
import { test } from "node:test";
import { endsEmpty, isGone, m, refuses } from "./support.mjs";

const { Counter, Failing } = m;
endsEmpty();

function thrown(call) {
  try {
    call();
  } catch (error) {
    return error;
  }
  return assert.fail("nothing was thrown");
}

test("a constructor", () => {
  assert.ok(new Failing(true) instanceof Failing);
  assert.throws(() => new Failing(false), /^Error: no$/);
  assert.ok(new Failing(true) instanceof Failing);
});

test("Result<(), JsValue>", () => {
  const failing = new Failing(true);
  assert.equal(failing.unit(true), undefined);
  assert.equal(thrown(() => failing.unit(false)), "a string");
});

test("an alias of Result, with the app's error through `?`", () => {
  assert.throws(() => new Failing(true).questionMark(), /^Error: the app failed$/);
});

test("a String, and a type of the app's", () => {
  const failing = new Failing(true);
  assert.equal(thrown(() => failing.text()), "text");
  assert.equal(thrown(() => failing.custom()), 42);
});

test("Handfast's own error", () => {
  const counter = new Counter(1);
  refuses("BORROWED_MUT", () => new Failing(true).borrow(counter), /results\.rs/);
  assert.equal(counter.value(), 1);
});

test("objects", () => {
  const failing = new Failing(true);
  assert.equal(failing.object(true).value(), 0);
  assert.throws(() => failing.object(false), /no object/);
});

test("by value: the object is gone", () => {
  const failing = new Failing(true);
  assert.throws(() => failing.consume(), /consumed/);
  isGone(() => failing.unit(true));
});

test("a free function", () => {
  assert.throws(() => m.failFreely("as told"), /^Error: as told$/);
});

test("many errors in a row use up nothing", () => {
  const failing = new Failing(true);
  for (let i = 0; i < 200_000; i += 1) thrown(() => failing.unit(false));
  assert.equal(failing.unit(true), undefined);
});

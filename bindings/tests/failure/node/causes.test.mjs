// Errors cross with their identity, their code and their cause.

import assert from "node:assert/strict";
import { test } from "node:test";
import { endsEmpty, m } from "./support.mjs";

endsEmpty();

const caught = (call) => {
  try {
    call();
  } catch (error) {
    return error;
  }
  return assert.fail("nothing was thrown");
};

test("what a callback throws arrives as the same object, however it is called", () => {
  for (const thrown of [new Error("mine"), { any: "thing" }, Object.freeze([]), "text", 0, null, undefined, Symbol("s")]) {
    const all = m.throwAll(() => {
      throw thrown;
    });
    assert.equal(all.length, 7);
    assert.ok(all.every((error) => error === thrown));
  }
});

test("a source is a cause", () => {
  assert.equal(m.parseNumber("12"), 12);
  const error = caught(() => m.parseNumber("many"));
  assert.ok(error instanceof Error);
  assert.equal(error.message, "cannot read it");
  assert.match(error.cause.message, /invalid digit/);
  assert.equal(error.cause.cause, undefined);
});

test("an error of Handfast's keeps its class and code, at any depth", () => {
  assert.equal(caught(() => m.failFlat()).code, "HANDFAST_DETACHED");
  const { cause } = caught(() => m.failDeep());
  assert.equal(cause.code, "HANDFAST_DETACHED");
  assert.equal(cause.name, "DetachedError");
});

test("what JavaScript has thrown can be the cause", () => {
  const thrown = { any: "thing" };
  const error = caught(() => m.notify(() => {
    throw thrown;
  }));
  assert.equal(error.message, "a listener failed");
  assert.equal(error.cause, thrown);
  m.notify(() => {});
});

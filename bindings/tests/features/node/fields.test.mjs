// Public fields as properties.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { endsEmpty, m, refuses } from "./support.mjs";

const { Cloned, Counter, Fields, Owner, Pair } = m;
endsEmpty();

describe("fields", () => {
  test("read and written", () => {
    const fields = new Fields();
    fields.number = 7;
    assert.equal(fields.number, 7);
    fields.type += 1;
    assert.equal(fields.type, 5);
  });

  test("readonly", () => {
    const fields = new Fields();
    assert.equal(fields.fixed, 1.5);
    assert.throws(() => { fields.fixed = 2; }, TypeError);
  });

  test("skip, and private", () => {
    const fields = new Fields();
    assert.equal("hidden" in fields, false);
    assert.equal("private" in fields, false);
    assert.equal(fields.sumHidden(), 7);
  });

  test("js_name", () => {
    const fields = new Fields();
    assert.equal(fields.otherName, true);
    fields.otherName = false;
    assert.equal(fields.otherName, false);
    assert.equal(fields.renamed, undefined);
  });

  test("getter_with_clone", () => {
    const fields = new Fields();
    fields.text += "!";
    assert.equal(fields.text, "text!");
    const cloned = new Cloned();
    assert.equal(cloned.text, "cloned");
    assert.deepEqual(cloned.numbers, new Uint32Array([1, 2, 3]));
    cloned.numbers = [4];
    assert.deepEqual(cloned.numbers, new Uint32Array([4]));
  });

  test("Ref fields", () => {
    const fields = new Fields();
    assert.equal(fields.counter, undefined);
    const counter = new Counter(1);
    fields.counter = counter;
    assert.equal(fields.counter, counter);
    fields.counters = [counter, fields.counter];
    assert.deepEqual(fields.counters, [counter, counter]);
    refuses("NOT_A_HANDLE", () => { fields.counter = {}; });
    assert.equal(fields.counter, counter);
    fields.counter = null;
    assert.equal(fields.counter, undefined);
  });

  test("JsRef fields", () => {
    const fields = new Fields();
    const callback = () => 1;
    fields.callback = callback;
    assert.equal(fields.callback, callback);
    fields.callback = undefined;
    assert.equal(fields.callback, undefined);
  });

  test("optional fields", () => {
    const fields = new Fields();
    assert.equal(fields.maybe, undefined);
    fields.maybe = 2.5;
    assert.equal(fields.maybe, 2.5);
    fields.maybe = undefined;
    assert.equal(fields.maybe, undefined);
  });

  test("skip_typescript still works", () => {
    const fields = new Fields();
    fields.untyped = 9;
    assert.equal(fields.untyped, 9);
  });

  test("tuple structs", () => {
    const pair = new Pair(1, 2.5);
    pair[0] = 3;
    assert.deepEqual([pair[0], pair[1]], [3, 2.5]);
    assert.throws(() => { pair[1] = 1; }, TypeError);
  });

  test("of a disposed object", () => {
    const fields = new Fields();
    fields.free();
    refuses("DISPOSED", () => fields.number);
    refuses("DISPOSED", () => { fields.number = 1; });
  });

  test("a setter drops the old value when nothing is borrowed", () => {
    const owner = new Owner();
    owner.owned = owner.make();
    owner.owned.free();
    owner.owned = undefined;
    assert.equal(owner.dropped, 1);
    owner.free();
  });
});

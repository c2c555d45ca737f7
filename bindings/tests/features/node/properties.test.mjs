// Getters, setters, statics, symbols and names.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { endsEmpty, m, refuses } from "./support.mjs";

const { List } = m;
endsEmpty();

describe("properties", () => {
  test("getter and setter", () => {
    const list = new List([1, 2]);
    list.title = "mine";
    assert.equal(list.title, "mine");
    assert.throws(() => { list.title = 5; });
    assert.equal(list.title, "mine");
  });

  test("named by the option", () => {
    const list = new List([1, 2]);
    assert.equal(list.byOption, 1);
    list.byOption = 5;
    assert.deepEqual([...list], [5, 1, 2]);
    assert.equal(new List([]).byOption, undefined);
  });

  test("a setter that refuses", () => {
    const list = new List([1]);
    assert.throws(() => { list.byOption = NaN; }, /not a number/);
    assert.equal(list.byOption, 1);
  });

  test("named by js_name", () => {
    const list = new List([1, 2]);
    assert.equal(list.byName, 2);
    list.byName = 3;
    assert.deepEqual([...list], [1, 2, 0]);
  });

  test("static", () => {
    assert.equal(List.shared, 7);
    List.shared = 8;
    assert.equal(List.shared, 8);
    List.shared = 7;
  });

  test("[Symbol.iterator]", () => {
    assert.deepEqual([...new List([1, 2, 3])], [1, 2, 3]);
  });

  test("[Symbol.toStringTag]", () => {
    assert.equal(Object.prototype.toString.call(new List([])), "[object List]");
  });

  test("[Symbol.dispose] and free", () => {
    const list = new List([1]);
    list[Symbol.dispose]();
    list.free();
    refuses("DISPOSED", () => list.byName);
    refuses("DISPOSED", () => { list.byName = 3; });
  });

  test("reserved names", () => {
    const list = new List([1, 2]);
    assert.equal(list.match(2), true);
    assert.equal(list.delete(0), 1);
    assert.equal(list.ignoring(1, 2), 1);
  });
});

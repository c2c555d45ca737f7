// Transactions.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Document, UndoManager, refusal, sync } from "./support.mjs";

test("all changes in it are told at once, and can be read before", () => {
  const document = new Document();
  const [text, map] = [document.text("t"), document.map("m")];
  /** @type {any[]} */
  const log = [];
  text.observe((/** @type {any} */ event) => log.push([event.delta, event.origin]));
  map.observe((/** @type {any} */ event) => log.push([[...event.keys.keys()], event.origin]));
  const result = document.transact(() => {
    text.insert(0, "b");
    assert.equal(text.toString(), "b");
    text.insert(0, "a");
    map.set("k", text.length);
    assert.deepEqual([map.get("k"), document.toJSON()], [2, { m: { k: 2 }, t: "ab" }]);
    assert.equal(log.length, 0);
    return "result";
  }, "me");
  assert.equal(result, "result");
  assert.equal(log.length, 2);
  for (const expected of [[[{ insert: "ab" }], "me"], [["k"], "me"]]) {
    assert.ok(log.some((told) => JSON.stringify(told) === JSON.stringify(expected)), "in which order is not promised");
  }
});

test("one inside of another belongs to it", () => {
  const document = new Document();
  const text = document.text("t");
  /** @type {any[]} */
  const log = [];
  text.observe((/** @type {any} */ event) => log.push(event.origin));
  document.transact(() => {
    document.transact(() => text.insert(0, "a"), "inner");
    text.insert(0, "b");
    assert.equal(log.length, 0);
  }, "outer");
  assert.deepEqual(log, ["outer"]);
});

test("everything that reads and writes works inside of one", () => {
  const [a, b] = [new Document(), new Document()];
  b.text("t").insert(0, "b");
  const log = /** @type {any[]} */ ([]);
  const observer = (/** @type {any} */ event) => log.push(event.target ?? event.update);
  a.transact(() => {
    const text = a.text("t");
    text.observe(observer);
    a.observeUpdates(observer);
    a.applyUpdate(b.diff(a.stateVector()));
    assert.equal(text.toString(), "b");
    const nested = a.map("m").setText("n", "x");
    nested.observe(observer);
    assert.equal(a.map("m").get("n"), nested);
    a.map("m").delete("n");
    assert.equal(nested.isDeleted, true);
    assert.throws(() => nested.insert(0, "x"), refusal("COLLAB_DELETED"));
    assert.throws(() => text.insert(9, "x"), refusal("COLLAB_OUT_OF_RANGE"));
    assert.throws(() => a.map("t"), refusal("COLLAB_WRONG_KIND"));
    a.unobserveUpdates(() => {});
  });
  assert.deepEqual(log.filter((seen) => seen === a.text("t")).length, 1);
  assert.equal(a.observerCount, 2, "that of the deleted text is gone");
  sync(a, b);
  b.map("m");
  assert.deepEqual(a.toJSON(), b.toJSON());
});

test("two documents at once", () => {
  const [a, b] = [new Document(), new Document()];
  a.transact(() => {
    b.transact(() => {
      a.text("t").insert(0, "a");
      b.text("t").insert(0, "b");
      b.applyUpdate(a.diff());
    });
  });
  assert.equal([...b.text("t").toString()].sort().join(""), "ab");
});

test("what it changed before it throws stands", () => {
  const document = new Document();
  const text = document.text("t");
  let told = 0;
  text.observe(() => (told += 1));
  const error = new RangeError("mine");
  const thrown = () =>
    document.transact(() => {
      text.insert(0, "x");
      throw error;
    });
  assert.throws(thrown, (caught) => caught === error);
  assert.deepEqual([text.toString(), told], ["x", 1]);
  assert.throws(() => document.transact("no function"), TypeError);
  text.insert(1, "y");
  assert.equal(told, 2, "it is over");
});

test("a promise does not keep it open", async () => {
  const document = new Document();
  const text = document.text("t");
  /** @type {string[]} */
  const log = [];
  text.observe(() => log.push(text.toString()));
  await document.transact(async () => {
    text.insert(0, "a");
    await undefined;
    text.insert(1, "b");
  });
  assert.deepEqual(log, ["a", "ab"]);
});

test("undo managers are refused, and may be dropped, inside of one", () => {
  const document = new Document();
  const text = document.text("t");
  const manager = new UndoManager(document, [text]);
  text.insert(0, "x");
  document.transact(() => {
    for (const method of ["undo", "redo", "stop", "clear"]) {
      assert.throws(() => manager[method](), refusal("COLLAB_IN_TRANSACTION"));
    }
    assert.throws(() => new UndoManager(document, [text]), refusal("COLLAB_IN_TRANSACTION"));
    assert.equal(manager.canUndo, true);
    text.insert(1, "y");
    manager.free();
    text.insert(2, "z");
  });
  assert.equal(text.toString(), "xyz");
});

// Undo and redo.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Document, UndoManager, refusal, sync } from "./support.mjs";

test("own changes are taken back and made again, those of others are not", () => {
  const [a, b] = [new Document(), new Document()];
  const text = a.text("t");
  const manager = new UndoManager(a, [text]);
  text.insert(0, "mine");
  sync(a, b);
  b.text("t").insert(0, "theirs ");
  sync(a, b);
  assert.equal(text.toString(), "theirs mine");
  assert.deepEqual([manager.canUndo, manager.canRedo, manager.document === a], [true, false, true]);
  assert.equal(manager.undo(), true);
  assert.equal(text.toString(), "theirs ");
  assert.equal(manager.undo(), false);
  assert.equal(manager.redo(), true);
  assert.equal(text.toString(), "theirs mine");
  sync(a, b);
  assert.equal(b.text("t").toString(), "theirs mine");
});

test("changes that follow each other are one, unless it is stopped in between", () => {
  const document = new Document();
  const [text, other] = [document.text("t"), document.text("other")];
  const manager = new UndoManager(document, [text], 60_000);
  text.insert(0, "a");
  text.insert(1, "b");
  manager.stop();
  text.insert(2, "c");
  other.insert(0, "x");
  manager.undo();
  assert.equal(text.toString(), "ab");
  manager.undo();
  assert.deepEqual([text.toString(), other.toString()], ["", "x"]);
  manager.redo();
  assert.equal(text.toString(), "ab");
  manager.clear();
  assert.deepEqual([manager.canUndo, manager.canRedo, manager.undo()], [false, false, false]);
});

test("a time of its own, and none", () => {
  const document = new Document();
  const text = document.text("t");
  const manager = new UndoManager(document, [text], 0);
  for (const letter of "abc") text.insert(text.length, letter);
  manager.undo();
  assert.equal(text.toString(), "ab");
});

test("origins", () => {
  const document = new Document();
  const text = document.text("t");
  const manager = new UndoManager(document, [text], 0, ["editor"]);
  text.insert(0, "a");
  document.transact(() => text.insert(1, "b"), "editor");
  document.transact(() => text.insert(2, "c"), "other");
  manager.undo();
  assert.equal(text.toString(), "ac");
  assert.equal(manager.canUndo, false);
});

test("observers are told, and may undo themselves", () => {
  const document = new Document();
  const text = document.text("t");
  const manager = new UndoManager(document, [text]);
  /** @type {any[]} */
  const log = [];
  text.observe((/** @type {any} */ event) => {
    log.push([event.origin, text.toString()]);
    if (text.toString() === "bad") manager.undo();
  });
  text.insert(0, "bad");
  assert.deepEqual(log, [
    [null, "bad"],
    ["undo", ""],
  ]);
  const error = new Error("observer");
  text.observe(() => {
    throw error;
  });
  assert.throws(() => manager.redo(), (/** @type {any} */ caught) => caught instanceof AggregateError || caught === error);
});

test("what was deleted comes back as new shared types", () => {
  const document = new Document();
  const map = document.map("m");
  const manager = new UndoManager(document, [map], 0);
  const nested = map.setMap("outer");
  const text = nested.setText("t", "text");
  map.delete("outer");
  assert.equal(manager.undo(), true);
  assert.deepEqual(map.toJSON(), { outer: { t: "text" } });
  assert.ok(nested.isDeleted && text.isDeleted);
  map.get("outer").get("t").insert(4, "!");
  assert.deepEqual(map.toJSON(), { outer: { t: "text!" } });
});

test("the scope is checked", () => {
  const [a, b] = [new Document(), new Document()];
  assert.throws(() => new UndoManager(a, [b.text("t")]), refusal("COLLAB_FOREIGN_TYPE"));
  assert.throws(() => new UndoManager(a, [a.map("m").setText("t")]), refusal("COLLAB_NOT_A_ROOT"));
  for (const bad of [[{}], "x", undefined, [a]]) {
    assert.throws(() => new UndoManager(a, bad), (/** @type {any} */ error) => error.code.startsWith("HANDFAST_"));
  }
  const manager = new UndoManager(a, [a.text("t"), a.map("m"), a.array("a")]);
  a.array("a").insert(0, 1);
  a.map("m").set("k", 1);
  manager.undo();
  assert.deepEqual(a.toJSON(), { a: [], m: { t: "" }, t: "" });
});

// Texts: editing, offsets, attributes.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Document, SharedText, SharedType, refusal, sync } from "./support.mjs";

test("a text is inserted into and deleted from", () => {
  const text = new Document().text("t");
  text.insert(0, "held");
  text.insert(3, "lo worl");
  assert.equal(text.toString(), "hello world");
  text.delete(5, 6);
  assert.deepEqual([text.toString(), text.length, JSON.stringify({ text })], ["hello", 5, '{"text":"hello"}']);
  text.insert(5, "");
  text.delete(0, 0);
  assert.equal(text.length, 5);
});

test("the same text is the same object, of its class", () => {
  const document = new Document();
  const text = document.text("t");
  assert.equal(document.text("t"), text);
  assert.notEqual(document.text("u"), text);
  assert.ok(text instanceof SharedText && text instanceof SharedType);
  assert.equal(text.document, document);
});

test("a text keeps its document", () => {
  const text = (() => new Document().text("t"))();
  text.insert(0, "x");
  assert.equal(text.document.text("t"), text);
});

test("offsets are JavaScript's", () => {
  const [a, b] = [new Document(), new Document()];
  const text = a.text("t");
  const string = "a\u{1f469}\u{200d}\u{1f680}é漢z";
  text.insert(0, string);
  assert.equal(text.length, string.length);
  text.insert(string.indexOf("é"), "|");
  text.delete(1, "\u{1f469}\u{200d}\u{1f680}".length);
  assert.equal(text.toString(), "a|é漢z");
  sync(a, b);
  assert.equal(b.text("t").toString(), "a|é漢z");
});

test("positions between the halves of a surrogate pair are refused: replicas would differ", () => {
  const text = new Document().text("t");
  text.insert(0, "x\u{1f600}y");
  const refused = refusal("COLLAB_SPLIT_CHARACTER");
  assert.throws(() => text.insert(2, "|"), refused);
  assert.throws(() => text.delete(2, 2), refused);
  assert.throws(() => text.delete(0, 2), refused);
  assert.throws(() => text.format(1, 1, { b: true }), refused);
  text.insert(3, "|");
  text.delete(1, 2);
  assert.equal(text.toString(), "x|y");
  text.insert(0, "\ud83d");
  assert.equal(text.toString(), "\ufffdx|y", "half a pair is no character");
});

test("ranges outside of the text are refused, and change nothing", () => {
  const text = new Document().text("t");
  text.insert(0, "abc");
  for (const bad of [4, -1, 2 ** 32 - 1]) {
    assert.throws(() => text.insert(bad, "x"), refusal("COLLAB_OUT_OF_RANGE"));
    assert.throws(() => text.delete(bad, 1), refusal("COLLAB_OUT_OF_RANGE"));
    assert.throws(() => text.delete(1, bad), refusal("COLLAB_OUT_OF_RANGE"));
    assert.throws(() => text.format(1, bad, { b: true }), refusal("COLLAB_OUT_OF_RANGE"));
  }
  assert.equal(text.toString(), "abc");
});

test("attributes", () => {
  const text = new Document().text("t");
  text.insert(0, "hello ");
  text.insert(6, "world", { bold: true });
  text.format(0, 5, { size: 3, "": "empty key" });
  const delta = [
    { insert: "hello", attributes: { "": "empty key", size: 3 } },
    { insert: " " },
    { insert: "world", attributes: { bold: true } },
  ];
  assert.deepEqual(text.toDelta(), delta);
  text.format(0, 11, { bold: null, size: null, "": null });
  assert.deepEqual(text.toDelta(), [{ insert: "hello world" }]);
  for (const bad of [1, "x", [], () => {}]) {
    assert.throws(() => text.insert(0, "x", bad), refusal("COLLAB_NOT_A_VALUE"));
  }
  assert.equal(text.length, 11);
});

test("a name has one kind of shared type", () => {
  const [a, b] = [new Document(), new Document()];
  a.text("t").insert(0, "x");
  assert.throws(() => a.map("t"), refusal("COLLAB_WRONG_KIND"));
  assert.throws(() => a.array("t"), refusal("COLLAB_WRONG_KIND"));
  sync(a, b);
  assert.deepEqual(b.toJSON(), {}, "what a root from elsewhere is, is said by who names it first");
  assert.equal(b.text("t").toString(), "x");
  assert.throws(() => b.map("t"), refusal("COLLAB_WRONG_KIND"));
});

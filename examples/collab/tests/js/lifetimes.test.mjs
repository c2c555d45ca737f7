// Who keeps whom, and what goes by itself: nothing here calls `unobserve` or `free`.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Document, UndoManager, collab, connect, settle } from "./support.mjs";
import { counts, isEmpty } from "../../demo/counts.mjs";

// Scenes are functions of their own: a suspended async function can keep what was in its registers.

/** Collects until only so much is left. @param {Record<string, number>} expected */
async function expectLeft(expected) {
  const left = () => Object.entries(expected).every(([what, count]) => /** @type {any} */ (counts(collab))[what] === count);
  await settle(left);
  const found = Object.fromEntries(Object.keys(expected).map((what) => [what, /** @type {any} */ (counts(collab))[what]]));
  assert.deepEqual(found, expected);
}

test("a document that its own observers capture", async () => {
  (() => {
    for (let i = 0; i < 100; i += 1) {
      const document = new Document();
      const [text, map] = [document.text("t"), document.map("m")];
      text.observe(() => map.set("length", text.length));
      map.observe(() => document.toJSON());
      document.observeUpdates(() => text.document === document);
      text.insert(0, "x");
    }
    assert.equal(collab.liveSubscriptions(), 300);
    assert.equal(collab.liveReplicas(), 100);
  })();
  await expectLeft({ documents: 0, sharedTypes: 0, replicas: 0, subscriptions: 0, slots: 0 });
});

test("replicas that update each other", async () => {
  const probes = (() => {
    const documents = Array.from({ length: 10 }, () => new Document());
    connect(...documents);
    documents[3].text("t").insert(0, "x");
    for (const document of documents) assert.equal(document.text("t").toString(), "x");
    return documents.map((document) => new WeakRef(document));
  })();
  await settle();
  assert.ok(isEmpty(collab));
  assert.ok(probes.every((probe) => probe.deref() === undefined));
});

test("undo managers, in a cycle through an observer", async () => {
  (() => {
    const document = new Document();
    const text = document.text("t");
    const manager = new UndoManager(document, [text]);
    text.observe(() => manager.canUndo);
    text.insert(0, "x");
  })();
  await expectLeft({ undoManagers: 0, replicas: 0, slots: 0 });
});

test("an observer stays while its document does, though nobody has the text", async () => {
  const held = (() => {
    const document = new Document();
    const log = /** @type {string[]} */ ([]);
    document.text("t").observe((/** @type {any} */ event) => log.push(event.target.toString()));
    return { document, log };
  })();
  await expectLeft({ documents: 1, sharedTypes: 0, subscriptions: 1, slots: 1 });
  held.document.text("t").insert(0, "x");
  assert.deepEqual(held.log, ["x"]);
});

test("a document stays while somebody has a nested text of it, with its observers", async () => {
  const held = (() => {
    const document = new Document();
    const log = /** @type {string[]} */ ([]);
    const text = document.map("m").setMap("a").setText("b", "text");
    document.observeUpdates(() => log.push(text.toString()));
    return { text, log };
  })();
  await expectLeft({ documents: 1, sharedTypes: 1, subscriptions: 1 });
  held.text.insert(0, "the ");
  assert.deepEqual(held.log, ["the text"]);
});

test("an observer keeps what it captures, and no more", async () => {
  const held = (() => {
    const [a, b, c] = [new Document(), new Document(), new Document()];
    a.text("t").observe(() => b.text("t").insert(0, "x"));
    b.text("t").observe(() => c);
    const other = new Document();
    other.text("t").observe(() => a);
    return { a };
  })();
  await expectLeft({ documents: 3, subscriptions: 2 });
  held.a.text("t").insert(0, "x");
});

test("what was removed is let go", async () => {
  const held = (() => {
    const document = new Document();
    const other = new Document();
    const observer = () => other;
    document.text("t").observe(observer);
    document.text("t").unobserve(observer);
    document.map("m").setText("t").observe(() => other);
    document.map("m").delete("t");
    return { document };
  })();
  await expectLeft({ documents: 1, replicas: 1, subscriptions: 0, slots: 0 });
  assert.equal(held.document.observerCount, 0);
});

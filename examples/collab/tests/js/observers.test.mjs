// Observers: what they are told, when, and what they may do.

import assert from "node:assert/strict";
import { test } from "node:test";

import { CollabError, Document, collab, connect, handfast, refusal, sync } from "./support.mjs";

/** Notes what is told about a shared type. @param {any} shared */
function note(shared) {
  /** @type {any[]} */
  const log = [];
  shared.observe((/** @type {any} */ event) => log.push(event));
  return log;
}

test("texts tell deltas", () => {
  const document = new Document();
  const text = document.text("t");
  const log = note(text);
  text.insert(0, "a\u{1f600}c");
  text.insert(3, "b", { bold: true });
  text.delete(0, 1);
  text.format(0, 2, { em: 1 });
  assert.deepEqual(
    log.map((event) => event.delta),
    [
      [{ insert: "a\u{1f600}c" }],
      [{ retain: 3 }, { insert: "b", attributes: { bold: true } }],
      [{ delete: 1 }],
      [{ retain: 2, attributes: { em: 1 } }],
    ],
  );
  for (const event of log) assert.ok(event.target === text && event.origin === null);
});

test("maps tell keys, arrays tell items, with shared types as their objects", () => {
  const document = new Document();
  const map = document.map("m");
  const array = document.array("a");
  const [mapLog, arrayLog] = [note(map), note(array)];
  map.set("k", 1);
  map.set("k", [2]);
  const nested = map.setText("t");
  map.delete("k");
  assert.deepEqual(
    mapLog.map((event) => [...event.keys]),
    [
      [["k", { action: "add", oldValue: undefined, newValue: 1 }]],
      [["k", { action: "update", oldValue: 1, newValue: [2] }]],
      [["t", { action: "add", oldValue: undefined, newValue: nested }]],
      [["k", { action: "delete", oldValue: [2], newValue: undefined }]],
    ],
  );
  assert.equal(mapLog[2].keys.get("t").newValue, nested);
  array.insert(0, 1, 2, 3);
  const inner = array.insertMap(1);
  array.delete(2, 2);
  assert.deepEqual(arrayLog[0].delta, [{ insert: [1, 2, 3] }]);
  assert.equal(arrayLog[1].delta[1].insert[0], inner);
  assert.deepEqual(arrayLog[2].delta, [{ retain: 2 }, { delete: 2 }]);
});

test("changes from elsewhere are told with their origin", () => {
  const [a, b] = [new Document(), new Document()];
  const log = note(b.text("t"));
  a.text("t").insert(0, "x");
  b.applyUpdate(a.diff());
  a.text("t").insert(1, "y");
  b.applyUpdate(a.diff(b.stateVector()), "the network");
  assert.deepEqual(log.map((event) => event.origin), ["remote", "the network"]);
  b.applyUpdate(a.diff());
  assert.equal(log.length, 2, "what is known is no change");
});

test("updates are told once per transaction, and bring replicas up to date", () => {
  const [a, b] = [new Document(), new Document()];
  /** @type {any[]} */
  const log = [];
  const observer = (/** @type {any} */ event) => log.push(event);
  a.observeUpdates(observer);
  a.observeUpdates(observer);
  const text = a.text("t");
  a.map("m").observe(() => {});
  assert.equal(log.length, 0, "neither naming nor observing is a change");
  a.transact(() => {
    text.insert(0, "one");
    a.map("m").set("k", 1);
  }, "mine");
  assert.ok(log.length === 1 && log[0].origin === "mine" && log[0].update instanceof Uint8Array);
  b.applyUpdate(log[0].update);
  b.map("m");
  b.text("t");
  assert.deepEqual(b.toJSON(), a.toJSON());
  assert.deepEqual([a.unobserveUpdates(observer), a.unobserveUpdates(observer)], [true, false]);
  text.insert(0, "x");
  assert.equal(log.length, 1);
});

test("an observer is added once, called in order, and removed by the same function", () => {
  const document = new Document();
  const text = document.text("t");
  /** @type {string[]} */
  const log = [];
  const [first, second] = [() => log.push("first"), () => log.push("second")];
  for (const observer of [first, second, first]) text.observe(observer);
  assert.equal(document.observerCount, 2);
  text.insert(0, "x");
  assert.deepEqual(log, ["first", "second"]);
  assert.deepEqual([text.unobserve(first), text.unobserve(first), text.unobserve(() => {})], [true, false, false]);
  text.insert(0, "x");
  assert.deepEqual(log, ["first", "second", "second"]);
  text.unobserve(second);
  text.insert(0, "x");
  assert.deepEqual([log.length, document.observerCount], [3, 0]);
  text.observe(first);
  text.insert(0, "x");
  assert.equal(log.length, 4);
  for (const bad of [undefined, null, {}, "x"]) {
    assert.throws(() => text.observe(bad), TypeError);
    assert.throws(() => text.unobserve(bad), TypeError);
    assert.throws(() => document.observeUpdates(bad), TypeError);
  }
  assert.equal(document.observerCount, 1);
});

test("observers may read and change the document; what they cause comes after what is under way", () => {
  const document = new Document();
  const [text, map] = [document.text("t"), document.map("m")];
  /** @type {any[]} */
  const log = [];
  text.observe(() => {
    log.push(["text", text.toString()]);
    if (text.length < 3) {
      text.insert(0, "+");
      document.transact(() => map.set("length", text.length));
      log.push(["changed", map.get("length"), document.diff().length > 0]);
    }
  });
  text.observe((/** @type {any} */ event) => log.push(["second", event.delta]));
  map.observe((/** @type {any} */ event) => log.push(["map", event.keys.get("length").newValue]));
  text.insert(0, "ab");
  assert.deepEqual(log, [
    ["text", "ab"],
    ["changed", 3, true],
    ["second", [{ insert: "ab" }]],
    ["text", "+ab"],
    ["second", [{ insert: "+" }]],
    ["map", 3],
  ]);
});

test("observers may observe and unobserve", () => {
  const document = new Document();
  const text = document.text("t");
  /** @type {string[]} */
  const log = [];
  const second = () => log.push("second");
  const late = () => log.push("late");
  text.observe(() => {
    log.push("first");
    text.unobserve(second);
    text.observe(late);
  });
  text.observe(second);
  text.insert(0, "x");
  assert.deepEqual(log, ["first"]);
  text.insert(0, "x");
  assert.deepEqual(log, ["first", "first", "late"]);
});

test("an observer that throws: the change stands, the others are told, the caller gets the error", () => {
  const document = new Document();
  const text = document.text("t");
  const [first, second] = [new RangeError("first"), "second"];
  let told = 0;
  text.observe(() => {
    throw first;
  });
  text.observe(() => (told += 1));
  assert.throws(() => text.insert(0, "a"), (error) => error === first);
  document.observeUpdates(() => {
    throw second;
  });
  assert.throws(
    () => text.insert(1, "b"),
    (/** @type {any} */ error) =>
      error instanceof AggregateError && error.errors.length === 2 && error.errors[0] === first && error.errors[1] === second,
  );
  assert.deepEqual([text.toString(), told], ["ab", 2]);
  const mine = new Error("mine");
  assert.throws(
    () =>
      document.transact(() => {
        text.insert(2, "c");
        throw mine;
      }),
    (/** @type {any} */ error) => error instanceof AggregateError && error.errors[0] === mine && error.errors.length === 3,
  );
  assert.deepEqual([text.toString(), told], ["abc", 3]);
});

test("an error inside of an observer's own change goes to who made the first one", () => {
  const document = new Document();
  const [text, map] = [document.text("t"), document.map("m")];
  const late = new Error("late");
  map.observe(() => {
    throw late;
  });
  let returned = false;
  text.observe(() => {
    map.set("k", 1);
    returned = true;
  });
  assert.throws(() => text.insert(0, "x"), (error) => error === late);
  assert.ok(returned);
});

test("observers that never stop are stopped", () => {
  const document = new Document();
  const text = document.text("t");
  const forever = () => text.insert(0, "x");
  text.observe(forever);
  assert.throws(forever, refusal("COLLAB_OBSERVER_LOOP"));
  assert.ok(text.length > 100);
  text.unobserve(forever);
  const log = note(text);
  text.insert(0, "y");
  assert.deepEqual([log.length, text.toString()[0]], [1, "y"], "it works as before");
});

test("two documents that update each other", () => {
  const [a, b, c] = [new Document(), new Document(), new Document()];
  connect(a, b, c);
  const log = note(c.text("t"));
  b.text("t").observe(() => {
    if (b.text("t").length < 4) b.text("t").insert(0, "-");
  });
  a.text("t").insert(0, "a");
  assert.deepEqual([a, b, c].map((document) => document.text("t").toString()), ["---a", "---a", "---a"]);
  assert.equal(log.length, 1, "what b inserts before an \"a\" that c does not know waits for it");
});

test("observers go with the nested type that they observe", () => {
  const document = new Document();
  const map = document.map("m");
  const before = collab.liveSubscriptions();
  for (let i = 0; i < 10; i += 1) {
    const text = map.setText("t");
    text.observe(() => text.length);
    map.observe(() => text.isDeleted);
  }
  assert.equal(document.observerCount, 11, "one for the text that is left, ten for the map");
  map.delete("t");
  assert.equal(document.observerCount, 10);
  assert.equal(collab.liveSubscriptions(), before + 1);
});

test("a pass in the middle of everything changes nothing", () => {
  const document = new Document();
  const text = document.text("t");
  /** @type {string[]} */
  const log = [];
  text.observe(() => {
    handfast.collect();
    log.push(document.text("t").toString());
  });
  document.transact(() => {
    handfast.collect();
    text.insert(0, "x");
    handfast.collect();
  });
  text.insert(0, "y");
  assert.deepEqual(log, ["x", "yx"]);
});

test("disposing what is in use", () => {
  const document = new Document();
  const text = document.text("t");
  document.transact(() => {
    text.insert(0, "x");
    document.free();
  });
  assert.throws(() => document.text("t"), (/** @type {any} */ error) => error.code === "HANDFAST_DISPOSED");
  assert.equal(text.toString(), "x");
  assert.notEqual(text.document, document, "a new object for the same document");
  text.observe(() => text.free());
  text.insert(0, "y");
  assert.throws(() => text.toString(), (/** @type {any} */ error) => error.code === "HANDFAST_DISPOSED");
});

test("errors have a class", () => {
  const error = new CollabError("CODE", "message");
  assert.ok(error instanceof Error);
  const [a, b] = [new Document(1), new Document(2)];
  sync(a, b);
  for (const bad of [-1, 0.5, NaN, 2 ** 53]) assert.throws(() => new Document(bad), refusal("COLLAB_CLIENT_ID"));
  assert.deepEqual([a.clientId, new Document(2 ** 53 - 1).clientId], [1, 2 ** 53 - 1]);
});

// Maps, arrays, and what they hold.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Document, SharedArray, SharedMap, refusal, sync } from "./support.mjs";

const VALUES = [
  null,
  undefined,
  true,
  0,
  -1.5,
  NaN,
  Infinity,
  2 ** 53 - 1,
  2n ** 62n + 1n,
  -(2n ** 63n - 1n),
  "",
  "\u{1f600}",
  new Uint8Array([0, 255]),
  [],
  [1, [2, { three: [4] }]],
  {},
  { a: { b: null }, c: "d" },
  JSON.parse('{"__proto__": {"evil": true}}'),
];

test("plain data is copied in and out, also on its way to a replica", () => {
  const [a, b] = [new Document(), new Document()];
  for (const [i, value] of VALUES.entries()) a.map("m").set(`k${i}`, value);
  a.array("a").insert(0, ...VALUES);
  sync(a, b);
  for (const document of [a, b]) {
    const [map, array] = [document.map("m"), document.array("a")];
    assert.equal(map.size, VALUES.length);
    assert.equal(array.length, VALUES.length);
    for (const [i, value] of VALUES.entries()) {
      assert.deepEqual(map.get(`k${i}`), value);
      assert.deepEqual(array.get(i), value);
    }
  }
  assert.equal(/** @type {any} */ ({}).evil, undefined);
  a.map("m").set("k0", 2n ** 62n);
  sync(a, b);
  for (const document of [a, b]) assert.equal(document.map("m").get("k0"), 2 ** 62, "what a number can hold is a number");
  assert.deepEqual(JSON.stringify(b.toJSON(), plainly), JSON.stringify(a.toJSON(), plainly));
});

const plainly = (/** @type {string} */ _, /** @type {any} */ value) => (typeof value === "bigint" ? `${value}n` : value);

test("what is no plain data is refused, and getters and proxies may throw", () => {
  const map = new Document().map("m");
  const cycle = /** @type {any} */ ({});
  cycle.self = [cycle];
  let deep = /** @type {any} */ (0);
  for (let i = 0; i < 101; i += 1) deep = [deep];
  for (const bad of [() => {}, Symbol("s"), 2n ** 64n, 2n ** 63n - 1n, cycle, deep, { a: [() => {}] }, map, map.setText("t")]) {
    assert.throws(() => map.set("k", bad), refusal("COLLAB_NOT_A_VALUE"));
  }
  const thrower = {
    get a() {
      map.set("meanwhile", "nothing is borrowed");
      throw new RangeError("no");
    },
  };
  assert.throws(() => map.set("k", thrower), RangeError);
  const trap = () => {
    throw new RangeError("trapped");
  };
  const handler = { get: trap, ownKeys: trap, getPrototypeOf: trap };
  for (const target of [{}, []]) assert.throws(() => map.set("k", new Proxy(target, handler)), RangeError);
  assert.throws(() => map.set("k", new Proxy([], { get: trap })), RangeError);
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  assert.throws(() => map.set("k", proxy), TypeError);
  assert.deepEqual(map.get("k"), undefined);
  map.set("k", new Proxy(new Uint8Array(2), {}));
  assert.deepEqual(map.get("k"), { 0: 0, 1: 0 }, "a proxy of bytes is an object");
  assert.equal(map.get("meanwhile"), "nothing is borrowed");
});

test("maps", () => {
  const map = new Document().map("m");
  map.set("b", 1);
  map.set("a", 2);
  map.set("b", 3);
  assert.deepEqual([map.size, map.keys(), map.has("a"), map.has("c"), map.get("c")], [2, ["a", "b"], true, false, undefined]);
  assert.deepEqual([map.delete("a"), map.delete("a")], [true, false]);
  assert.deepEqual(map.toJSON(), { b: 3 });
});

test("arrays", () => {
  const array = new Document().array("a");
  array.insert(0, 1, 2, 3);
  array.insert(1, "x");
  array.delete(2, 1);
  array.insert(0);
  assert.deepEqual([array.length, array.toJSON(), array.get(1), array.get(9)], [3, [1, "x", 3], "x", undefined]);
  assert.throws(() => array.insert(4, 0), refusal("COLLAB_OUT_OF_RANGE"));
  assert.throws(() => array.delete(2, 2), refusal("COLLAB_OUT_OF_RANGE"));
  assert.throws(() => array.insertText(4), refusal("COLLAB_OUT_OF_RANGE"));
  assert.throws(() => array.insert(0, 1, Symbol.iterator), refusal("COLLAB_NOT_A_VALUE"));
  assert.equal(array.length, 3);
});

test("shared types nest, and are the same objects each time", () => {
  const [a, b] = [new Document(), new Document()];
  const root = a.map("root");
  const list = root.setArray("list");
  const entry = list.insertMap(0);
  const text = entry.setText("text", "deep");
  const inner = list.insertArray(1);
  assert.ok(root.get("list") === list && list.get(0) === entry && entry.get("text") === text && list.get(1) === inner);
  assert.equal(list.insertText(2, "t").toString(), "t");
  assert.ok(entry instanceof SharedMap && inner instanceof SharedArray);
  assert.equal(root.setMap("map").setMap("map").document, a);
  sync(a, b);
  assert.deepEqual(b.map("root").toJSON(), { list: [{ text: "deep" }, [], "t"], map: { map: {} } });
  assert.deepEqual(a.toJSON(), b.toJSON());
  b.map("root").get("list").get(0).get("text").insert(4, "er");
  sync(a, b);
  assert.equal(text.toString(), "deeper");
});

test("a deleted shared type says so, and so do all inside of it", () => {
  const document = new Document();
  const root = document.map("root");
  const outer = root.setMap("outer");
  const text = outer.setText("text", "x");
  const array = outer.setArray("array");
  assert.equal(text.isDeleted, false);
  root.set("outer", 1);
  for (const gone of [outer, text, array]) {
    assert.equal(gone.isDeleted, true);
    assert.throws(() => gone.toJSON(), refusal("COLLAB_DELETED"));
    assert.throws(() => gone.observe(() => {}), refusal("COLLAB_DELETED"));
    assert.equal(gone.unobserve(() => {}), false);
    assert.equal(gone.document, document);
  }
  assert.throws(() => text.insert(0, "x"), refusal("COLLAB_DELETED"));
  assert.throws(() => outer.setText("x"), refusal("COLLAB_DELETED"));
  assert.throws(() => array.insert(0, 1), refusal("COLLAB_DELETED"));
  assert.equal(document.observerCount, 0);
});

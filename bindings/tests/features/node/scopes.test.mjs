// Scopes of Rust's.

import assert from "node:assert/strict";
import { test } from "node:test";
import { endsEmpty, m, refuses } from "./support.mjs";

const { handfast } = m;
endsEmpty();

const locals = () => handfast.stats().locals;

test("a million temporaries keep the table flat", () => {
  const before = handfast.stats();
  const n = 1_000_000;
  assert.equal(m.sumScoped((i) => i, n, 500), (n * (n - 1)) / 2);
  handfast.flush();
  const { locals, peak, jsRefs, slots } = handfast.stats();
  // The function, and for each number itself and what is made of it.
  assert.deepEqual([locals, peak.locals], [0, 1001]);
  assert.deepEqual([jsRefs, slots], [before.jsRefs, before.slots]);
  assert.ok(peak.jsRefs <= before.peak.jsRefs + 1);
});

test("calls with values of scopes", () => {
  const all = (...list) => list;
  for (let count = 0; count <= 4; count += 1) {
    const list = [1, "b", null, undefined].slice(0, count);
    assert.deepEqual(m.callScoped(all, list), list);
  }
  assert.equal(m.callScoped(() => undefined, []), undefined);
  const error = new Error("mine");
  assert.throws(() => m.callScoped(() => { throw error; }, []), (thrown) => thrown === error);
  assert.throws(() => m.callScoped(() => { throw undefined; }, []), (thrown) => thrown === undefined);
  refuses("WRONG_TYPE", () => m.callScoped({}, []), /a function/);
  assert.equal(locals(), 0);
});

test("Rust opens a scope while JavaScript is called from another", () => {
  const seen = [];
  const inner = (i) => {
    seen.push(locals());
    return i;
  };
  const outer = (i) => m.sumScoped(inner, i, 2);
  assert.equal(m.sumScoped(outer, 4, 4), 0 + 0 + 1 + 3);
  assert.equal(seen.length, 0 + 1 + 2 + 3);
  // The outer function, numbers and results; the inner function, number and result.
  assert.equal(Math.max(...seen), 1 + 8 + 1 + 4);
  assert.throws(() => m.sumScoped(() => m.sumScoped(() => { throw 1; }, 1, 1), 1, 1), (thrown) => thrown === 1);
  assert.equal(locals(), 0);
});

test("an escaped value", () => {
  let list = "end";
  for (let i = 0; i < 50; i += 1) {
    const next = list;
    list = () => next;
  }
  // The list, and its end: each scope was closed with what it held.
  assert.deepEqual(m.lastScoped(list), ["end", 2]);
  assert.deepEqual(m.lastScoped(7), [7, 1]);
  assert.throws(() => m.lastScoped(() => { throw 5; }), (thrown) => thrown === 5);
  assert.equal(locals(), 0);
});

test("a value that is kept", () => {
  const object = {};
  assert.equal(m.keptFromScope(object), object);
});

test("an object that preserves its wrapper gets a new one after a scope of JavaScript's", () => {
  const shelf = new m.Shelf();
  const book = handfast.scope(() => {
    const book = new m.Book(300);
    book.note = "signed";
    shelf.add(book);
    return { get: () => book };
  }).get();
  assert.throws(() => book.pages, { code: "HANDFAST_SCOPE_ENDED" });
  assert.notEqual(shelf.book(0), book);
  assert.equal(shelf.book(0).note, undefined);
  shelf.free();
});

test("a full stack", () => {
  refuses("TABLE_FULL", () => m.fillScope({}), /1048576 entries/);
  assert.equal(locals(), 0);
});

test("views and strings of a scope of JavaScript's", () => {
  const numbers = new m.Numbers(4);
  const [view, array, part, kept] = handfast.scope(function short(scope) {
    const view = numbers.floats;
    const kept = scope.escape(numbers.floats);
    return { all: [view, view.array, view.subarray(1), kept] };
  }).all;
  for (const use of [() => view.array, () => view.get(0), () => view.toArray()]) {
    assert.throws(use, { code: "HANDFAST_SCOPE_ENDED", message: /the scope "short"/ });
  }
  assert.ok(!view.isCurrent(array) && !view.isCurrent(part));
  assert.deepEqual(kept.toArray(), new Float64Array([0, 1, 2, 3]));
  kept.free();
  numbers.free();

  let text;
  handfast.scope(function brief() { text = m.Texts.repeat("abc", 2); });
  assert.throws(() => text.value, { code: "HANDFAST_SCOPE_ENDED", message: /the scope "brief"/ });
  assert.throws(() => `${text}`, { name: "ScopeEndedError" });
});

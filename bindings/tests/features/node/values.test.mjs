// Values that are copied.

import assert from "node:assert/strict";
import { test } from "node:test";
import { endsEmpty, m } from "./support.mjs";

const { Values } = m;
endsEmpty();

test("numbers", () => {
  assert.equal(Values.small(255, -128, 65535, -32768), 255 - 128 + 65535 - 32768);
  assert.equal(Values.small(256, 0, 0, 0), 0);
  assert.equal(Values.sizes(3, -5), -2);
  assert.equal(Values.floats(0.5, 0.25), 0.75);
  assert.equal(Values.pointers(16, 4, 0), 20);
  assert.equal(Values.pointers(16, 4, 8), 16);
});

test("bigints", () => {
  assert.equal(Values.maybeLarge(2n, -3n), -1n);
  assert.equal(Values.maybeLarge(2n), undefined);
  assert.equal(Values.large(2n ** 63n, -1n, 2n ** 70n, -(2n ** 64n)), 2n ** 63n - 1n + 2n ** 70n - 2n ** 64n);
});

test("bool and char", () => {
  assert.equal(Values.not(true), false);
  assert.equal(Values.upper("a"), "A");
});

test("options", () => {
  assert.equal(Values.options(1, 2.5, true, "x", 3n), 'Some(1) Some(2.5) Some(true) Some("x") Some(3)');
  assert.equal(Values.options(undefined, null, undefined, "x"), 'None None None Some("x") None');
  assert.equal(Values.options(), undefined);
});

test("text", () => {
  assert.equal(Values.shout("größe 🐈"), "GRÖSSE 🐈");
  assert.equal(Values.length("größe 🐈"), 7);
  assert.deepEqual(Values.words(["a", "b"]), ["b", "a"]);
  assert.deepEqual(Values.optionalWords(["a", "b"]), ["b", "a"]);
  assert.equal(Values.optionalWords(), undefined);
});

test("slices", () => {
  assert.equal(Values.sum(new Uint8Array([1, 2]), new Float64Array([0.5])), 3.5);
  assert.equal(Values.sum([1, 2], [0.5]), 3.5);
  const numbers = new Uint16Array([1, 2]);
  assert.equal(Values.double(numbers), undefined);
  assert.deepEqual([...numbers], [2, 4]);
});

test("arrays of numbers", () => {
  assert.deepEqual(Values.numbers(new Int32Array([1, -2])), new Int32Array([-2, 1]));
  assert.deepEqual(Values.boxed(new Float32Array([1.5])), new Float32Array([2.5]));
  assert.deepEqual(Values.optionalNumbers(new Uint8Array([1]), new BigUint64Array([2n])), new BigUint64Array([1n, 2n]));
  assert.equal(Values.optionalNumbers(undefined, undefined), undefined);
});

test("nothing", () => {
  assert.equal(Values.nothing(), undefined);
});

// Free functions, and the JSDoc of the glue.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { endsEmpty, m, out } from "./support.mjs";

endsEmpty();

test("js_name, and named parameters", () => {
  assert.equal(m.addNumbers(1, 2), 3);
  assert.equal(m.add, undefined);
});

test("start", () => {
  assert.equal(m.started(), 1);
});

test("unchecked types", () => {
  assert.deepEqual(m.pair({ first: 1 }, 2), [1, 2]);
  assert.deepEqual(m.pair({ first: 1 }), [1, undefined]);
});

test("variadic", () => {
  assert.equal(m.joined("-", "a", "b", "c"), "a-b-c");
  assert.equal(m.joined("-"), "");
});

test("this", () => {
  assert.equal(m.nameOfThis.call({ name: "this" }, "!"), "this!");
});

test("parameters of any name", () => {
  assert.equal(m.echo("a", (x) => x + "!", "c", "b", 4), "a b! c 4");
});

test("js_namespace", () => {
  assert.equal(m.math.square(3), 9);
  assert.equal(m.square, undefined);
});

test("skip_typescript and reserved names", () => {
  assert.equal(m.undeclared(), 1);
  assert.equal(m._delete(), 2);
});

test("doc comments are JSDoc", () => {
  const js = readFileSync(path.join(out, "handfast_test_features.js"), "utf8");
  const doc = js.slice(0, js.indexOf("function addNumbers")).split("/**").at(-1);
  for (const line of ["Adds.", "In two paragraphs.", "@param {number} a - one number", "@param {number} other - another", "@returns {number} the sum"]) {
    assert.ok(doc.includes(line), `${line} in ${doc}`);
  }
});

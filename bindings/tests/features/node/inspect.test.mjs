// What one sees of an object.

import assert from "node:assert/strict";
import { inspect } from "node:util";
import { test } from "node:test";
import { endsEmpty, m } from "./support.mjs";

const { Counter, Overridden, Shown } = m;
endsEmpty();

test("inspectable", () => {
  const shown = new Shown(3);
  assert.deepEqual(shown.toJSON(), { number: 3, otherName: true, computed: 16 });
  assert.equal(JSON.stringify({ shown }), '{"shown":{"number":3,"otherName":true,"computed":16}}');
  assert.equal(shown.toString(), '{"number":3,"otherName":true,"computed":16}');
  assert.match(inspect(shown), /number: 3/);
});

test("overridden", () => {
  const overridden = new Overridden(4);
  assert.equal(JSON.stringify(overridden), "4");
  assert.equal(String(overridden), "Overridden: 4");
});

test("not inspectable: only what JavaScript added", () => {
  const counter = new Counter(1);
  counter.extra = true;
  assert.equal(JSON.stringify(counter), '{"extra":true}');
});

test("not cloneable", () => {
  assert.throws(() => structuredClone(new Counter(1)), { code: "HANDFAST_NOT_CLONEABLE" });
});

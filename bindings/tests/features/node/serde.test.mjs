// Plain data, by serde.

import assert from "node:assert/strict";
import { test } from "node:test";
import { endsEmpty, m } from "./support.mjs";

endsEmpty();

test("in and out", () => {
  const settings = new m.Settings({ name: "mine", sizes: [1, 2] });
  assert.deepEqual(settings.toObject(), { name: "mine", sizes: [1, 2], extra: new Map() });
});

test("an error of serde's", () => {
  assert.throws(() => new m.Settings({ name: "mine" }), /missing field `sizes`/);
});

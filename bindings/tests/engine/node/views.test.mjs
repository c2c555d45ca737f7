// How long the storage of a view stays.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertEmpty, collectUntil, lab, m, turn } from "./support.mjs";

/** Lets the collector run a few times. */
async function settle() {
  for (let i = 0; i < 4; i += 1) {
    await lab.collect();
    m.handfast.flush();
  }
}

const WAYS = {
  "the view itself": (view) => view,
  "an array": (view) => view.array,
  "an array of part": (view) => view.subarray(1, 3),
  "an empty array": (view) => view.subarray(1, 1),
  "a Proxy's array": (view) => new Proxy(view, {}).array,
  "the array of what merely inherits": (view) => Object.create(view).array,
  "the array of a copy": (view) => Object.assign(Object.create(Object.getPrototypeOf(view)), view).array,
};

for (const [name, way] of Object.entries(WAYS)) {
  for (const finalizers of [true, false]) {
    test(`the storage stays as long as ${name} lives, ${finalizers ? "with finalizers" : "with sweeps"}`, async () => {
      m.handfast.configure({ finalizers });
      const field = new m.Field(4, 10);
      const kept = [];
      (() => kept.push(way(field.view(0, 4))))();
      await turn();
      await settle();
      assert.equal(field.views, 1);
      (() => {
        const [array] = kept;
        assert.ok(array.length === 0 || (array.get ? array.get(1) : array.at(-2)) >= 11);
      })();
      kept.length = 0;
      await collectUntil(() => (m.handfast.sweep(), m.handfast.flush(), field.views === 0), name);
      field.free();
      m.handfast.configure({ finalizers: true });
      await assertEmpty();
    });
  }
}

test("an array that was derived by hand keeps nothing, as the documentation says", async () => {
  const field = new m.Field(4, 10);
  const kept = [];
  (() => kept.push(field.view(0, 4).array.subarray(1)))();
  await collectUntil(() => (m.handfast.flush(), field.views === 0), "the view");
  field.free();
  await assertEmpty();
});

test("only an old array is left after the memory has grown: it still keeps the view", async () => {
  const field = new m.Field(4, 10);
  const kept = [];
  (() => kept.push(field.view(0, 4).array))();
  m.wasmMemory().grow(1);
  await settle();
  assert.equal(field.views, 1);
  kept.length = 0;
  await collectUntil(() => (m.handfast.flush(), field.views === 0), "the view");
  field.free();
  await assertEmpty();
});

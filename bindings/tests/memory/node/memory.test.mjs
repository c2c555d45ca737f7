// A module whose memory JavaScript has made, and which cannot grow beyond 8 MB.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const folder = process.env.HANDFAST_TEST_MEMORY;
if (!folder) throw new Error("run this through `cargo xtask test --only memory`");
const file = (name) => path.resolve(folder, name);
const { initSync, Field, handfast } = await import(pathToFileURL(file("handfast_test_memory.js")));

const memory = new WebAssembly.Memory({ initial: 40, maximum: 128 });
initSync({ module: readFileSync(file("handfast_test_memory_bg.wasm")), memory });

/** Each number takes eight bytes. */
const MEGABYTE = 2 ** 17;

function assertEmpty() {
  handfast.flush();
  const { rustObjects, handles, jsRefs, wrappers, slots } = handfast.stats();
  assert.equal(rustObjects + handles + jsRefs + wrappers + slots, 0);
}

test("a view is over the memory that was imported, and JavaScript may grow it", () => {
  const field = new Field(100);
  const view = field.numbers;
  assert.equal(view.array.buffer, memory.buffer);
  view.array.fill(2);
  const old = view.array;
  memory.grow(1);
  assert.equal(view.isCurrent(old), false);
  assert.equal(view.array.buffer, memory.buffer);
  view.array[0] = 3;
  assert.equal(field.sum(), 201);
  view.free();
  field.free();
  assertEmpty();
});

test("where the memory must not grow any more there is a typed error, and nothing is lost", () => {
  const fields = [];
  const full = { code: "HANDFAST_TOO_LARGE" };
  assert.throws(() => {
    for (;;) fields.push(new Field(MEGABYTE / 2));
  }, full);
  assert.ok(fields.length >= 6, `there was room for ${fields.length}`);
  assert.ok(memory.buffer.byteLength > 2 ** 23 - 2 ** 19);
  const views = fields.map((field) => field.numbers);
  views.forEach((view, i) => view.array.fill(i));
  assert.throws(() => fields[0].resize(4 * MEGABYTE), { code: "HANDFAST_VIEWED" });
  views[0].free();
  assert.throws(() => fields[0].resize(4 * MEGABYTE), full);
  for (let i = 0; i < 100; i += 1) assert.throws(() => new Field(MEGABYTE * (i + 1)), full);
  views.slice(1).forEach((view, i) => assert.equal(view.array.at(-1), i + 1));
  for (const object of [...views, ...fields]) object.free();
  assertEmpty();
  // What was given back can be used again.
  const field = new Field(5 * MEGABYTE);
  const view = field.numbers;
  view.array.fill(1);
  assert.equal(field.sum(), view.length);
  view.free();
  field.free();
  assertEmpty();
});

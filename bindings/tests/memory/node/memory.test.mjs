// A module whose memory JavaScript has made, and which cannot grow beyond 8 MB.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const folder = process.env.HANDFAST_TEST_MEMORY;
if (!folder) throw new Error("run this through `cargo xtask test --only memory`");
const file = (name) => path.resolve(folder, name);
const { initSync, Block, Field, handfast } = await import(pathToFileURL(file("handfast_test_memory.js")));

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

for (const [how, make] of [
  ["by a constructor", (last, i) => new Block(i % 200)],
  ["by a method", (last) => last.before()],
]) {
  test(`an object of a measured class that is made ${how} is refused with a typed error, and nothing is lost`, () => {
    const blocks = [new Block(7)];
    const full = { code: "HANDFAST_OUT_OF_MEMORY", name: "OutOfMemoryError", message: /^there is no memory for another Block; dispose/ };
    assert.throws(() => {
      for (;;) blocks.push(make(blocks.at(-1), blocks.length));
    }, full);
    assert.ok(blocks.length > 3000, `there was room for ${blocks.length}`);
    const { rustObjects, bytes } = handfast.stats();
    assert.equal(rustObjects, blocks.length);
    assert.ok(bytes > 1000 * blocks.length && bytes < 1100 * blocks.length);
    for (let i = 0; i < 100; i += 1) assert.throws(() => make(blocks.at(-1), 0), full);
    assert.equal(blocks[0].sum(), 7000);
    assert.equal(blocks[1].sum() % 1000, 0);
    // What is given back can be used again.
    for (const block of blocks.splice(1)) block.free();
    const next = make(blocks[0], 3);
    assert.ok(next.sum() > 0);
    next.free();
    blocks[0].free();
    assertEmpty();
  });
}

test("where memory is refused, what is dead already is released first", async () => {
  const kept = [];
  const fill = (count) => {
    for (let i = 0; i < count; i += 1) new Block(1);
  };
  fill(4000);
  await new Promise((resolve) => setImmediate(resolve));
  // The finalizers wait for a task, which has no chance to run before the loop is over.
  gc();
  for (let i = 0; i < 4500; i += 1) kept.push(new Block(2));
  assert.equal(handfast.stats().rustObjects, kept.length);
  // Nor is there memory for a pass, which a turn may end with. It waits.
  assert.throws(() => {
    for (;;) kept.push(new Block(3));
  }, { code: "HANDFAST_OUT_OF_MEMORY" });
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(handfast.collect().traced, 0);
  assert.equal(kept.at(-1).sum(), 3000);
  for (const block of kept) block.free();
  assertEmpty();
});

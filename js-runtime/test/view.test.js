// Views over memories of every make, which grow.

import assert from "node:assert/strict";
import { test } from "node:test";
import { handfast } from "../src/index.js";
import { defineView, wrapView } from "../src/view.js";
import { assertEmpty, collect, load, turn } from "./lab.js";

const PAGE = 65_536;
const [FLOAT64, UINT8, READ_ONLY] = [9, 0, 16];

/** What an engine that has them makes of a memory, for those that have not: the buffer is resized in place. */
class ResizableMemory {
  buffer = new ArrayBuffer(PAGE, { maxByteLength: 16 * PAGE });

  grow(pages) {
    this.buffer.resize(this.buffer.byteLength + pages * PAGE);
  }
}

function reallyResizable() {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 16 });
  memory.toResizableBuffer();
  return memory;
}

/** Whether an array survives when the memory grows. */
const MEMORIES = {
  "of wasm's own": { survives: false, memory: () => new WebAssembly.Memory({ initial: 1, maximum: 16 }) },
  shared: { survives: true, memory: () => new WebAssembly.Memory({ initial: 1, maximum: 16, shared: true }) },
  "with a buffer that can be resized": { survives: true, memory: () => new ResizableMemory() },
};
if ("toResizableBuffer" in WebAssembly.Memory.prototype) {
  MEMORIES["with the engine's own resizable buffer"] = { survives: true, memory: reallyResizable };
}

/** An instance with that memory, and how to make views in it. */
function open(memory) {
  const { wasm } = load({ memory });
  const id = defineView(wasm.instance);
  const view = (pointer, length, kind) => wrapView(wasm.instance, wasm.expose("view"), id, pointer, length, kind);
  return { wasm, view };
}

for (const [name, { memory: make, survives }] of Object.entries(MEMORIES)) {
  test(`memory ${name}: arrays ${survives ? "survive" : "are made again"}`, async () => {
    const memory = make();
    const { wasm, view: over } = open(memory);
    const view = over(64, 3, FLOAT64);
    const [array, part, empty] = [view.array, view.subarray(1), view.subarray(3)];
    array.set([1, 2, 3]);
    for (let i = 0; i < 3; i += 1) {
      memory.grow(1);
      assert.deepEqual([...view.array], [1, 2, 3]);
      assert.deepEqual([...view.subarray(1)], [2, 3]);
      for (const old of [array, part, empty]) assert.equal(view.isCurrent(old), survives);
      assert.equal(view.array === array, survives);
      view.array[0] = 1;
    }
    assert.equal(view.isCurrent(view.array), true);
    view.free();
    assert.throws(() => view.array, { code: "HANDFAST_DISPOSED" });
    await turn();
    assertEmpty(wasm);
  });
}

test("memory that JavaScript has made and filled before", async () => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 2 });
  new Float64Array(memory.buffer)[8] = 42;
  const { wasm, view: make } = open(memory);
  const view = make(64, 1, FLOAT64);
  assert.equal(view.get(0), 42);
  memory.grow(1);
  // Its limit is that of whoever made it, and nothing is lost.
  assert.throws(() => memory.grow(1), RangeError);
  assert.equal(view.get(0), 42);
  view.free();
  await turn();
  assertEmpty(wasm);
});

test("a view of nothing, at no address, after the memory has grown", async () => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 3 });
  const { wasm, view: make } = open(memory);
  const [view, other] = [make(0, 0, FLOAT64), make(64, 1, FLOAT64)];
  assert.equal(other.get(0), 0);
  assert.equal(view.array.buffer, memory.buffer);
  memory.grow(1);
  assert.equal(view.array.buffer, memory.buffer);
  view.free();
  other.free();
  await turn();
  assertEmpty(wasm);
});

test("addresses above 2 GB arrive as negative numbers", async () => {
  const memory = new WebAssembly.Memory({ initial: 2 ** 15 + 1, maximum: 2 ** 16 });
  const { wasm, view: make } = open(memory);
  const pointer = 2 ** 31 + 64;
  new Uint8Array(memory.buffer)[pointer] = 7;
  const view = make(pointer | 0, 8, UINT8);
  assert.equal(view.get(0), 7);
  // A view can be longer than half of what there is.
  const long = make(128, 2 ** 31 | 0, UINT8);
  assert.equal(long.length, 2 ** 31);
  assert.equal(long.get(pointer - 128), 7);
  view.free();
  long.free();
  await turn();
  assertEmpty(wasm);
});

test("views of two instances of a module do not mix", async () => {
  const [first, second] = [open(), open()];
  const [a, b] = [first.view(64, 1, UINT8), second.view(64, 1, UINT8)];
  a.array[0] = 1;
  b.array[0] = 2;
  assert.deepEqual([a.get(0), b.get(0)], [1, 2]);
  assert.equal(a.isCurrent(b.array), false);
  a.free();
  assert.equal(b.get(0), 2);
  b.free();
  await turn();
  assertEmpty(first.wasm, second.wasm);
});

test("a handle that is used again does not bring a disposed view back", async () => {
  const { wasm, view: make } = open();
  const view = Object.freeze(make(64, 1, UINT8));
  view.free();
  const next = make(128, 1, UINT8);
  assert.throws(() => view.array, { code: "HANDFAST_DISPOSED" });
  next.free();
  await turn();
  assertEmpty(wasm);
});

test("an array keeps the view, a copy does not", async () => {
  const { wasm, view: make } = open();
  const kept = [];
  (() => {
    kept.push(make(64, 2, UINT8).array, make(128, 2, UINT8).toArray());
    make(256, 2, UINT8 | READ_ONLY);
  })();
  await collect();
  assert.equal(wasm.dropped.length, 2);
  kept.length = 0;
  await collect();
  assert.equal(wasm.dropped.length, 3);
  handfast.flush();
  assertEmpty(wasm);
});

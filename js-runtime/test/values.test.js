import assert from "node:assert/strict";
import { test } from "node:test";
import * as values from "../src/values.js";
import { assertEmpty, load } from "./lab.js";

const encoder = new TextEncoder();

/** As Rust does it: a short text at once, a long one when there is room. */
function passText(wasm, value, capacity = 64) {
  const answer = values.writeText(value, wasm.instance, 256, capacity);
  if (answer >= 0) return new Uint8Array(wasm.memory.buffer, 256, answer);
  assert.ok(answer < -1, "no text");
  let written = 0;
  for (let room = -2 - answer; room > 0; room = values.textLeft() * 3) {
    written += values.takeText(wasm.instance, 1024 + written, room);
  }
  return new Uint8Array(wasm.memory.buffer, 1024, written);
}

/** Encoders in browsers do not write into memory that is shared or can be resized. */
function withoutEncodeInto(body) {
  const { encodeInto } = TextEncoder.prototype;
  TextEncoder.prototype.encodeInto = () => {
    throw new TypeError("not into this memory");
  };
  try {
    body();
  } finally {
    TextEncoder.prototype.encodeInto = encodeInto;
  }
}

for (const [name, { shared, run }] of Object.entries({
  memory: { shared: false, run: (body) => body() },
  "shared memory": { shared: true, run: (body) => body() },
  "shared memory, where encoders do not write": { shared: true, run: withoutEncodeInto },
})) {
  test(`texts arrive as UTF-8 in ${name}, also after it has grown`, () => run(() => {
    const { wasm } = load({ shared });
    const units = ["a", "ß", "節", "🐈", "\0", "\ud800", "\udc00x", "\ud800\ud800", "x🐈ß"];
    for (const unit of units) {
      for (const length of [0, 1, 2, 7, 21, 22, 500]) {
        const text = unit.repeat(length);
        assert.deepEqual(Buffer.from(passText(wasm, text)), Buffer.from(encoder.encode(text)), JSON.stringify(text));
      }
      wasm.memory.grow(1);
    }
    for (let code = 0; code < 0x10000; code += 7) {
      const text = String.fromCharCode(code);
      assert.deepEqual(Buffer.from(passText(wasm, text)), Buffer.from(encoder.encode(text)));
    }
    assertEmpty(wasm);
  }));
}

test("a long text for which there is no memory is let go of", () => {
  for (const run of [(body) => body(), withoutEncodeInto]) {
    run(() => {
      const { wasm } = load();
      assert.equal(values.writeText("x".repeat(100), wasm.instance, 256, 64), -102);
      assert.equal(values.takeText(wasm.instance, 0, 0), 0);
      assert.equal(values.textLeft(), 0);
      assertEmpty(wasm);
    });
  }
});

test("what is no text is not written", () => {
  const { wasm } = load();
  for (const value of [undefined, null, 5, 5n, Symbol("s"), {}, [], new String("x"), { length: 2 ** 31 }]) {
    assert.equal(values.writeText(value, wasm.instance, 0, 64), -1);
    assert.equal(values.characterOf(value), -1);
  }
  assert.equal(values.characterOf("🐈x"), 0x1f408);
  assert.equal(values.characterOf(""), -1);
  assertEmpty(wasm);
});

test("numbers arrive as bytes, and go back", () => {
  const { wasm } = load();
  const pass = (value, kind, exact = false) => {
    const length = values.numbersOf(value, kind, exact);
    if (length < 0) return length;
    values.takeBytes(wasm.instance, 512);
    return [...new Uint8Array(wasm.memory.buffer, 512, length)];
  };
  assert.deepEqual(pass(new Uint8Array([1, 2]), 0), [1, 2]);
  assert.deepEqual(pass([1, 258], 2), [1, 0, 2, 1]);
  assert.deepEqual(pass(new Float64Array([3.5]), 0), [3]);
  assert.deepEqual(pass(new Int16Array(new ArrayBuffer(8), 2, 1), 3), [0, 0]);
  for (const value of [null, {}, "ab", { length: 1 }, [1n], [Symbol("s")], new BigInt64Array(1), new DataView(new ArrayBuffer(4))]) assert.equal(pass(value, 0), -1);
  assert.equal(pass(new Array(2 ** 24), 0), -2);
  for (const value of [[1], new Int8Array(1), new Uint8ClampedArray(1)]) assert.equal(pass(value, 0, true), -1);

  const target = new Uint16Array(2);
  new Uint16Array(wasm.memory.buffer, 512, 2).set([7, 8]);
  values.writeNumbers(target, 2, wasm.instance, 512, 2);
  assert.deepEqual([...target], [7, 8]);
  values.writeNumbers(new Uint16Array(1), 2, wasm.instance, 512, 2);
  // Room that could not be had.
  values.numbersOf(new Uint8Array(4), 0, false);
  values.takeBytes(wasm.instance, 0);
  assertEmpty(wasm);
});

test("arrays are copied once", () => {
  const reads = [];
  const list = new Proxy([1, 2], { get: (object, key) => (reads.push(key), key === "length" ? 3 : object[key]) });
  assert.deepEqual(values.listOf(list), [1, 2, undefined]);
  assert.deepEqual(reads, ["length", "0", "1", "2"]);
  assert.deepEqual(values.listOf([, null]), [undefined, null]);
  for (const value of [null, {}, "ab", new Uint8Array(1), new Set()]) assert.equal(values.listOf(value), undefined);
  assert.equal(values.listOf(new Array(2 ** 24)), null);
});

// Strings of Rust's in memories of every make.

import assert from "node:assert/strict";
import { test } from "node:test";
import { defineString, stringOf, wrapString } from "../src/rust-string.js";
import { assertEmpty, collect, load, turn } from "./lab.js";

/** Decoders in browsers refuse memory that is shared or can be resized. */
function strictly(body) {
  const { decode } = TextDecoder.prototype;
  TextDecoder.prototype.decode = function (bytes) {
    assert.ok(bytes.buffer instanceof ArrayBuffer && !bytes.buffer.resizable, "a browser would refuse this");
    return decode.call(this, bytes);
  };
  try {
    body();
  } finally {
    TextDecoder.prototype.decode = decode;
  }
}

/** An instance, and how to make strings in it. */
function open(options) {
  const { wasm } = load(options);
  const id = defineString(wasm.instance);
  const make = (text, at = 1024) => {
    const bytes = new TextEncoder().encode(text);
    new Uint8Array(wasm.memory.buffer).set(bytes, at);
    return wrapString(wasm.instance, wasm.expose(text), id, at, bytes.length);
  };
  return { wasm, make };
}

const resizable = () => ({ buffer: new ArrayBuffer(2 ** 16, { maxByteLength: 2 ** 20 }) });

for (const [name, options] of Object.entries({ plain: {}, shared: { shared: true }, resizable: { memory: resizable() } })) {
  test(`a text in ${name} memory is decoded`, async () => {
    const { wasm, make } = open(options);
    const string = make("größer");
    strictly(() => assert.equal(string.value, "größer"));
    assert.equal(string.slice(2).equals("ößer"), true);
    string.free();
    await turn();
    assertEmpty(wasm);
  });
}

test("which part is meant is written for Rust; other values are not strings", async () => {
  const [{ wasm, make }, other] = [open(), open()];
  const string = make("a text");
  const words = new Uint32Array(wasm.memory.buffer, 64, 2);
  const of = (value) => stringOf(value, wasm.instance, 64);
  assert.equal(of(string), string.__wbg_ptr);
  assert.deepEqual([...words], [0, 6]);
  assert.equal(of(string.slice(2).slice(1, 3)), string.__wbg_ptr);
  assert.deepEqual([...words], [3, 2]);
  const foreign = other.make("foreign");
  assert.equal(of(foreign), -3);
  assert.equal(of(null), -4);
  const throwing = new Proxy({}, { get() { throw new Error("no"); } });
  for (const value of [1, "text", {}, throwing]) assert.equal(of(value), -1);
  const part = string.slice(1);
  string.free();
  assert.equal(of(string), -2);
  assert.equal(of(part), -2);
  foreign.free();
  await turn();
  assertEmpty(wasm, other.wasm);
});

test("a part keeps the text, whatever becomes of the string", async () => {
  const { wasm, make } = open();
  const kept = [];
  (() => kept.push(make("a text").slice(2)))();
  await collect();
  assert.deepEqual(wasm.dropped, []);
  assert.equal(kept[0].value, "text");
  kept.length = 0;
  await collect();
  assert.deepEqual(wasm.dropped, ["a text"]);
  assertEmpty(wasm);
});

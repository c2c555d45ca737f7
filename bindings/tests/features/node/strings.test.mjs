// Strings of Rust's, and long ones of JavaScript's.

import assert from "node:assert/strict";
import { test } from "node:test";
import { endsEmpty, m, refuses } from "./support.mjs";

const { Texts } = m;
endsEmpty();

/** A string of Rust's. */
const rust = (text, times = 1) => Texts.repeat(text, times);

const SAMPLES = ["", "a", "plain ASCII", "größer", "節点", "a🦀z", "\ufeffwith a mark", "\0", "x".repeat(300), "é".repeat(300), "節".repeat(3000), "🦀".repeat(2000), "ASCII first".repeat(100) + "節".repeat(2000)];

test("a text comes back as it was", () => {
  for (const sample of SAMPLES) {
    const string = rust(sample);
    assert.equal(string.length, Buffer.byteLength(sample));
    assert.equal(string.value, sample);
    assert.equal(`${string}`, sample);
    assert.equal(JSON.stringify({ string }), JSON.stringify({ string: sample }));
    assert.equal(Texts.same(string, sample), true);
    assert.equal(Texts.count(string), [...sample].length);
    string.free();
    refuses("DISPOSED", () => string.value);
    refuses("DISPOSED", () => Texts.count(string));
  }
});

test("lone surrogates are replaced, as encoders do, also where a long text is cut", () => {
  for (const lone of ["\ud800", "\udc00", "a\ud83d", "\ud83d".repeat(1000), "🦀".repeat(500) + "\ud83d" + "x".repeat(500), "x".repeat(999) + "🦀".repeat(1000)]) {
    const string = rust(lone);
    assert.equal(string.value, lone.toWellFormed());
    assert.equal(Texts.same(lone, lone), true);
    string.free();
  }
});

test("nothing is decoded to compare, slice and pass back", () => {
  const decoder = TextDecoder.prototype.decode;
  let decoded = 0;
  TextDecoder.prototype.decode = function (...args) {
    decoded += 1;
    return decoder.apply(this, args);
  };
  try {
    const [a, b, c] = [rust("größer als"), rust("größer als"), rust("größte")];
    assert.equal(a.equals(b), true);
    assert.equal(a.equals(c), false);
    assert.equal(a.startsWith(c), false);
    assert.equal(a.compare(b), 0);
    assert.equal(a.compare(c), -1);
    assert.equal(c.compare(a), 1);
    const part = a.slice(0, 4);
    assert.equal(part.length, 4);
    assert.equal(a.startsWith(part), true);
    assert.equal(a.slice(-3).equals("als"), true);
    assert.equal(part.slice(1).startsWith("r"), true);
    assert.equal(part.equals("nicht"), false);
    assert.equal(Texts.count(part), 3);
    assert.equal(Texts.same(part, "grö"), true);
    assert.equal(decoded, 0);
    assert.equal(part.value, "grö");
    assert.equal(part.value, "grö");
    assert.equal(decoded, 1);
    assert.equal(a.equals("größer als"), true);
    assert.equal(a.startsWith("größ"), true);
    assert.equal(a.equals("groesser als"), false);
    for (const string of [a, b, c]) string.free();
  } finally {
    TextDecoder.prototype.decode = decoder;
  }
});

test("comparisons agree with those of JavaScript", () => {
  const all = [...SAMPLES, "a\0", "plain", "節", "節点!", "größe", "A", "\u{10000}", "\uffff"];
  const strings = all.map((text) => rust(text));
  const byCodePoint = (a, b) => Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)));
  all.forEach((a, i) => {
    all.forEach((b, k) => {
      assert.equal(strings[i].equals(b), a === b);
      assert.equal(strings[i].equals(strings[k]), a === b);
      assert.equal(strings[i].startsWith(b), a.startsWith(b), `${a} ${b}`);
      assert.equal(strings[i].startsWith(strings[k]), a.startsWith(b));
      assert.equal(strings[i].compare(strings[k]), byCodePoint(a, b));
    });
  });
  assert.equal(strings[0].equals(undefined), false);
  assert.equal(strings[0].equals({}), false);
  for (const string of strings) string.free();
});

test("a part is of whole characters, and keeps the text", () => {
  const sample = "a節🦀z";
  const bytes = Buffer.from(sample);
  const string = rust(sample);
  for (let start = -11; start <= 11; start += 1) {
    for (let end = -11; end <= 11; end += 1) {
      const expected = bytes.subarray(start, end).toString();
      const cut = [start, end].some((at) => (bytes.at(at < 0 ? Math.max(at, -bytes.length) : at) & 0xc0) === 0x80);
      if (cut) refuses("OUT_OF_BOUNDS", () => string.slice(start, end), /middle of a character/);
      else assert.equal(string.slice(start, end).value, expected);
    }
  }
  const part = string.slice(1);
  part.free();
  refuses("DISPOSED", () => part.value);
  refuses("DISPOSED", () => Texts.count(part));
  assert.equal(string.value, sample);
  const other = string.slice(1, 4);
  string.free();
  refuses("DISPOSED", () => other.value);
  refuses("OUT_OF_BOUNDS", () => Texts.part("節", 1, 3));
  refuses("OUT_OF_BOUNDS", () => Texts.part("abc", 2, 1));
  refuses("OUT_OF_BOUNDS", () => Texts.part("abc", 2 ** 32 - 1, 2 ** 32 - 1));
});

test("strings of either side, alone, optional, in arrays, in promises", async () => {
  const texts = new Texts();
  const [name, text] = [rust("name"), rust("the text")];
  texts.put("name", text);
  texts.put("other", "of JavaScript's");
  const [a, b] = [texts.find(name), texts.find("name")];
  assert.equal(a.equals(text) && a.equals(b), true);
  assert.equal(texts.find("nothing"), undefined);
  const all = texts.all([name, "other", "nothing", name.slice(0)]);
  assert.deepEqual(all.map(String), ["the text", "of JavaScript's", "the text"]);
  assert.equal(Texts.count(), 0);
  const later = await Texts.later("later");
  assert.equal(later.value, "later");
  for (const object of [texts, name, text, a, b, later, ...all]) object.free();
});

test("what is no string is refused", () => {
  for (const value of [1, {}, [], Symbol("s"), { __hs: {} }, { __hs: null }, Object.create(null)]) refuses("NOT_A_HANDLE", () => Texts.count(value));
  const texts = new Texts();
  refuses("WRONG_CLASS", () => Texts.count(texts), /expected an instance of RustString, got one of Texts/);
  refuses("NULL_HANDLE", () => texts.put("name", null));
  texts.free();
  const string = rust("text");
  const { get } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(string), "value");
  for (const value of [{}, { __hs: {} }, 1]) refuses("NOT_A_HANDLE", () => get.call(value));
  assert.throws(() => new string.constructor(), TypeError);
  refuses("NOT_CLONEABLE", () => structuredClone(string));
  refuses("NOT_CLONEABLE", () => structuredClone(string.slice(1)));
  assert.equal(new Proxy(string, {}).value, "text");
  assert.equal(Object.freeze(string).value, "text");
  string.free();
});

test("a text survives the growth of the memory, decoded or not", () => {
  const [before, after] = [rust("before"), rust("after")];
  assert.equal(before.value, "before");
  m.wasmMemory().grow(1);
  assert.equal(before.value, "before");
  assert.equal(after.value, "after");
  assert.equal(before.startsWith("bef") && after.startsWith("aft"), true);
  before.free();
  after.free();
});

test("large texts, both ways", () => {
  const megabytes = process.env.HANDFAST_LONG === "1" ? 100 : 8;
  for (const sample of ["0123456789abcdef", "節点と"]) {
    const text = sample.repeat((megabytes * 2 ** 20) / Buffer.byteLength(sample));
    const string = rust(text);
    assert.equal(string.length, Buffer.byteLength(text));
    assert.equal(string.equals(text), true);
    assert.equal(string.value.length, text.length);
    assert.equal(string.value === text, true);
    string.free();
  }
});

test("arrays of arrays are views, each of which is let go of by itself", () => {
  const rows = m.rowsOf(3, 2);
  assert.deepEqual(rows.map((row) => [...row]), [[0, 0], [0, 0], [0, 0]]);
  rows[1].array[0] = 5;
  rows[0].free();
  rows[2].free();
  assert.deepEqual([...rows[1].array], [5, 0]);
  rows[1].free();
});

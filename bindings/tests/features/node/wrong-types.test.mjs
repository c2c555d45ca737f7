// Values of every kind where a text, an array, an enum or a number belongs.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { endsEmpty, m, refuses, rejects } from "./support.mjs";

const { Counter, Pen, Picky } = m;
endsEmpty();

/** Of every kind, and what lies about its length. */
const VALUES = {
  null: () => null,
  undefined: () => undefined,
  "a boolean": () => true,
  "a number": () => 7,
  "a bigint": () => 7n,
  "a symbol": () => Symbol("s"),
  "a text": () => "text",
  "an object": () => ({}),
  "a long object": () => ({ length: 2 ** 31 }),
  "an object of negative length": () => ({ length: -1 }),
  "a String object": () => new String("text"),
  "a function": () => () => {},
  "a date": () => new Date(0),
  "a list": () => ["a", 1],
  "a list of symbols": () => [Symbol("s")],
  "a list that throws": () => Object.defineProperty([1, 2], 1, { get() { throw new Error("mine"); } }),
  "a long list": () => new Array(2 ** 32 - 1),
  "a Proxy of a list": () => new Proxy([1], { get: (list, key) => (key === "length" ? 1000 : list[key]) }),
  "a throwing Proxy": () => new Proxy([], { get() { throw new Error("trap"); } }),
  "a revoked Proxy": () => { const { proxy, revoke } = Proxy.revocable([], {}); revoke(); return proxy; },
  bytes: () => new Uint8Array([1, 2]),
  floats: () => new Float64Array([1.5]),
  bigints: () => new BigInt64Array([1n]),
  "detached bytes": () => { const bytes = new Uint8Array(8); structuredClone(bytes, { transfer: [bytes.buffer] }); return bytes; },
  "bytes of another length": () => Object.defineProperty(new Uint8Array(2), "length", { value: 2 ** 30 }),
  "a view": () => new DataView(new ArrayBuffer(8)),
  "a wrapper": () => new Counter(1),
  "a class": () => Counter,
};

const good = {
  text: ["ok"], lent: ["ok"], maybeText: ["ok"], texts: [["ok"]], maybeTexts: [["ok"]], character: ["x"], maybeCharacter: ["x"],
  characters: [["x"]], truths: [[true]], bytes: [new Uint8Array(1)], lentFloats: [new Float64Array(1)], written: [new Int16Array(1)],
  maybeBigints: [new BigUint64Array(1)], values: [[1]], held: [[() => {}]], objects: [[]], colors: [[m.Color.Blue]],
  color: [m.Color.Blue], maybeColor: [m.Color.Blue], theme: ["dark"], themes: [["dark"]],
};

/** Which of them each parameter takes. */
const TAKES = {
  text: ["a text"], lent: ["a text"], maybeText: ["a text", "null", "undefined"],
  texts: [], maybeTexts: ["null", "undefined"], character: ["a text"], maybeCharacter: ["a text", "null", "undefined"],
  characters: [], truths: [],
  bytes: ["a list", "bytes", "floats", "bytes of another length"],
  lentFloats: ["a list", "bytes", "floats", "bytes of another length", "a Proxy of a list"],
  written: [], maybeBigints: ["null", "undefined", "bigints"],
  values: ["a list", "a list of symbols", "a Proxy of a list"], held: ["a list", "a list of symbols", "a Proxy of a list"],
  objects: [], colors: [], color: ["null", "a boolean", "a date"], maybeColor: ["null", "undefined", "a boolean", "a date"], theme: [], themes: [],
};

const OURS = /^HANDFAST_(WRONG_TYPE|TOO_LARGE|NOT_A_HANDLE|NULL_HANDLE)$/;

for (const [name, takes] of Object.entries(TAKES)) {
  describe(name, () => {
    for (const [what, make] of Object.entries(VALUES)) {
      test(what, () => {
        const picky = new Picky();
        const [counter, value] = [new Counter(5), make()];
        const call = () => picky[name](counter, value, counter);
        if (takes.includes(what)) call();
        else if (CONVERTED.includes(name)) anythingButTrap(call);
        else assert.throws(call, (error) => OURS.test(error.code), `${name}(${what})`);
        // Neither the receiver nor the other arguments were lost.
        assert.equal(picky[name](counter, ...good[name], counter), 10);
        assert.equal(counter.value(), 5);
        counter.free();
        if (what === "a wrapper") value.free();
      });
    }
  });
}

/**
 * These take what the engine can convert to the numbers they are made of, whatever that is. An enum of strings has a variant
 * for any other value.
 */
const CONVERTED = ["bytes", "lentFloats", "maybeBigints", "color", "maybeColor", "theme"];

/** What a conversion of the engine's throws is thrown before wasm is entered. */
function anythingButTrap(call) {
  try {
    call();
  } catch (error) {
    assert.ok(!(error instanceof WebAssembly.RuntimeError), error.stack);
  }
}

test("the errors say what was expected", () => {
  const [picky, counter] = [new Picky(), new Counter(0)];
  refuses("WRONG_TYPE", () => picky.text(counter, Symbol("s"), counter), /a string/);
  refuses("WRONG_TYPE", () => picky.bytes(counter, "x", counter), /Uint8Array/);
  refuses("WRONG_TYPE", () => picky.written(counter, [1], counter), /Int16Array/);
  refuses("WRONG_TYPE", () => picky.texts(counter, ["a", 1], counter), /a string/);
  refuses("WRONG_TYPE", () => picky.texts(counter, "ab", counter), /an array/);
  refuses("TOO_LARGE", () => picky.texts(counter, new Array(2 ** 32 - 1), counter));
  refuses("WRONG_TYPE", () => picky.character(counter, "", counter), /character/);
  refuses("WRONG_TYPE", () => picky.character(counter, "\ud800", counter), /character/);
  refuses("WRONG_TYPE", () => picky.color(counter, 77, counter), /enum/);
  refuses("WRONG_TYPE", () => picky.colors(counter, [0, 77], counter), /Color/);
  refuses("NULL_HANDLE", () => picky.objects(counter, [counter, null], counter));
  counter.free();
});

test("async functions are rejected, or refuse at once", async () => {
  const picky = new Picky();
  await rejects("WRONG_TYPE", picky.later(Symbol("s"), []));
  await rejects("WRONG_TYPE", picky.later("x", 5));
  assert.equal(await picky.later("abc", [1, 2]), 5);
});

test("setters of fields", () => {
  const picky = new Picky();
  for (const bad of [null, 5, Symbol("s"), {}, ["x"]]) refuses("WRONG_TYPE", () => (picky.name = bad));
  picky.name = "fine";
  assert.equal(picky.name, "fine");
  refuses("WRONG_TYPE", () => new Pen(Number.NaN));
});

test("texts of every length and alphabet", () => {
  const { Values } = m;
  for (const unit of ["x", "ß", "節", "🐈", "xß"]) {
    for (const length of [0, 1, 5, 255, 256, 257, 511, 512, 513, 70_000]) {
      const text = unit.repeat(length);
      assert.equal(Values.shout(text), text.toUpperCase());
    }
  }
  assert.equal(Values.shout("a\0b\ud800c"), "A\0B\ufffdC");
  assert.equal(Values.shout("x".repeat(30_000_000)).length, 30_000_000);
});

test("numbers that no parameter can take are the engine's to refuse", () => {
  const { Values } = m;
  for (const bad of [Symbol("s"), 1n, { valueOf() { throw new TypeError("Cannot convert it"); } }, Object.create(null)]) {
    for (const name of ["small", "floats", "sizes", "pointers"]) assert.throws(() => Values[name](1, bad, 1, 1), TypeError);
  }
  for (const bad of [Symbol("s"), 1, 1.5, {}, undefined]) assert.throws(() => Values.large(1n, bad, 1n, 1n), (error) => error instanceof TypeError || error instanceof SyntaxError);
  assert.equal(Values.options(1, 2, true, "x", undefined), 'Some(1) Some(2.0) Some(true) Some("x") None');
});

test("a slice is written back into what it came from, if that is still there", () => {
  const [picky, counter] = [new Picky(), new Counter(5)];
  const numbers = new Int16Array(new ArrayBuffer(8), 2, 2);
  picky.written(counter, numbers, counter);
  assert.deepEqual([...numbers], [1, 1]);
  class Lying extends Int16Array {
    get length() { return 99; }
    get buffer() { throw new Error("mine"); }
  }
  const lying = new Lying(2);
  picky.written(counter, lying, counter);
  assert.equal(lying[1], 1);
  const moved = new Int16Array(4);
  picky.writtenAfter(moved, () => structuredClone(moved, { transfer: [moved.buffer] }));
  assert.equal(moved.length, 0);
  counter.free();
});

test("many errors in a row use up nothing", () => {
  const [picky, counter] = [new Picky(), new Counter(0)];
  const size = () => m.wasmMemory().buffer.byteLength;
  const before = size();
  for (let i = 0; i < 20_000; i += 1) {
    for (const name of ["text", "texts", "bytes"]) {
      try { picky[name](counter, name === "texts" ? ["x".repeat(50), 5] : Symbol("s"), counter); } catch { continue; }
      assert.fail("no error");
    }
  }
  assert.ok(size() - before <= 2 * 65536, `${size() - before} bytes more`);
  counter.free();
});

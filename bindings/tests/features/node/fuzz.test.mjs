// Every exported method, accessor and function, with every kind of value in every position. Whatever it does with them, it
// returns or throws an error; it never traps, and what was lent to it is as it was.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isPromise } from "node:util/types";
import { assertEmpty, m, turn } from "./support.mjs";

const ROUNDS = process.env.HANDFAST_LONG === "1" ? 2000 : 200;

/** mulberry32 */
function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return (list) => list[Math.floor(next() * list.length)];
}

const kept = { counter: new m.Counter(1), taker: new m.Taker(), pen: new m.Pen(m.Color.Green) };
const disposed = new m.Counter(0);
disposed.free();

/** Values of every kind. Those that are objects of ours are never taken by value: a raw retain holds them. */
const VALUES = [
  () => undefined, () => null, () => true, () => 0, () => -1, () => 2.5, () => NaN, () => 2 ** 60, () => 10n, () => -(2n ** 70n),
  () => "", () => "text", () => "\ud800", () => "🐈".repeat(300), () => Symbol("s"), () => ({}), () => [], () => () => {},
  () => () => { throw new Error("mine"); }, () => ["a", "b"], () => [1, 2], () => [null], () => [[]], () => [Symbol("s")],
  () => ({ length: 2 ** 31 }), () => ({ length: -1 }), () => ({ get length() { throw new Error("mine"); } }), () => new Array(2 ** 32 - 1),
  () => { const list = [1]; return new Proxy(list, { get: (_, key) => (key === "length" ? (list[0] *= 2) % 5000 : list[key]) }); },
  () => new Proxy([], { get() { throw new Error("trap"); } }),
  () => { const { proxy, revoke } = Proxy.revocable([], {}); revoke(); return proxy; },
  () => new Uint8Array(3), () => new Int32Array(3), () => new Float64Array([NaN, 1e300]), () => new BigInt64Array(1),
  () => Object.defineProperty(new Uint8Array(2), "length", { value: 2 ** 30 }), () => new DataView(new ArrayBuffer(8)),
  () => new Uint16Array(new SharedArrayBuffer(4)), () => new Map(), () => new Date(0), () => Promise.resolve(1), () => new Event("x"),
  () => new EventTarget(), () => new AbortController().signal, () => new String("text"), () => Object(1n), () => Object.create(null),
  () => ({ valueOf() { throw new Error("mine"); } }), () => ({ [Symbol.toPrimitive]: () => kept.counter.value() }),
  () => kept.counter, () => kept.taker, () => kept.pen, () => [kept.counter], () => [kept.counter, null], () => disposed,
  () => Object.create(kept.counter), () => ({ ...kept.counter }), () => new Proxy(kept.counter, {}), () => m.Counter,
  () => implementor((value) => value), () => implementor((value) => { if (value === null) throw value; return value; }),
  () => Object.defineProperty({}, "changed", { get: () => VALUES[(calls += 1) % VALUES.length]() }),
  () => ({ __wbg_ptr: 4294967297 }), () => Object.assign(Object.create(m.Counter.prototype), { __wbg_ptr: NaN }),
];

let calls = 0;

/** An object that has every method of every interface, except that it is no promise. They return one value after the other. */
function implementor(through) {
  const method = () => through(VALUES[(calls += 1) % VALUES.length]());
  const rest = { has: () => true, set: () => calls % 2 === 0 };
  return new Proxy({}, { get: (_, key) => (key === "then" ? undefined : calls % 3 === 2 ? method() : method), ...rest });
}

/** Those that make more instances, and those of the runtime itself, which other tests take on. */
const SKIPPED = new Set([
  "constructor", "free", "handfast", "HandfastObject",
  // They call methods of imported types. That a value is of such a type is taken on trust, by wasm-bindgen too.
  "look", "wait", "patient", "finish", "lent", "slices", "create", "waitFor", "setTarget", "jsSys",
]);

/** What can be called: with a receiver, or without. */
function* callables() {
  for (const [name, value] of Object.entries(m)) {
    if (SKIPPED.has(name) || typeof value !== "function") continue;
    if (Object.getPrototypeOf(value) === Function.prototype || value.prototype === undefined) {
      yield { name, length: value.length, call: (_, args) => value(...args) };
    }
    if (value.prototype?.free === undefined) continue;
    yield { name: `new ${name}`, length: 3, call: (_, args) => void new value(...args) };
    for (const [where, object] of [[name, value], [`${name}.prototype`, value.prototype]]) {
      for (const [key, property] of Object.entries(Object.getOwnPropertyDescriptors(object))) {
        if (SKIPPED.has(key) || key.startsWith("__")) continue;
        const self = (receiver) => (object === value ? value : receiver);
        for (const part of ["value", "get", "set"]) {
          const f = property[part];
          if (typeof f !== "function") continue;
          yield { name: `${where}.${key}`, length: f.length, owner: value, call: (receiver, args) => f.apply(self(receiver), args) };
        }
      }
    }
  }
}

/** An object of a class, if one can be made of a few simple values. */
function instanceOf(Class) {
  for (const args of [[], [1], ["x"], ["x", 1], [{}]]) {
    try {
      const instance = new Class(...args);
      if (m.handfast.isAlive(instance)) return instance;
    } catch {
      // The next ones may do.
    }
  }
}

test("anything as receiver and arguments of everything", async () => {
  const pick = random(17);
  for (const wrapper of Object.values(kept)) m.handfast.retain(wrapper);
  const all = [...callables()];
  assert.ok(all.length > 150, `${all.length} callables`);
  const wasm = () => m.wasmMemory().buffer.byteLength;
  let size;
  for (const { name, length, owner, call } of all) {
    const instance = owner && instanceOf(owner);
    if (instance) m.handfast.retain(instance);
    for (let round = 0; round < ROUNDS; round += 1) {
      const receiver = instance && round % 4 > 0 ? instance : pick(VALUES)();
      const args = Array.from({ length: length + (round % 5 === 0) }, () => pick(VALUES)());
      let result;
      try {
        result = call(receiver, args);
      } catch (error) {
        assert.ok(!(error instanceof WebAssembly.RuntimeError), `${name}: ${error?.stack}`);
      }
      // A promise may be rejected, but not with a trap, and not with nobody looking.
      if (isPromise(result)) result.catch((error) => assert.ok(!(error instanceof WebAssembly.RuntimeError), `${name}: ${error?.stack}`));
    }
    if (instance) {
      m.handfast.release(instance);
      instance.free();
    }
    await turn();
    size ??= wasm();
  }
  // The receivers and arguments were lent only.
  for (const wrapper of Object.values(kept)) m.handfast.release(wrapper);
  assert.equal(typeof kept.counter.value(), "number");
  assert.equal(kept.taker.refs(kept.counter, kept.counter, kept.counter), 3 * kept.counter.value());
  for (const wrapper of Object.values(kept)) wrapper.free();
  assert.ok(wasm() - size < 16 * 2 ** 20, `${wasm() - size} bytes more`);
  await assertEmpty();
});

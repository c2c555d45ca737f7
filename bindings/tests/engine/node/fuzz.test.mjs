// Numbers and values that nobody meant, into everything that takes one: only typed errors come back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertEmpty, m, random } from "./support.mjs";

const ROUNDS = process.env.HANDFAST_LONG === "1" ? 200_000 : 20_000;

/** The exports of the wasm instance, which `attach` was given. */
const raw = m.rawExports();
const handleExports = ["hf_dispose", "hf_finalize", "hf_retain", "hf_release", "hf_is_alive", "hf_class_of"];

/** Unlike `Array.isArray`, never throws. */
const isArray = (value) => {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
};

/** Never the handle of a live object: those are not forged. */
function forged(r, live) {
  const shapes = [
    () => r.next() * 2 ** 53,
    () => Math.floor(r.next() * 2 ** 53),
    () => r.below(100),
    () => -r.below(2 ** 31),
    () => r.pick([NaN, Infinity, -Infinity, 0, -0, 2 ** 53, 2 ** 60, 1e300, 0.5, Number.MIN_VALUE]),
    () => r.pick([...live]) + r.pick([1, -1, 2 ** 32, -(2 ** 32), 0.5, 2 ** 53]),
    () => 2 ** 52 + r.below(64) + 2 ** 32 * r.below(2 ** 20),
  ];
  const number = r.pick(shapes)();
  return live.has(number) ? NaN : number;
}

/** Stale, disposed, not a handle, and what a wrapper carries whose scope has ended. */
const REFUSED = [1, 2, 4, 22];

test("forged numbers into every hf_* export", async () => {
  const r = random(7);
  const things = Array.from({ length: 20 }, (_, i) => new m.Thing(i));
  const live = new Set(things.map((thing) => m.handfast.handleOf(thing)));
  for (let i = 0; i < ROUNDS; i += 1) {
    const name = r.pick(handleExports);
    const number = forged(r, live);
    const status = raw[name](number);
    if (name === "hf_finalize" || name === "hf_is_alive" || name === "hf_class_of") assert.equal(status, 0, `${name}(${number})`);
    else assert(REFUSED.includes(status), `${name}(${number}) = ${status}`);
  }
  for (const index of [0, 1, 7, 8, 2 ** 32 - 1, -1, NaN]) raw.hf_stat(index);
  raw.hf_type_count();
  for (const index of [0, 1, 1000, 2 ** 32 - 1]) {
    raw.hf_type_live(index);
    raw.hf_type_name_len(index);
    raw.hf_type_name(index);
  }
  for (let i = 0; i < ROUNDS / 20; i += 1) {
    const number = forged(r, live);
    const how = r.pick([0, 1, 3, -1, NaN, 2 ** 32 - 1]);
    const status = raw.hf_explain(number, how);
    assert(REFUSED.includes(status), `hf_explain(${number}, ${how}) = ${status}`);
  }
  assert.equal(raw.hf_explain(forged(r, live), 2), 0);
  for (const list of [0, 1, 6, 7, 2 ** 32 - 1, -1, NaN]) {
    raw.hf_explained(list);
    raw.hf_explained_len(list);
  }
  things.forEach((thing, i) => assert.equal(thing.id, i));
  things.forEach((thing) => thing.free());
  await assertEmpty();
});

test("anything as receiver or argument of every method", async () => {
  const r = random(11);
  const good = new m.Thing(1);
  const leaf = new m.Leaf(2);
  const disposed = new m.Thing(3);
  disposed.free();
  const live = new Set([good, leaf].map((wrapper) => m.handfast.handleOf(wrapper)));
  const value = () => r.pick([
    () => undefined, () => null, () => 7, () => "text", () => Symbol("s"), () => 10n, () => true, () => ({}), () => [],
    () => () => {}, () => disposed, () => leaf, () => ({ __wbg_ptr: forged(r, live) }),
    () => Object.assign(Object.create(m.Thing.prototype), { __wbg_ptr: forged(r, live) }),
    () => Object.create(disposed), () => ({ ...disposed }), () => new Proxy(disposed, {}),
    () => new Proxy({}, { get() { throw new Error("trap"); } }),
    () => m.Thing, () => m.Thing.prototype, () => Object.freeze({ __wbg_ptr: {} }),
    () => NaN, () => 2 ** 60, () => new Uint8Array(2), () => [good], () => [null], () => ({ length: 2 ** 31 }), () => new Array(2 ** 32 - 1),
    () => new Proxy([1], { get: (list, key) => (key === "length" ? (list[0] = (list[0] * 3) % 5000) : list[key]) }),
    () => new Proxy([], { get() { throw new Error("trap"); } }), () => ({ valueOf() { throw new Error("mine"); } }),
  ])();
  const methods = ["push", "pop", "child", "children", "setChildren", "hold", "held", "letGo", "sum", "swallow", "consume", "park", "callLocked", "callShared", "free"];
  for (let i = 0; i < ROUNDS; i += 1) {
    const name = r.pick(methods);
    const receiver = value();
    try {
      m.Thing.prototype[name].call(receiver, value(), value());
    } catch (error) {
      assert(error instanceof Error, `${name}: ${String(error)}`);
      assert(!(error instanceof WebAssembly.RuntimeError), `${name} trapped: ${error.stack}`);
    }
    if (i % 1000 === 0) assert.equal(good.id, 1);
  }
  for (let i = 0; i < ROUNDS; i += 1) {
    const name = r.pick(["push", "sum", "swallow", "setChildren"]);
    const argument = value();
    assert.throws(
      () => good[name](name === "setChildren" && (i % 2 === 0 || isArray(argument)) ? [argument] : argument),
      (error) => error instanceof Error && !(error instanceof WebAssembly.RuntimeError),
      name,
    );
  }
  // The receiver was never left borrowed, nor anything attached to it.
  assert.equal(good.pop(), undefined);
  good.push(new m.Thing(4));
  good.pop().free();
  good.free();
  leaf.free();
  await assertEmpty();
});

test("every function of the raw API", async () => {
  const r = random(13);
  const thing = new m.Thing(1);
  const live = new Set([m.handfast.handleOf(thing)]);
  for (let i = 0; i < ROUNDS; i += 1) {
    const name = r.pick(["retain", "release", "isAlive", "handleOf", "dispose", "explain"]);
    const argument = r.next() < 0.7 ? forged(r, live) : r.pick([null, undefined, {}, "x", Symbol("y"), [], () => {}]);
    try {
      const result = m.handfast[name](argument);
      assert.equal(result, name === "isAlive" ? false : result);
    } catch (error) {
      assert.match(error.code ?? "", /^HANDFAST_/, `${name}: ${error}`);
    }
  }
  assert.equal(thing.id, 1);
  thing.free();
  await assertEmpty();
});

test("no path reaches wasm-bindgen's own pointers", async () => {
  const before = Object.fromEntries(Object.keys(raw).filter((key) => key.startsWith("__wbg_") && key.endsWith("_free")).map((key) => [key, 0]));
  assert(Object.keys(before).length > 0, "wasm-bindgen exports its free functions");
  for (const Class of [m.Thing, m.Leaf, m.Special, m.HandfastObject]) {
    assert.throws(() => Class.__wrap?.(4) ?? assert.fail("no __wrap"), (error) => error.code === "HANDFAST_NOT_A_HANDLE" || error instanceof assert.AssertionError);
    assert.throws(() => Class.prototype.__destroy_into_raw.call({ __wbg_ptr: 4 }), { code: "HANDFAST_NOT_A_HANDLE" });
    assert.throws(() => Class.prototype.free.call({ __wbg_ptr: 4 }), (error) => /^HANDFAST_/.test(error.code));
  }
  await assertEmpty();
});

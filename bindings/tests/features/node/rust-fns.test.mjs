// Rust closures as functions: what they take and return, how they fail, and that they are wrappers like others.

import assert from "node:assert/strict";
import { test } from "node:test";
import { anotherInstance, assertEmpty, endsEmpty, m, refuses } from "./support.mjs";

const { Counter, handfast } = m;
const other = anotherInstance();
endsEmpty();

const f = () => 0;
const adder = m.adder(1);
const date = new Date(0);
const counter = new Counter(7);
const foreign = { counter: new other.Counter(1), adder: other.adder(1) };
const same = (...values) => values.map((value) => [value, value]);
const nothing = [[undefined, undefined], [null, undefined]];

/** By kind: arguments with results, and arguments with the code of the error. */
const ECHOES = {
  i8: [[[5, 5], [200, -56], ["7", 7], [undefined, 0]]],
  u8: [[[5, 5], [-1, 255]]],
  i16: [[[40000, -25536]]],
  u16: [[[-1, 65535]]],
  i32: [[[2 ** 31, -(2 ** 31)], [1.9, 1], [NaN, 0]]],
  u32: [[[-1, 4294967295], [2 ** 32 + 1, 1]]],
  isize: [same(-5)],
  usize: [[[-1, 4294967295]]],
  f32: [[[0.1, Math.fround(0.1)]]],
  f64: [same(0.1, NaN, -Infinity)],
  i64: [same(5n, -(2n ** 63n)), [[5, "WRONG_TYPE"], [2n ** 63n, "WRONG_TYPE"]]],
  u64: [same(2n ** 64n - 1n), [[-1n, "WRONG_TYPE"]]],
  i128: [same(-(2n ** 127n)), [["1", "WRONG_TYPE"]]],
  u128: [same(2n ** 128n - 1n)],
  bool: [[[true, true], [0, false], ["", false]]],
  char: [same("ß", "🦀"), [["", "WRONG_TYPE"], [5, "WRONG_TYPE"]]],
  String: [same("", "abc", "🦀".repeat(500)), [[5, "WRONG_TYPE"], [undefined, "WRONG_TYPE"], [Symbol(), "WRONG_TYPE"]]],
  "Option<i32>": [[...nothing, [5, 5], [2 ** 31, -(2 ** 31)]], [["5", "WRONG_TYPE"]]],
  "Option<u8>": [[...nothing, [257, 1]]],
  "Option<f64>": [[...nothing, [0.5, 0.5]], [[{}, "WRONG_TYPE"]]],
  "Option<bool>": [[...nothing, [true, true]], [[1, "WRONG_TYPE"]]],
  "Option<i64>": [[...nothing, [-5n, -5n]], [[5, "WRONG_TYPE"]]],
  "Option<u128>": [[...nothing, [5n, 5n]]],
  "Option<char>": [[...nothing, ["x", "x"]]],
  "Option<String>": [[...nothing, ["x", "x"]], [[5, "WRONG_TYPE"]]],
  "Vec<u8>": [[[[1, 2], new Uint8Array([1, 2])]], [["x", "WRONG_TYPE"], [null, "WRONG_TYPE"]]],
  "Vec<f64>": [same(new Float64Array([0.5]))],
  "Vec<i64>": [same(new BigInt64Array([5n])), [[[5], "WRONG_TYPE"]]],
  "Option<Vec<u32>>": [[...nothing, [[1], new Uint32Array([1])]]],
  "Vec<bool>": [same([true, false]), [[[1], "WRONG_TYPE"]]],
  "Vec<String>": [same([], ["a", "b"]), [[["a", 5], "WRONG_TYPE"]]],
  "Option<Vec<String>>": [[...nothing, [["a"], ["a"]]]],
  "Vec<char>": [same(["a"])],
  Color: [same(m.Color.Blue), [[7, "WRONG_TYPE"], ["x", "WRONG_TYPE"]]],
  Theme: [same("dark")],
  "Option<Color>": [[...nothing, [1, 1]], [[7, "WRONG_TYPE"]]],
  "Vec<Color>": [same([0, 2]), [[[0, 7], "WRONG_TYPE"]]],
  Ref: [same(counter), [[null, "NULL_HANDLE"], [{}, "NOT_A_HANDLE"], [foreign.counter, "FOREIGN_HANDLE"], [adder, "WRONG_CLASS"]]],
  "Option<Ref>": [[...nothing, [counter, counter]], [[5, "NOT_A_HANDLE"]]],
  "Vec<Ref>": [same([counter, counter]), [[[counter, null], "NULL_HANDLE"]]],
  "Option<Vec<Ref>>": [[...nothing, [[counter], [counter]]]],
  JsRef: [same(f, undefined, "x")],
  "Option<JsRef>": [[...nothing, [f, f]]],
  "Vec<JsRef>": [same([f, 5])],
  "Option<Vec<JsRef>>": [[...nothing, [[f], [f]]]],
  JsValue: [same(f, null, 5, Symbol.iterator)],
  "Option<JsValue>": [[...nothing, [f, f]]],
  "Vec<JsValue>": [same([f, null])],
  Date: [same(date)],
  "Option<Array>": [[...nothing, [[1], [1]]]],
  "Option<Vec<Date>>": [[...nothing, [[date], [date]]]],
  RustFn: [same(adder), [[f, "NOT_A_HANDLE"], [counter, "WRONG_CLASS"], [undefined, "NULL_HANDLE"], [foreign.adder, "FOREIGN_HANDLE"]]],
  "Option<RustFn>": [[...nothing, [adder, adder]], [[f, "NOT_A_HANDLE"]]],
  "Vec<RustFn>": [same([adder, adder]), [[[adder, f], "NOT_A_HANDLE"]]],
  "Option<Vec<RustFn>>": [[...nothing, [[adder], [adder]]]],
};

for (const kind of m.echoKinds()) {
  if (kind.includes("Counter")) continue;
  test(`echo of ${kind}`, () => {
    const echo = m.echoFunction(kind);
    assert.equal(echo.length, 1);
    const [good, bad = []] = ECHOES[kind];
    for (const [value, expected] of good) assert.deepEqual(echo(value), expected);
    for (const [value, code] of bad) refuses(code, () => echo(value), /rust_fns::echo_function: /);
    for (const [value, expected] of good) assert.deepEqual(echo(value), expected);
    handfast.dispose(echo);
  });
}

test("objects by value", () => {
  const echo = m.echoFunction("Counter");
  const first = new Counter(1);
  const second = echo(first);
  assert.notEqual(second, first);
  assert.equal(second.value(), 1);
  refuses("DISPOSED", () => first.value());
  refuses("WRONG_CLASS", () => echo(new m.Button()));
  const optional = m.echoFunction("Option<Counter>");
  assert.equal(optional(null), undefined);
  assert.equal(optional(second).value(), 1);
  const list = m.echoFunction("Vec<Counter>");
  const [a, b] = [new Counter(1), new Counter(2)];
  refuses("SHARED", () => list([a, b, a]), /rust_fns::echo_function: /);
  assert.deepEqual(list([a, b]).map((it) => it.value()), [1, 2]);
});

test("up to six arguments, numbers and others", () => {
  const functions = m.arities();
  const numbers = [[], [1], [1, 2.5], [1, 2.5, 3], [1, 2, 3, 4], [1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6]];
  numbers.forEach((list, i) => {
    assert.equal(functions[i](...list), list.reduce((a, b) => a + b, 0));
    assert.equal(functions[i].length, i);
  });
  const mixed = [["a"], [1, "b"], ["a", 2, "c"], [1, "b", 3, "d"], [1, 2, 3, "d", 5], ["a", 2, 3, 4, 5, "f"]];
  mixed.forEach((list, i) => {
    assert.equal(functions[7 + i](...list), list.join(""));
    assert.equal(functions[7 + i].length, i + 1);
  });
  assert.equal(functions[3].name, "RustFn");
});

test("code of the user's that runs while arguments are converted", () => {
  const [join] = m.arities().slice(9);
  const inner = { valueOf: () => Number(join("1", 2, "3")) };
  assert.equal(join("a", inner, "c"), "a123c");
  const error = new Error("mine");
  assert.throws(() => join("a", { valueOf() { throw error; } }, "c"), (thrown) => thrown === error);
  assert.throws(() => join("a", Symbol(), "c"), TypeError);
  assert.throws(() => adder(Symbol()), TypeError);
  assert.equal(join("a", 5, "c"), "a5c");
});

test("an error in any argument loses none of the others", () => {
  const sum = m.threeCounters();
  for (const [position, code] of [[0, "NOT_A_HANDLE"], [1, "NOT_A_HANDLE"], [2, "NOT_A_HANDLE"]]) {
    const counters = [new Counter(1), new Counter(2), new Counter(3)];
    const wrong = [...counters];
    wrong[position] = {};
    refuses(code, () => sum(...wrong), /rust_fns::three_counters: /);
    assert.equal(sum(...counters), 6);
    refuses("DISPOSED", () => counters[2].value());
  }
  const counter = new Counter(1);
  refuses("SHARED", () => sum(counter, counter, counter));
  assert.equal(counter.value(), 1);
});

test("results and errors", () => {
  const failing = m.failing();
  assert.equal(failing(0), true);
  assert.throws(() => failing(1), { message: "a JsError" });
  assert.throws(() => failing(2), /Nothing cannot be taken by value/);
  refuses("TOO_DEEP", m.failingWithOwn());
  assert.equal(m.nothing()(), undefined);
  assert.equal(failing(0), true);
});

test("a function that changes its environment", () => {
  const counting = m.counting();
  assert.equal(counting(), 1);
  assert.equal(counting(() => 0), 2);
  refuses("BORROWED_MUT", () => counting(counting), /RustFn is being changed by .*rust_fns::counting/);
  const error = new Error("mine");
  assert.throws(() => counting(() => { throw error; }), (thrown) => thrown === error);
  assert.equal(counting(), 5);
});

test("a function that reads its environment can call itself", () => {
  const calling = m.calling();
  assert.equal(calling(() => calling(() => "x")), "read read x");
});

test("a function that can be called once", () => {
  const once = m.onlyOnce("a");
  refuses("WRONG_TYPE", () => once(5));
  assert.equal(once("b", () => { refuses("ALREADY_CALLED", () => once("c"), /rust_fns::only_once: .*only once/); }), "ab");
  refuses("ALREADY_CALLED", () => once("b"));
  handfast.dispose(once);
  refuses("DISPOSED", () => once("b"), /rust_fns::only_once: /);
});

test("a function that is disposed cannot be called", () => {
  const add = m.adder(1);
  assert.equal(handfast.isAlive(add), true);
  const handle = handfast.handleOf(add);
  handfast.dispose(add);
  handfast.dispose(add);
  refuses("DISPOSED", () => add(1), /rust_fns::adder: /);
  refuses("DISPOSED", () => handfast.handleOf(add));
  refuses("DISPOSED", () => m.keep(add));
  assert.equal(handfast.isAlive(add), false);
  assert.equal(handfast.isAlive(handle), false);
  const other = m.adder(2);
  other[Symbol.dispose]();
  refuses("DISPOSED", () => other(1));
});

test("a function that was made in a scope cannot be called afterwards", () => {
  let add;
  const sum = handfast.scope(function adding() {
    add = m.adder(1);
    return add(2);
  });
  assert.equal(sum, 3);
  refuses("SCOPE_ENDED", () => add(2), /the scope "adding"/);
  refuses("SCOPE_ENDED", () => m.keep(add), /the scope "adding"/);
  const kept = handfast.scope(() => m.adder(1));
  assert.equal(kept(2), 3);
  handfast.dispose(kept);
});

test("a forged handle", () => {
  const add = m.adder(1);
  const { __wbg_ptr } = add;
  for (const [forged, code] of [[0, "NOT_A_HANDLE"], [NaN, "NOT_A_HANDLE"], [{}, "NOT_A_HANDLE"], [__wbg_ptr + 2 ** 32, "STALE_HANDLE"], [handfast.handleOf(m.counting()), "WRONG_CLASS"], [handfast.handleOf(counter), "WRONG_CLASS"]]) {
    add.__wbg_ptr = forged;
    refuses(code, () => add(1));
  }
  add.__wbg_ptr = __wbg_ptr;
  assert.equal(add(1), 2);
});

test("retain and release", () => {
  const add = m.adder(1);
  const handle = handfast.handleOf(add);
  handfast.retain(add);
  handfast.dispose(add);
  refuses("DISPOSED", () => add(1));
  assert.equal(handfast.isAlive(handle), true);
  handfast.release(handle);
  assert.equal(handfast.isAlive(handle), false);
});

test("a function may dispose itself while it runs", () => {
  const calling = m.calling();
  assert.equal(calling(() => { handfast.dispose(calling); return "x"; }), "read x");
  refuses("DISPOSED", () => calling(() => "x"));
  const counting = m.counting();
  assert.equal(counting(() => handfast.dispose(counting)), 1);
  const once = m.onlyOnce("a");
  assert.equal(once("b", () => handfast.dispose(once)), "ab");
});

test("the same function in every form", () => {
  const add = m.adder(1);
  const forms = m.forms(add, [add, add]);
  assert.equal(forms.pop(), true);
  for (const form of forms) assert.equal(form, add);
  assert.equal(m.forms(add, [m.adder(1)]).pop(), false);
});

test("a function in a field", () => {
  const button = new m.Button();
  assert.equal(button.onClick, undefined);
  button.onClick = adder;
  assert.equal(button.onClick, adder);
  refuses("NOT_A_HANDLE", () => { button.onClick = () => 0; });
  assert.equal(button.onClick(1), 2);
  const counter = new Counter(0);
  button.countIn(counter);
  const click = button.onClick;
  assert.deepEqual([click(), click()], [1, 2]);
  assert.equal(button.onClick, click);
  button.free();
  assert.equal(click(), 3);
});

test("a function that only Rust holds comes back, perhaps as another function", async () => {
  await (async () => m.keep(m.adder(5)))();
  await new Promise((resolve) => setImmediate(resolve));
  gc();
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(m.kept()(1), 6);
});

test("what is left", async () => {
  handfast.dispose(adder);
  counter.free();
  foreign.counter.free();
  handfast.dispose(foreign.adder);
  await assertEmpty();
});

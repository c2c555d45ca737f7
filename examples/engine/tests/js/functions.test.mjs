// Calls in both directions, and what they throw.

import assert from "node:assert/strict";

import { Engine, ScriptError, handfast, test, thrown } from "./support.mjs";

test("scripts call JavaScript, and JavaScript calls scripts", () => {
  const engine = new Engine();
  const twice = engine.run("fn twice(f, x) { return f(f(x)) } twice");
  engine.define("triple", (/** @type {number} */ x) => 3 * x);
  assert.equal(engine.run("twice(triple, 2)"), 18);
  assert.equal(twice((/** @type {string} */ x) => `(${x})`, "x"), "((x))");
  assert.equal(typeof twice, "function");
  engine.define("numbers", [3, 1, 2]);
  assert.deepEqual(engine.run("numbers.map(fn(n) { return n * n }).sort()"), [1, 4, 9]);
});

test("the example of the README", () => {
  const lines = /** @type {string[]} */ ([]);
  const engine = new Engine((/** @type {string} */ line) => lines.push(line));
  const button = Object.assign(new EventTarget(), { id: "b" });
  engine.define("button", button);
  const clicked = engine.run(`
    let clicks = 0;
    button.addEventListener("click", fn(event) { clicks += 1; print(clicks, "clicks on", event.target.id) });
    let clicked = fn() { return clicks };
    clicked
  `);
  button.dispatchEvent(new Event("click"));
  assert.deepEqual(lines, ["1 clicks on b"]);
  assert.equal(clicked(), 1);
  assert.equal(clicked, engine.run("clicked"));
  assert.equal(thrown(() => engine.run("clicked() + nil")).message, "1:1: `+` does not take a number and a nil");
});

test("the same closure is the same function, and comes back as the closure", () => {
  const engine = new Engine();
  const f = engine.run("let f = fn() { return f }; f");
  assert.equal(engine.run("f"), f);
  assert.equal(f(), f);
  engine.define("g", f);
  assert.equal(engine.run("g == f"), true);
  assert.equal(engine.run("[g]").get(0), f);
  assert.equal(engine.run("let same = f; [f, same]").get(1), f);
  assert.notEqual(engine.run("fn() {}"), engine.run("fn() {}"));
});

test("arguments that are missing are nil, and those that are too many are dropped", () => {
  const f = new Engine().run("fn(a, b) { return [a, b] }");
  assert.equal(f.length, 2);
  assert.deepEqual(f().toArray(), [undefined, undefined]);
  assert.deepEqual(f(1, 2, 3).toArray(), [1, 2]);
});

test("a script's error is a ScriptError with its place", () => {
  const engine = new Engine();
  for (const [source, kind, line, column] of [
    ["let x =\n;", "syntax", 2, 1],
    ["\n  1 + nil", "type", 2, 3],
    ["x", "name", 1, 1],
    ["[1][5]", "range", 1, 1],
    ["fn f() { f() } f()", "too deep", 1, undefined],
    ["throw \"no\"", "thrown", 1, 7],
  ]) {
    const error = thrown(() => engine.run(source));
    assert.ok(error instanceof ScriptError && error instanceof Error, `${error}`);
    assert.equal(error.kind, kind);
    assert.equal(error.line, line);
    if (column !== undefined) assert.equal(error.column, column);
    assert.ok(error.message.startsWith(`${line}:`));
  }
});

test("what a script throws reaches JavaScript by identity", () => {
  const engine = new Engine();
  const map = engine.run("let m = { a: 1 }; m");
  assert.equal(thrown(() => engine.run("throw m")).value, map);
  const error = new RangeError("mine");
  engine.define("error", error);
  assert.equal(thrown(() => engine.run("throw error")), error);
});

test("what JavaScript throws can be caught by the script, or passes through it", () => {
  const engine = new Engine();
  const error = new RangeError("mine");
  engine.define("fail", () => {
    throw error;
  });
  assert.equal(engine.run("let caught = nil; try { fail() } catch e { caught = e } caught"), error);
  assert.equal(engine.run("caught.message"), "mine");
  assert.equal(thrown(() => engine.run("fn f() { fail() } f()")), error);
  engine.define("odd", {
    get bad() {
      throw error;
    },
    set bad(_) {
      throw error;
    },
  });
  assert.equal(thrown(() => engine.run("odd.bad")), error);
  assert.equal(thrown(() => engine.run("odd.bad = 1")), error);
  engine.define("odd", Object.freeze({ a: 1 }));
  assert.equal(thrown(() => engine.run("odd.a = 2")).kind, "type");
  engine.define("fail", () => {
    throw "text";
  });
  assert.equal(thrown(() => engine.run("fail()")).value, "text");
});

test("errors pass through both languages several times", () => {
  const engine = new Engine();
  engine.define("call", (/** @type {any} */ f) => f());
  const error = thrown(() => engine.run("call(fn() { call(fn() { throw 7 }) })"));
  assert.deepEqual([error.kind, error.value], ["thrown", 7]);
  assert.equal(engine.run("let r = nil; try { call(fn() { throw 7 }) } catch e { r = e.value } r"), 7);
});

test("an engine can be used while it runs", () => {
  const engine = new Engine();
  engine.define("run", (/** @type {string} */ source) => engine.run(source));
  engine.define("define", (/** @type {string} */ name, /** @type {any} */ value) => engine.define(name, value));
  assert.equal(engine.run('let x = 1; define("x", 5); run("x = x + 1"); x'), 6);
  engine.define("free", () => engine.free());
  assert.equal(engine.run("free(); x + 1"), 7);
  assert.equal(thrown(() => engine.run("1")).code, "HANDFAST_DISPOSED");
});

test("recursion ends in an error on both sides, and the engine goes on", () => {
  const engine = new Engine();
  assert.equal(thrown(() => engine.run("fn f(x) { return 1 + f([x]) } f(nil)")).kind, "too deep");
  engine.define("call", (/** @type {any} */ f) => f());
  assert.equal(thrown(() => engine.run("fn g() { return call(g) } g()")).kind, "too deep");
  engine.define("map", (/** @type {any} */ list, /** @type {any} */ f) => list.toArray().map((/** @type {any} */ x) => f(x)));
  assert.equal(thrown(() => engine.run("fn h(x) { return map([x], h) } h(1)")).kind, "too deep");
  assert.equal(engine.run("let r = nil; try { g() } catch e { r = e.kind } r"), "too deep");
  const deep = "(".repeat(1e5);
  assert.equal(thrown(() => engine.run(deep)).kind, "too deep");
  assert.equal(engine.run("1 + 1"), 2);
});

test("a run that takes too long ends", () => {
  const engine = new Engine();
  engine.limitSteps(1e5);
  assert.equal(thrown(() => engine.run("while true {}")).kind, "too long");
  assert.equal(engine.run("1"), 1);
});

test("a function that JavaScript has disposed can be called by scripts, and crosses as a new one", () => {
  const engine = new Engine();
  const f = engine.run("let f = fn() { return 7 }; f");
  handfast.dispose(f);
  assert.equal(thrown(() => f()).code, "HANDFAST_DISPOSED");
  assert.equal(thrown(() => engine.define("g", f)).code, "HANDFAST_DISPOSED");
  assert.equal(engine.run("f()"), 7);
  const again = engine.run("f");
  assert.notEqual(again, f);
  assert.equal(again(), 7);
});

test("wrong arguments are refused and change nothing", () => {
  const engine = new Engine();
  for (const call of [() => engine.run(5), () => engine.run(Symbol()), () => engine.define({}, 1), () => engine.lookup(null)]) {
    assert.match(thrown(call).code, /^HANDFAST_/);
  }
  const list = engine.run("let l = [1]; l");
  list.free();
  assert.equal(thrown(() => engine.define("x", list)).code, "HANDFAST_DISPOSED");
  assert.equal(thrown(() => list.get(0)).code, "HANDFAST_DISPOSED");
  assert.equal(engine.run("l[0]"), 1);
  assert.notEqual(engine.run("l"), list);
  assert.equal(handfast.isAlive(engine), true);
});

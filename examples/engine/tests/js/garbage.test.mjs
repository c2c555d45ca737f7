// Cycles through both heaps.

import assert from "node:assert/strict";

import { Engine, collect, handfast, liveObjects, script, test } from "./support.mjs";

test("closure, scope, listener, JavaScript closure, wrapper", async () => {
  const target = new EventTarget();
  const calls = (() => {
    const engine = new Engine();
    let calls = 0;
    engine.define("listen", (/** @type {any} */ kind, /** @type {any} */ f) => {
      // The listener holds the closure; the closure's scope holds the state, and the state the listener.
      const listener = () => {
        calls += 1;
        return f(listener);
      };
      return listener;
    });
    engine.run(`
      fn page(name) {
        let state = { name: name, clicks: 0 };
        state.listener = listen("click", fn(listener) {
          if listener != state.listener { throw "another listener" }
          state.clicks += 1;
          return state;
        });
        return state;
      }
      let pages = [];
      for name in ["a", "b", "c"] { push(pages, page(name)) }
    `);
    const pages = engine.run("pages").toArray();
    assert.equal(pages[0].get("listener")(), pages[0]);
    assert.equal(pages[0].get("clicks"), 1);
    pages[1].note = pages;
    target.addEventListener("click", pages[2].get("listener"));
    return () => calls;
  })();
  await collect();
  await collect();
  // One page is held by its listener, which the target has; the engine and the other pages are still the engine's.
  target.dispatchEvent(new Event("click"));
  assert.equal(calls(), 2);
  assert.ok(liveObjects() > 0);
});

test("a listener in JavaScript keeps what it needs, and no more", async () => {
  const listener = (() => {
    const engine = new Engine();
    return engine.run(`
      let unused = [[], {}, fn() { return unused }];
      fn make() { let state = { n: 0 }; return fn() { state.n += 1; return state.n } }
      make()
    `);
  })();
  await collect();
  await collect();
  assert.equal(listener(), 1);
  await collect();
  assert.equal(listener(), 2);
});

test("values held by JavaScript alone stay while they are in use", async () => {
  const list = (() => new Engine().run("let l = [fn() { return l }]; l"))();
  for (let i = 0; i < 3; i += 1) await collect();
  assert.equal(list.get(0)(), list);
  const back = { list };
  list.push(back);
  for (let i = 0; i < 3; i += 1) await collect();
  assert.equal(list.get(1), back);
});

test("a million closures and cycles in one run stay few", () => {
  const engine = new Engine();
  script.takePeak();
  const before = script.passes();
  const start = performance.now();
  engine.run(`
    let kept = { n: 0 };
    for i in range(0, 500000) {
      let self = nil;
      self = fn() { kept.n += 1; return self };
      self();
    }
  `);
  const peak = script.takePeak();
  assert.equal(engine.run("kept.n"), 500_000);
  assert.ok(peak < 20_100, `${peak} at once`);
  console.log(`1,000,000 closures and scopes in cycles: at most ${peak} at once, ${script.passes() - before} passes, ${(performance.now() - start).toFixed(0)} ms`);
});

test("cycles that lead through JavaScript, made, over many turns, stay few", async () => {
  const engine = new Engine();
  engine.define("wrap", (/** @type {any} */ f) => ({ call: () => f() }));
  let peak = 0;
  for (let turn = 0; turn < 50; turn += 1) {
    engine.run("for i in range(0, 400) { let it = {}; it.host = wrap(fn() { return it }) }");
    peak = Math.max(peak, handfast.stats().jsRefs);
    if (turn % 5 === 0) await collect();
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.ok(peak < 10_000, `${peak} JS refs at once`);
});

test("engines share nothing", async () => {
  const one = new Engine();
  (() => {
    const two = new Engine();
    two.define("one", one);
    two.run("let x = fn() { return x }");
    one.define("f", two.run("x"));
  })();
  assert.equal(one.run("f() == f"), true);
  one.define("f", undefined);
  one.free();
});

// `a() + b()`: collecting during `b()`, on both sides, must not free the result of `a()`. It is on the evaluator's stack
// only, and that is Rust's.

import assert from "node:assert/strict";

import { Engine, handfast, liveObjects, script, test } from "./support.mjs";

/** How many objects there are that are not condemned: what a collection frees below a call is dropped after it. */
const live = () => liveObjects() - handfast.stats().pendingReleases;

/**
 * An engine whose scripts can collect both heaps, in the middle of everything. Each collection proves itself: garbage that the
 * script has just made, and that only cycles hold, is gone afterwards.
 */
function collecting() {
  const engine = new Engine();
  const log = { collections: 0, freed: 0 };
  engine.define("gc", () => {
    const before = live();
    engine.run("litter()");
    assert.ok(live() > before);
    handfast.flush();
    log.freed += handfast.collect().freed;
    /** @type {any} */ (globalThis).gc();
    handfast.collect();
    assert.ok(live() <= before, "what was litter is gone");
    log.collections += 1;
  });
  // Held by a `JsRef` in a script's value, and by nothing else.
  engine.define("host", (/** @type {any} */ tag) => ({ tag, own: { tag } }));
  engine.run(`
    fn litter() { let it = { }; it.me = fn() { return it } }
    fn fresh(tag) { let it = { tag: tag, host: host(tag) }; it.me = fn() { return it }; return it }
    fn intact(it, tag) { return it.tag == tag and it.me() == it and it.host.own.tag == tag }
    fn a() { return [fresh("a")] }
    fn b() { gc(); return [fresh("b")] }
  `);
  return { engine, log };
}

/** @param {string} source the body of a function that returns whether all is well */
function holds(source) {
  const { engine, log } = collecting();
  engine.run(`fn check() { ${source} }`);
  assert.equal(engine.run("check()"), true, source);
  assert.ok(log.collections > 0 && log.freed > 0, source);
  script.setStress(true);
  try {
    assert.equal(engine.run("check()"), true, `${source} with a pass at every object`);
  } finally {
    script.setStress(false);
  }
}

test("an operand", () => {
  holds('let sum = a() + b(); return intact(sum[0], "a") and intact(sum[1], "b")');
  holds('let sum = a() + b() + b() + b(); return intact(sum[0], "a") and intact(sum[3], "b")');
});

test("an argument", () => {
  holds('let f = fn(x, y, z) { gc(); return intact(x, 1) and intact(z, 3) }; return f(fresh(1), gc(), fresh(3))');
});

test("an argument of a function of JavaScript's, which collects and calls back", () => {
  const { engine, log } = collecting();
  const seen = /** @type {any[]} */ ([]);
  engine.define("each", (/** @type {any} */ list, /** @type {any} */ f) => {
    engine.run("gc()");
    for (const item of list.toArray()) seen.push(f(item, () => engine.run("gc()")));
    return list;
  });
  assert.equal(engine.run('let l = each([fresh(1), fresh(2)], fn(it, gc) { gc(); return [it, fresh(3), gc()] }); intact(l[0], 1) and intact(l[1], 2)'), true);
  engine.define("seen", seen[1]);
  assert.equal(engine.run("intact(seen[0], 2) and intact(seen[1], 3)"), true);
  assert.equal(log.collections, 5);
});

test("a map and a list under construction", () => {
  holds('let m = { x: fresh(1), y: gc(), z: [fresh(2), gc(), fresh(3)] }; return intact(m.x, 1) and intact(m.z[0], 2) and intact(m.z[2], 3)');
});

test("a receiver, a callee and a thrown value", () => {
  holds('let make = fn() { let it = fresh(1); return { m: fn() { gc(); return it } } }; return intact(make().m(gc()), 1)');
  holds('let ok = false; try { [fresh(2), fn() { throw fresh(1) }()] } catch e { gc(); ok = intact(e, 1) } return ok');
});

test("what JavaScript got, after the script has let go", () => {
  const { engine } = collecting();
  const it = engine.run('let it = fresh("kept"); it');
  engine.run("it = nil; gc()");
  engine.define("again", it);
  assert.equal(engine.run('intact(again, "kept")'), true);
});

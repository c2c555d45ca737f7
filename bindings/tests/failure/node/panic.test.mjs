// Panics, traps, recursion through both languages: the instance or the call fails, nothing else does.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { anotherInstance, endsEmpty, m, refuses, rejects, turn } from "./support.mjs";

endsEmpty();

/** An instance that has panicked, and what it was before. */
function poisoned() {
  const lost = anotherInstance();
  const object = new lost.Fragile();
  const counter = new lost.Plain(1);
  const kept = { look: Object.getOwnPropertyDescriptor(lost.Fragile.prototype, "count").get, make: lost.Fragile.make, waits: lost.Fragile.prototype.waits };
  assert.throws(() => object.panics("oh no"), WebAssembly.RuntimeError);
  return { lost, object, counter, kept };
}

const WHY = /panicked at \S+fragile\.rs:\d+: oh no;/;

describe("a panic poisons the instance", () => {
  test("every call says so, with the message", () => {
    const { lost, object, counter, kept } = poisoned();
    const calls = [
      () => object.count,
      () => (object.count = 1),
      () => object.calls(() => {}),
      () => counter.value(),
      () => counter.consume(),
      () => object.free(),
      () => new lost.Fragile(),
      () => new (class extends lost.Fragile {})(),
      () => new lost.Plain(1),
      () => lost.Fragile.make(),
      () => lost.answer(),
      () => kept.look.call(object),
      () => kept.make(),
      () => lost.handfast.retain(object),
      () => lost.handfast.release(object),
      () => lost.handfast.explain(object),
    ];
    for (const call of calls) refuses("POISONED", call, WHY);
  });

  test("promises are rejected", async () => {
    const { lost, object, kept } = poisoned();
    refuses("POISONED", () => object.waits(Promise.resolve()), WHY);
    await rejects("POISONED", lost.waitFor(Promise.resolve()), WHY);
    await rejects("POISONED", kept.waits.call(object, Promise.resolve()), WHY);
  });

  test("what the engine does by itself goes on", async () => {
    const { lost, object } = poisoned();
    await turn();
    gc();
    await turn();
    assert.equal(lost.handfast.isAlive(object), false);
    lost.handfast.collect();
    lost.handfast.sweep();
    lost.handfast.flush();
    assert.ok(lost.handfast.stats().instances.length > 1);
    assert.ok(lost.handfast.graph());
  });

  test("a pass in slices that was under way is over, and those of other instances go on", () => {
    const lost = anotherInstance();
    const held = Array.from({ length: 500 }, () => new lost.BadDrop(() => {}));
    // Passes begin with the last instance, so this is in the middle of its own.
    assert.equal(lost.handfast.collectWithin(0), undefined);
    assert.throws(() => new lost.Fragile().panics("oh no"), WebAssembly.RuntimeError);
    const pass = () => {
      for (let slice = 0; slice < 1000; slice += 1) {
        const report = lost.handfast.collectWithin(0);
        if (report !== undefined) return report;
      }
      return undefined;
    };
    const mine = new m.BadDrop(() => {});
    const [report, next] = [pass(), pass()];
    assert.equal(report?.traced, 1, "only what this instance has");
    assert.equal(next?.traced, 1);
    assert.equal(held.length, 500);
    mine.free();
  });

  test("other instances do not notice", () => {
    const mine = new m.Fragile();
    const { object } = poisoned();
    assert.equal(mine.count, 0);
    assert.equal(new m.Plain(3).value(), 3);
    refuses("FOREIGN_HANDLE", () => mine.sum(object));
  });

  test("Rust does not go on after a callback that has crashed it", () => {
    const lost = anotherInstance();
    const [a, b] = [new lost.Fragile(), new lost.Fragile()];
    let reached = false;
    refuses("POISONED", () => {
      a.calls(() => {
        assert.throws(() => b.panics("oh no"), WebAssembly.RuntimeError);
        reached = true;
        refuses("POISONED", () => b.count, WHY);
        return 5;
      });
    }, WHY);
    assert.ok(reached);
  });

  test("a panic hook of the app's own is run as well, whenever it was installed", async () => {
    const lost = anotherInstance();
    lost.installHook();
    const object = new lost.Fragile();
    await turn();
    await turn();
    globalThis.hooked = false;
    assert.throws(() => object.panics("oh no"), WebAssembly.RuntimeError);
    assert.equal(globalThis.hooked, true);
    refuses("POISONED", () => object.count, WHY);
  });

  test("a Drop that panics poisons, one that calls what throws does not", () => {
    const lost = anotherInstance();
    let called = 0;
    new lost.BadDrop(() => {
      called += 1;
      throw new Error("ignored");
    }).free();
    assert.equal(called, 1);
    assert.equal(lost.answer(), 42);
    const bad = new lost.BadDrop(null);
    assert.throws(() => bad.free(), WebAssembly.RuntimeError);
    refuses("POISONED", () => lost.answer(), /dropped badly/);
  });

  test("an instance that is loaded again knows nothing of the handles before", () => {
    const [first, second] = [anotherInstance(), anotherInstance()];
    const old = new first.Plain(1);
    const handle = first.handfast.handleOf(old);
    const mine = Array.from({ length: 20 }, (_, i) => new second.Plain(i));
    assert.ok(mine.every((plain) => second.handfast.handleOf(plain) !== handle));
    old.free();
    assert.equal(second.handfast.isAlive(handle), false);
    refuses("FOREIGN_HANDLE", () => new second.Fragile().sum(new first.Fragile()));
    const [moved] = mine;
    moved.__wbg_ptr = handle;
    refuses("STALE_HANDLE", () => moved.value());
  });

  test("the first panic is the one that is named", () => {
    const { object } = poisoned();
    refuses("POISONED", () => object.panics("again"), WHY);
  });
});

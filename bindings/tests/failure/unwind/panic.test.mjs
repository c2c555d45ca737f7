// Panics that unwind: the call fails, and nothing else.

import assert from "node:assert/strict";
import { test } from "node:test";
import { deferred, endsEmpty, m, refuses, rejects, turn } from "../node/support.mjs";

endsEmpty();

const WHY = /panicked.*: oh no$/;

test("a method panics: its borrow ends, and later calls work", () => {
  const object = new m.Fragile();
  for (let i = 1; i < 5; i += 1) {
    refuses("PANICKED", () => object.panics("oh no"), WHY);
    assert.equal(object.count, i);
    object.count = i;
  }
  object.free();
});

test("thousands of panics lose no room on the stack", () => {
  const object = new m.Fragile();
  for (let i = 0; i < 20_000; i += 1) assert.throws(() => object.panics("oh no"));
  assert.equal(object.count, 20_000);
});

test("arguments are given back", () => {
  const before = m.handfast.stats();
  const object = new m.Fragile();
  assert.throws(() => m.panicsWith(object, { held: true }, () => {}), { code: "HANDFAST_PANICKED" });
  object.free();
  m.handfast.flush();
  const { rustObjects, jsRefs, handles } = m.handfast.stats();
  assert.deepEqual([rustObjects, jsRefs, handles], [before.rustObjects, before.jsRefs, before.handles]);
});

test("a constructor panics: there is no object", () => {
  refuses("PANICKED", () => new m.Unmade(), /not made/);
  assert.equal(new m.Plain(4).value(), 4);
});

test("through a callback: Rust gets the error, then its own caller", () => {
  const [outer, inner] = [new m.Fragile(), new m.Fragile()];
  const thrown = outer.catches(() => inner.panics("oh no"));
  assert.equal(thrown.code, "HANDFAST_PANICKED");
  refuses("PANICKED", () => outer.callsChanging(() => inner.panics("oh no")), WHY);
  assert.equal(outer.count, 1);
  assert.equal(inner.count, 2);
});

test("a panic above a callback: the depth is counted down again", () => {
  m.setDepthLimit(2);
  const [outer, inner] = [new m.Fragile(), new m.Fragile()];
  for (let i = 0; i < 5; i += 1) {
    assert.throws(() => outer.calls(() => inner.panics("oh no")), { code: "HANDFAST_PANICKED" });
  }
  assert.equal(outer.calls(() => inner.calls(() => 1)), 1);
  m.setDepthLimit(200);
});

test("an async method panics: the promise is rejected, and the borrow ends", async () => {
  const object = new m.Fragile();
  const { promise, resolve } = deferred();
  const pending = object.panicsLater(promise);
  await turn();
  resolve();
  await rejects("PANICKED", pending, /later/);
  object.count = 3;
  assert.equal(object.count, 3);
});

test("a Drop panics when it is disposed: the object is gone all the same", () => {
  const bad = new m.BadDrop(null);
  refuses("PANICKED", () => bad.free(), /dropped badly/);
  refuses("DISPOSED", () => m.handfast.retain(bad));
  assert.equal(m.handfast.stats().types.BadDrop ?? 0, 0);
  const retained = new m.BadDrop(null);
  m.handfast.retain(retained);
  const handle = m.handfast.handleOf(retained);
  retained.free();
  refuses("PANICKED", () => m.handfast.release(handle));
  assert.equal(m.handfast.stats().types.BadDrop ?? 0, 0);
});

test("a Drop panics when it is swept: the sweep says so, and has released the others", async () => {
  m.handfast.configure({ finalizers: false });
  (() => {
    for (let i = 0; i < 5; i += 1) new m.BadDrop(null);
  })();
  m.handfast.flush();
  let panics = 0;
  for (let round = 0; round < 60 && (m.handfast.stats().types.BadDrop ?? 0) > 0; round += 1) {
    await turn();
    gc();
    await turn();
    try {
      m.handfast.sweep();
    } catch (error) {
      assert.equal(error.code, "HANDFAST_PANICKED");
      panics += 1;
    }
  }
  assert.ok(panics > 0);
  assert.equal(m.handfast.stats().types.BadDrop ?? 0, 0);
  assert.equal(m.answer(), 42);
  m.handfast.configure({ finalizers: true });
});

// Async methods and functions.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { deferred, endsEmpty, isGone, m, refuses, rejects, turn } from "./support.mjs";

const { Counter, Waiter } = m;
endsEmpty();

describe("async", () => {
  test("&self", async () => {
    const waiter = new Waiter();
    const { promise, resolve } = deferred();
    const [a, b] = [waiter.look(promise), waiter.look(promise)];
    resolve();
    assert.deepEqual(await Promise.all([a, b]), [0, 0]);
  });

  test("&mut self is borrowed until it is done, and named", async () => {
    const waiter = new Waiter();
    const { promise, resolve } = deferred();
    const waiting = waiter.wait("tea", promise);
    await turn();
    refuses("BORROWED_MUT", () => waiter.log, /Waiter\.wait/);
    await rejects("BORROWED_MUT", waiter.wait("more", promise), /Waiter\.wait/);
    await rejects("BORROWED_MUT", waiter.look(promise));
    resolve("ready");
    assert.equal(await waiting, "ready");
    assert.deepEqual(waiter.log, ["tea?", "tea!"]);
  });

  test("a rejection ends the borrow", async () => {
    const waiter = new Waiter();
    const error = new Error("mine");
    await assert.rejects(waiter.wait("tea", Promise.reject(error)), (thrown) => thrown === error);
    assert.deepEqual(waiter.log, ["tea?"]);
  });

  test("this: Ref<Self> holds no borrow", async () => {
    const waiter = new Waiter();
    const { promise, resolve } = deferred();
    const waiting = waiter.patient(promise);
    await turn();
    assert.deepEqual(waiter.log, []);
    resolve("done");
    assert.equal(await waiting, waiter);
    assert.deepEqual(waiter.log, ["done"]);
  });

  test("self", async () => {
    const waiter = new Waiter();
    const { promise, resolve } = deferred();
    const finished = waiter.finish(promise);
    await turn();
    refuses("DISPOSED", () => waiter.log);
    resolve();
    assert.deepEqual(await finished, []);
  });

  test("self of a shared object: it stays", async () => {
    const waiter = new Waiter();
    m.handfast.retain(waiter);
    await rejects("SHARED", waiter.finish(Promise.resolve()));
    m.handfast.release(waiter);
    assert.deepEqual(waiter.log, []);
  });

  test("disposed meanwhile: the object lives until the future is done", async () => {
    const waiter = new Waiter();
    const { promise, resolve } = deferred();
    const waiting = waiter.wait("tea", promise);
    waiter.free();
    refuses("DISPOSED", () => waiter.log);
    resolve(5);
    assert.equal(await waiting, 5);
  });

  test("objects as arguments are resolved when it is called", async () => {
    const waiter = new Waiter();
    const [a, b, c] = [1, 2, 3].map((count) => new Counter(count));
    const counters = waiter.counters(a, b, c);
    a.free();
    assert.deepEqual((await counters).map((counter) => counter.value()), [1, 2, 3]);
    assert.equal(b.value(), 2);
    isGone(() => c.value());
  });

  test("bad arguments reject and lose nothing", async () => {
    const waiter = new Waiter();
    const counters = [1, 2, 3].map((count) => new Counter(count));
    for (const position of [0, 1, 2]) {
      for (const [bad, code] of [[null, "NULL_HANDLE"], [{}, "NOT_A_HANDLE"], [waiter, "WRONG_CLASS"]]) {
        await rejects(code, waiter.counters(...counters.toSpliced(position, 1, bad)));
        assert.deepEqual(counters.map((counter) => counter.value()), [1, 2, 3]);
      }
    }
    assert.equal((await waiter.counters(...counters)).length, 3);
  });

  test("what JavaScript owns is held", async () => {
    const waiter = new Waiter();
    const { promise, resolve } = deferred();
    const value = { some: "object" };
    const waiting = waiter.lent(value, (got) => [got], promise);
    resolve();
    assert.equal((await waiting)[0], value);
  });

  test("strings and slices", async () => {
    const { promise, resolve } = deferred();
    const waiting = new Waiter().slices("numbers", [1, 2], promise);
    resolve();
    assert.equal(await waiting, "numbers [1, 2]");
  });

  test("nothing, perhaps, and errors", async () => {
    const waiter = new Waiter();
    assert.equal(await waiter.nothing(), undefined);
    assert.equal(await waiter.perhaps(false), undefined);
    assert.equal((await waiter.perhaps(true)).value(), 0);
    await assert.rejects(waiter.fail(), /as asked/);
  });

  test("static", async () => {
    assert.ok((await Waiter.create(Promise.resolve())) instanceof Waiter);
    await assert.rejects(Waiter.create(Promise.reject(new Error("no"))), /no/);
  });

  test("free functions", async () => {
    const counter = new Counter(4);
    const { promise, resolve } = deferred();
    const waiting = m.waitFor(counter, promise);
    counter.increment();
    resolve();
    assert.equal(await waiting, 5);
    await rejects("NULL_HANDLE", m.waitFor(undefined, promise));
  });

  test("a disposed receiver rejects", async () => {
    const waiter = new Waiter();
    waiter.free();
    await rejects("DISPOSED", waiter.nothing());
  });

  test("begins in a microtask of its own, and settles in it", async () => {
    const waiter = new Waiter();
    const waiting = waiter.wait("tea", Promise.resolve());
    assert.deepEqual(waiter.log, []);
    await undefined;
    refuses("BORROWED_MUT", () => waiter.log, /Waiter\.wait/);
    await waiting;

    const order = [];
    const note = (text) => () => order.push(text);
    const all = [waiter.nothing().then(note("first")), Promise.resolve().then(note("1")).then(note("2")), waiter.nothing().then(note("second"))];
    await Promise.all(all);
    assert.deepEqual(order, ["1", "first", "2", "second"]);
  });

  test("is polled once for any number of wakes, and not for those that come too late", async () => {
    const waiting = m.polled(3, false);
    const state = () => Promise.race([waiting, turn().then(() => "pending")]);
    assert.equal(await state(), "pending");
    m.wakeAll();
    assert.equal(await state(), "pending");
    m.wakeAll();
    assert.equal(await waiting, 3);
    m.wakeAll();
    assert.equal(await m.polled(1, false), 1);
  });

  test("goes on if it is woken while it is polled, and lets others run", async () => {
    let others = 0;
    const many = m.polled(100, true);
    for (let i = 0; i < 20; i += 1) await m.polled(1, false).then(() => (others += 1));
    assert.equal(await Promise.race([many, Promise.resolve("pending")]), "pending");
    assert.equal(await many, 100);
    m.wakeAll();
  });

  test("may be called while another is polled", async () => {
    const waiter = new Waiter();
    const inner = await waiter.lent(1, () => waiter.look(Promise.resolve()), Promise.resolve());
    assert.equal(inner, 0);
  });
});

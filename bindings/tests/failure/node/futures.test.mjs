// Futures that are pending, disposed under, given up, and overtaken by a crash.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { anotherInstance, deferred, endsEmpty, m, refuses, rejects, turn } from "./support.mjs";

endsEmpty();

describe("a held promise", () => {
  test("is awaited as often as one likes, without a borrow", async () => {
    const { promise, resolve } = deferred();
    const loader = new m.Loader(promise);
    const all = [loader.load(), loader.load()];
    await turn();
    assert.deepEqual([...loader.loaded], []);
    resolve(7);
    assert.deepEqual((await Promise.all(all)).map((list) => [...list]), [[7], [7, 7]]);
  });

  test("its rejection is the same object", async () => {
    const error = { mine: true };
    const loader = new m.Loader(Promise.reject(error));
    await assert.rejects(loader.load(), (thrown) => thrown === error);
    await assert.rejects(loader.loadLocked(), (thrown) => thrown === error);
    assert.deepEqual([...loader.loaded], [], "the borrow has ended");
  });

  test("may lead back to its object: a cycle through both heaps is collected", async () => {
    await (async () => {
      const { promise, resolve } = deferred();
      const loader = new m.Loader(promise);
      promise.loader = loader;
      resolve(1);
      await loader.load();
    })();
    // The end of the file asserts that it is gone.
  });
});

describe("borrows across an await", () => {
  test("the error names the method that holds it", async () => {
    const { promise, resolve } = deferred();
    const loader = new m.Loader(promise);
    const locked = loader.loadLocked();
    await turn();
    refuses("BORROWED_MUT", () => loader.loaded, /Loader\.loadLocked/);
    await rejects("BORROWED_MUT", loader.loadLocked(), /Loader\.loadLocked/);
    await rejects("BORROWED_MUT", loader.watch(), /Loader\.loadLocked/);
    resolve(1);
    assert.equal(await locked, 1);
    assert.deepEqual([...loader.loaded], [1]);
  });

  test("also a shared one", async () => {
    const { promise, resolve } = deferred();
    const loader = new m.Loader(promise);
    const watched = loader.watch();
    await turn();
    assert.deepEqual([...loader.loaded], []);
    await rejects("BORROWED", loader.loadLocked(), /Loader\.watch/);
    resolve(1);
    assert.equal(await watched, 0);
  });
});

describe("disposed meanwhile", () => {
  test("the result arrives all the same, and then the object goes", async () => {
    for (const method of ["load", "loadLocked", "watch"]) {
      const { promise, resolve } = deferred();
      const loader = new m.Loader(promise);
      const before = m.handfast.stats().rustObjects;
      const result = loader[method]();
      await turn();
      loader.free();
      refuses("DISPOSED", () => loader.loaded);
      assert.equal(m.handfast.stats().rustObjects, before);
      resolve(3);
      assert.ok((await result) !== undefined);
      await turn();
      assert.equal(m.handfast.stats().rustObjects, before - 1);
    }
  });
});

describe("given up", () => {
  test("the promise is rejected, and the borrow ends", async () => {
    const { promise, resolve } = deferred();
    const loader = new m.Loader(promise);
    const aborts = loader.aborts();
    const all = [loader.loadUnlessAborted()];
    await turn();
    refuses("BORROWED_MUT", () => loader.loaded);
    aborts.abort();
    for (const work of all) await rejects("ABORTED", work);
    assert.deepEqual([...loader.loaded], []);
    resolve(1);
    await turn();
    assert.deepEqual([...loader.loaded], [], "what it waited for comes too late");
    await rejects("ABORTED", loader.loadUnlessAborted());
  });

  test("not if it is done before", async () => {
    const loader = new m.Loader(Promise.resolve(4));
    const aborts = loader.aborts();
    await loader.loadUnlessAborted();
    aborts.abort();
    assert.deepEqual([...loader.loaded], [4]);
  });
});

describe("explain", () => {
  test("names the pending future that holds an object", async () => {
    const { promise, resolve } = deferred();
    const loader = new m.Loader(promise);
    const loading = loader.load();
    await turn();
    const { path, text } = m.handfast.explain(loader);
    assert.deepEqual(path[0].roots.futures, ["Loader.load"]);
    assert.match(text, /the pending future of Loader\.load/);
    assert.deepEqual(m.handfast.graph().futures, ["Loader.load"]);
    resolve(1);
    await loading;
    await turn();
    assert.deepEqual(m.handfast.graph().futures, []);
    assert.doesNotMatch(m.handfast.explain(loader).text, /Loader\.load/);
  });

  test("and says who might hold an argument", async () => {
    const { promise, resolve } = deferred();
    const loader = new m.Loader(promise);
    const keeping = m.keepUntil(loader, promise);
    await turn();
    assert.match(m.handfast.explain(loader).text, /pending future, perhaps of keepUntil/);
    resolve();
    await keeping;
  });
});

describe("a crash", () => {
  test("rejects what was pending when it goes on", async () => {
    const lost = anotherInstance();
    const { promise, resolve } = deferred();
    const pending = new lost.Fragile().waits(promise);
    const never = new lost.Fragile().waits(new Promise(() => {}));
    await turn();
    const object = new lost.Fragile();
    assert.throws(() => object.panics("oh no"), WebAssembly.RuntimeError);
    resolve();
    await rejects("POISONED", pending, /oh no/);
    assert.equal(await Promise.race([never, turn().then(() => "pending")]), "pending");
  });
});

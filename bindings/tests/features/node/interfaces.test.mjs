// Traits whose methods JavaScript objects have.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { deferred, endsEmpty, m, refuses, rejects } from "./support.mjs";

const { Color, Counter, Subject } = m;
endsEmpty();

/** An observer of each kind that JavaScript knows, and the list in which it notes what it was told. */
function observers() {
  const list = [];
  const note = (counter) => void list.push(counter);
  class Base {
    changed(counter) {
      this.list.push(counter);
    }
  }
  class Instance extends Base {
    list = list;
  }
  const callable = () => {};
  callable.changed = note;
  return {
    list,
    all: [
      { changed: note },
      new Instance(),
      Object.create({ changed: note }),
      Object.assign(Object.create(null), { changed: note }),
      callable,
      Object.freeze({ changed: note }),
      new Proxy({}, { get: (_, key) => (key === "changed" ? note : undefined) }),
      { get changed() { return note; } },
    ],
  };
}

describe("objects that have the methods", () => {
  test("of every kind", () => {
    const { list, all } = observers();
    const subject = new Subject();
    const counter = new Counter(1);
    for (const observer of all) subject.add(observer);
    subject.tell(counter);
    assert.equal(list.length, all.length);
    for (const told of list) assert.equal(told, counter);
  });

  test("as field, Vec, Option, lent and returned", () => {
    const { all } = observers();
    const [first, second] = all;
    const subject = new Subject();
    assert.equal(subject.observer, undefined);
    subject.observer = first;
    assert.equal(subject.observer, first);
    subject.observer = null;
    assert.equal(subject.observer, undefined);
    assert.deepEqual(subject.replace(all), []);
    const before = subject.replace([second]);
    assert.equal(before.length, all.length);
    before.forEach((observer, i) => assert.equal(observer, all[i]));
    assert.equal(Subject.perhaps(undefined), undefined);
    assert.deepEqual(Subject.perhaps([]), []);
    assert.equal(Subject.same(second), second);
  });

  test("next to implementations in Rust", () => {
    const counter = new Counter(1);
    const seen = { changed: (told) => void told.increment(), seen: (least) => least + 20 };
    assert.equal(m.tellBoth(seen, counter), 7021);
    assert.equal(counter.value(), 3);
  });

  test("`this` is the object, and methods may be replaced meanwhile", () => {
    const subject = new Subject();
    const observer = { changed() { this.called = (this.called ?? 0) + 1; } };
    subject.add(observer);
    const counter = new Counter(1);
    subject.tell(counter);
    observer.changed = () => void (observer.called += 10);
    subject.tell(counter);
    assert.equal(observer.called, 11);
  });
});

describe("what has not all methods", () => {
  // Made for each test: what is kept here would be alive at the end.
  const wrongObjects = () => [
    {}, { changed: 1 }, { changed: null }, Object.create(null), () => {}, [], new Counter(1),
    { get changed() { throw new Error("no"); } },
    new Proxy({}, { get() { throw new Error("no"); } }),
    (() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })(),
  ];
  const noObjects = [1, "changed", true, Symbol("changed"), 1n];

  test("is refused, and nothing is lost", () => {
    const subject = new Subject();
    const { all: [good] } = observers();
    const wrong = wrongObjects();
    for (const value of wrong) {
      refuses("MISSING_METHOD", () => subject.add(value), /Observer.*changed/);
      refuses("MISSING_METHOD", () => subject.replace([good, value]), /Observer.*changed/);
      refuses("MISSING_METHOD", () => (subject.observer = value), /Observer.*changed/);
      const counter = new Counter(3);
      refuses("MISSING_METHOD", () => subject.mixed(counter, value, "a"));
      assert.equal(subject.mixed(counter, good, "a"), "a 3");
    }
    for (const value of noObjects) refuses("WRONG_TYPE", () => subject.add(value), /an object/);
    for (const value of [null, undefined]) refuses("WRONG_TYPE", () => subject.add(value), /an object/);
    assert.equal(subject.observer, undefined);
    assert.equal(subject.add(good), wrong.length + 1);
  });

  test("in Rust", () => {
    assert.equal(m.whatIsMissing({ hidden() {} }), undefined);
    assert.equal(m.whatIsMissing({}), "Hidden.hidden");
    assert.match(m.whatIsMissing(1), /an object/);
  });

  test("after it was passed", () => {
    const subject = new Subject();
    const observer = { changed() {} };
    subject.add(observer);
    delete observer.changed;
    refuses("MISSING_METHOD", () => subject.tell(new Counter(1)), /Observer.*changed/);
    // What it would have got has no other owner.
    refuses("MISSING_METHOD", () => subject.tellOfNew(), /Observer.*changed/);
    observer.changed = () => {};
    subject.tellOfNew();
    subject.tell(new Counter(1));
  });

  test("a hundred thousand times", () => {
    const subject = new Subject();
    const wrong = wrongObjects();
    for (let i = 0; i < 100_000; i += 1) {
      try {
        subject.add(wrong[i % 6]);
      } catch (error) {
        if (error.code !== "HANDFAST_MISSING_METHOD") throw error;
      }
    }
    assert.equal(subject.add({ changed() {} }), 1);
  });
});

describe("what is thrown", () => {
  test("arrives as it is", () => {
    const subject = new Subject();
    for (const thrown of [new RangeError("why"), "text", undefined, null, { a: 1 }]) {
      subject.replace([{ changed() { throw thrown; }, seen() { throw thrown; } }]);
      let caught;
      assert.throws(() => subject.tell(new Counter(1)), (error) => (caught = error, true));
      assert.equal(caught, thrown);
      assert.throws(() => subject.seen(1), (error) => error === thrown);
    }
  });

  test("by getters and proxies of later", () => {
    let calls = 0;
    const subject = new Subject();
    const why = new Error("why");
    subject.add({ get changed() { if (calls++ > 0) throw why; return () => {}; } });
    assert.throws(() => subject.tell(new Counter(1)), (error) => error === why);
    const proxy = new Proxy({ changed() {} }, { get(target, key) { if (key === "seen") throw why; return target[key]; } });
    subject.replace([proxy]);
    subject.tell(new Counter(1));
    assert.throws(() => subject.seen(1), (error) => error === why);
  });

  test("errors of Handfast pass through", () => {
    const subject = new Subject();
    subject.add({ changed(counter) { counter.free(); counter.value(); } });
    refuses("DISPOSED", () => subject.tell(new Counter(1)));
  });
});

describe("default bodies", () => {
  test("run where the method is missing", () => {
    const subject = new Subject();
    const changed = () => {};
    subject.replace([{ changed }, { changed, seen: (least) => least + 1 }, { changed, seenTwice: () => 5 }, { changed, seen: 1 }]);
    assert.deepEqual([...subject.seen(8)], [8, 9, 8, 8]);
    assert.deepEqual([...subject.seenTwice()], [14, 2, 5, 14]);
  });
});

describe("arguments and results", () => {
  const counter = () => new Counter(4);
  /** Calls one method of an object that has just this one, and the others without meaning. */
  function call(name, method, rust = name) {
    const names = ["numbers", "texts", "objects", "arrays", "values", "others", "maybeObject", "takeObject", "bytes", "boxedBytes",
      "observer", "color", "truth", "byte", "maybeNumber", "imported", "kebab-case", Symbol.toPrimitive];
    const target = Object.fromEntries(names.map((other) => [other, () => assert.fail("not called")]));
    target[name] = method;
    const object = counter();
    const f = () => 1;
    const observer = { changed() {} };
    return { object, f, observer, run: () => m.callAnything(target, rust, object, f, observer) };
  }
  const returns = (name, value, rust) => call(name, () => value, rust).run();

  test("numbers", () => {
    let got;
    assert.equal(call("numbers", (...args) => (got = args, 1.5)).run(), 1.5);
    assert.deepEqual(got, [255, -1, 2 ** 32 - 1, 0.5, true]);
  });

  test("texts", () => {
    let got;
    assert.equal(call("texts", (...args) => (got = args, "größe 🦀")).run(), "größe 🦀");
    assert.deepEqual(got, ["", "größe 🦀", undefined, "x"]);
    assert.equal(call("texts", (...args) => (got = args, "")).run.call(), "");
    call("texts", (...args) => (got = args, "a"), "long").run();
    assert.deepEqual([got[0].length, got[0].at(-1), ...got.slice(1)], [600_000, "é", "b", "c", "🦀"]);
  });

  test("objects", () => {
    let got;
    const { object, run } = call("objects", (...args) => (got = args, args[3]));
    const returned = run();
    assert.equal(got[0], object);
    assert.equal(got[1], object);
    assert.equal(got[2], undefined);
    assert.equal(returned, got[3]);
    assert.equal(returned.value(), 9);
  });

  test("arrays", () => {
    let got;
    const { object, run } = call("arrays", (...args) => (got = args, [new Counter(5), args[0][1]]));
    assert.equal(run(), 9);
    assert.deepEqual(got, [[object, object], new Uint8Array([1, 2]), ["a"]]);
  });

  test("values", () => {
    let got;
    const value = { a: 1 };
    const { f, run } = call("values", (...args) => (got = args, value));
    assert.equal(run(), value);
    assert.deepEqual(got, [null, undefined, f, undefined, []]);
    const others = call("others", (...args) => (got = args, 2n ** 64n - 1n));
    assert.equal(others.run(), 2n ** 64n - 1n);
    assert.deepEqual(got, [2n ** 64n - 1n, Color.Green, undefined, others.observer]);
  });

  test("results of every type", () => {
    const object = counter();
    assert.equal(returns("maybeObject", undefined), undefined);
    assert.equal(returns("maybeObject", null), undefined);
    assert.equal(returns("maybeObject", object), object);
    assert.equal(returns("takeObject", object), 4);
    refuses("DISPOSED", () => object.value());
    assert.deepEqual(returns("bytes", [1, 2]), new Uint8Array([1, 2]));
    assert.deepEqual(returns("boxedBytes", new Uint8Array([3])), new Uint8Array([3]));
    const observer = { changed() {} };
    assert.equal(returns("observer", observer), observer);
    assert.equal(returns("color", Color.Green), Color.Green);
    assert.equal(returns("truth", false), false);
    assert.equal(returns("byte", 255), 255);
    assert.equal(returns("maybeNumber", 1.5), 1.5);
    assert.equal(returns("maybeNumber", undefined), undefined);
    const bytes = new Uint8Array(2);
    assert.equal(returns("imported", bytes), bytes);
  });

  test("names that are no identifiers", () => {
    assert.equal(returns("kebab-case", "k", "kebabCase"), "k");
    assert.equal(call(Symbol.toPrimitive, (hint) => hint, "primitive").run(), "string");
  });

  test("results of the wrong type", () => {
    const wrong = {
      numbers: ["1", undefined, null, {}, 1n],
      texts: [1, undefined, {}, Symbol("a")],
      truth: [1, "true", undefined, null],
      byte: [256, -1, 1.5, NaN, "1", undefined],
      bytes: [1, {}, undefined],
      color: ["red", 99, undefined],
      others: [1, "1", undefined],
      maybeNumber: ["1", {}],
      imported: [[], {}, undefined],
    };
    for (const [name, values] of Object.entries(wrong)) {
      for (const value of values) refuses("WRONG_TYPE", () => returns(name, value), new RegExp(`Everything\\.${name} returned`));
    }
    refuses("NOT_A_HANDLE", () => returns("objects", {}), /Everything\.objects returned/);
    refuses("NULL_HANDLE", () => returns("objects", undefined), /Everything\.objects returned/);
    refuses("NOT_A_HANDLE", () => returns("maybeObject", {}), /Everything\.maybeObject returned/);
    refuses("NOT_A_HANDLE", () => returns("arrays", [{}]), /Everything\.arrays returned/);
    refuses("WRONG_TYPE", () => returns("arrays", {}), /Everything\.arrays returned/);
    refuses("MISSING_METHOD", () => returns("observer", {}), /Everything\.observer returned.*Observer.*changed/);
    const disposed = counter();
    disposed.free();
    refuses("DISPOSED", () => returns("takeObject", disposed), /Everything\.takeObject returned/);
  });
});

describe("properties", () => {
  test("are read and written", () => {
    const named = { name: "a" };
    assert.equal(m.extendName(named), 1);
    assert.equal(named.name, "a!");
    assert.equal(m.extendName({ name: "", rank: 3 }), 3);
    class WithAccessors {
      #name = "b";
      get name() { return this.#name; }
      set name(value) { this.#name = value; }
    }
    const object = new WithAccessors();
    m.extendName(object);
    assert.equal(object.name, "b!");
  });

  test("that are missing, wrong, or throw", () => {
    refuses("MISSING_METHOD", () => m.extendName({}), /Named.*name/);
    refuses("WRONG_TYPE", () => m.extendName({ name: 1 }), /Named\.name returned/);
    assert.throws(() => m.extendName(Object.freeze({ name: "a" })), TypeError);
    const why = new Error("why");
    assert.throws(() => m.extendName({ get name() { throw why; } }), (error) => error === why);
    assert.throws(() => m.extendName({ get name() { return ""; }, set name(_) { throw why; } }), (error) => error === why);
    refuses("MISSING_METHOD", () => m.extendName(new Proxy({}, { has() { throw why; } })));
  });
});

describe("async methods", () => {
  test("are awaited", async () => {
    const { promise, resolve } = deferred();
    const loaded = m.loadAll({ load: (name) => (name === "a" ? promise : `${name}!`) });
    resolve("first ");
    assert.equal(await loaded, "first b!");
    let closed = false;
    assert.equal(await m.loadAll({ load: () => "", close: async () => void (closed = true) }), "");
    assert.ok(closed);
    assert.equal(await m.loadAll({ load: () => ({ then: (done) => done("x") }) }), "xx");
  });

  test("that are rejected, throw, or return the wrong thing", async () => {
    const why = new Error("why");
    const loads = [
      () => { throw why; },
      () => Promise.reject(why),
      () => ({ get then() { throw why; } }),
      () => Object.defineProperty(Promise.resolve("a"), "constructor", { get() { throw why; } }),
      () => Object.defineProperty(Promise.resolve("a"), "then", { get() { throw why; } }),
    ];
    for (const load of loads) {
      let caught;
      await m.loadAll({ load }).then(() => {}, (error) => (caught = error));
      if (load !== loads[3]) assert.equal(caught, why);
    }
    await rejects("WRONG_TYPE", m.loadAll({ load: () => 1 }), /Loader\.load returned/);
  });
});

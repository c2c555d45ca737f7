// Objects as arguments. After each error the receiver and every other argument are as they were.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { anotherInstance, endsEmpty, isGone, m, refuses } from "./support.mjs";

const { Counter, Taker } = m;
const other = anotherInstance();
endsEmpty();

function disposed() {
  const counter = new Counter(0);
  counter.free();
  return counter;
}

function stale() {
  const counter = new Counter(0);
  const copy = { ...counter };
  counter.free();
  return copy;
}

/** What is no counter, why, and whether it is fine where nothing is allowed. */
const BAD = [
  ["null", () => null, "NULL_HANDLE", true],
  ["undefined", () => undefined, "NULL_HANDLE", true],
  ["a number", () => 5, "NOT_A_HANDLE"],
  ["a string", () => "counter", "NOT_A_HANDLE"],
  ["an object", () => ({}), "NOT_A_HANDLE"],
  ["an object that only looks like one", () => ({ __wbg_ptr: 4294967297 }), "NOT_A_HANDLE"],
  ["a function", () => () => 0, "NOT_A_HANDLE"],
  ["a throwing Proxy", () => new Proxy({}, { get() { throw new Error("trap"); } }), "NOT_A_HANDLE"],
  ["a revoked Proxy", () => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; }, "NOT_A_HANDLE"],
  ["one of another class", () => new Taker(), "WRONG_CLASS"],
  ["a disposed one", disposed, "DISPOSED"],
  ["a copy of a disposed one", stale, "STALE_HANDLE"],
  ["one of another instance", () => new other.Counter(1), "FOREIGN_HANDLE"],
];

/** Methods that take three counters: whether nothing is allowed, what they return for 1, 2, 3, and whether they keep them. */
const METHODS = [
  { name: "refs", sum: 6, keeps: true },
  { name: "lentRefs", sum: 6, keeps: true },
  { name: "borrowed", sum: 6, keeps: true },
  { name: "borrowedMut", sum: 9, keeps: true },
  { name: "values", sum: 6, keeps: false },
  { name: "optional", sum: 6, keeps: true, optional: true },
  { name: "optionalValues", sum: 6, keeps: false, optional: true },
];

const three = () => [new Counter(1), new Counter(2), new Counter(3)];

for (const { name, sum, keeps, optional } of METHODS) {
  describe(name, () => {
    test("three counters", () => {
      const taker = new Taker();
      const counters = three();
      assert.equal(taker[name](...counters), sum);
      assert.equal(taker.calls, 1);
      for (const counter of counters) {
        if (keeps) assert.ok(counter.value() > 0);
        else isGone(() => counter.value());
      }
    });

    for (const position of [0, 1, 2]) {
      for (const [what, make, code, isNothing] of BAD) {
        if (optional && isNothing) {
          test(`${what} in position ${position} is nothing`, () => {
            const counters = three();
            counters[position] = make();
            assert.equal(new Taker()[name](...counters), sum - (position + 1));
          });
          continue;
        }
        test(`${what} in position ${position}`, () => {
          const taker = new Taker();
          const counters = three();
          const args = counters.toSpliced(position, 1, make());
          refuses(code, () => taker[name](...args));
          assert.equal(taker.calls, 0);
          assert.deepEqual(counters.map((counter) => counter.value()), [1, 2, 3]);
          assert.equal(taker[name](...counters), sum);
          if (code === "FOREIGN_HANDLE") args[position].free();
        });
      }

      test(`an argument that is being changed in position ${position}`, () => {
        const taker = new Taker();
        const counters = three();
        const call = () => taker[name](...counters);
        const expected = { borrowed: "BORROWED_MUT", borrowedMut: "BORROWED_MUT", values: "SHARED", optionalValues: "SHARED" }[name];
        // Those that take a `Ref` borrow it themselves, which is a panic here.
        if (expected === undefined) return;
        refuses(expected, () => counters[position].update(call));
        assert.equal(taker.calls, 0);
        assert.deepEqual(counters.map((counter) => counter.value()), [1, 2, 3]);
        assert.equal(call(), sum);
      });
    }

    test("too few arguments", () => {
      const taker = new Taker();
      if (optional) assert.equal(taker[name](), 0);
      else refuses("NULL_HANDLE", () => taker[name](new Counter(1)));
      assert.equal(taker.calls, optional ? 1 : 0);
    });
  });
}

describe("the same object twice", () => {
  test("shared borrows and references are fine", () => {
    const taker = new Taker();
    const counter = new Counter(2);
    for (const name of ["refs", "lentRefs", "borrowed", "optional"]) assert.equal(taker[name](counter, counter, counter), 6);
  });

  test("exclusive borrows are not", () => {
    const taker = new Taker();
    const counter = new Counter(2);
    refuses("BORROWED_MUT", () => taker.borrowedMut(new Counter(1), counter, counter), /Taker\.borrowedMut/);
    assert.equal(counter.increment(), 3);
  });

  test("values are not, and none is lost", () => {
    const taker = new Taker();
    const [a, b] = three();
    for (const name of ["values", "optionalValues"]) {
      refuses("SHARED", () => taker[name](a, b, b));
      refuses("SHARED", () => taker[name](b, a, b));
      assert.deepEqual([a.value(), b.value()], [1, 2]);
    }
    refuses("SHARED", () => taker.arrays([], [a, b, b]));
    assert.deepEqual([a.value(), b.value()], [1, 2]);
  });

  test("as the receiver and as an argument", () => {
    const taker = new Taker();
    taker.refs(...three());
    assert.equal(taker.callsOf(taker), 2);
    refuses("SHARED", () => taker.takeOver(taker));
    assert.equal(taker.calls, 1);
    assert.equal(taker.takeOver(new Taker()), 0);
  });

  test("a receiver by value and a bad argument: the receiver stays", () => {
    const taker = new Taker();
    refuses("DISPOSED", () => taker.consumeWith(disposed()));
    refuses("NULL_HANDLE", () => taker.consumeWith(null));
    assert.equal(taker.calls, 0);
    assert.equal(taker.consumeWith(new Counter(5)), 5);
    refuses("DISPOSED", () => taker.calls);
  });

  test("a shared receiver by value: the argument stays", () => {
    const taker = new Taker();
    const counter = new Counter(5);
    m.handfast.retain(taker);
    refuses("SHARED", () => taker.consumeWith(counter));
    assert.equal(counter.value(), 5);
    m.handfast.release(taker);
    assert.equal(taker.consumeWith(counter), 5);
  });
});

describe("arrays", () => {
  test("of references and of values", () => {
    const taker = new Taker();
    const [a, b, c] = three();
    assert.equal(taker.arrays([a, b], [c]), 6);
    assert.equal(a.value() + b.value(), 3);
    isGone(() => c.value());
    assert.equal(taker.arrays([], [], undefined), 0);
    assert.equal(taker.arrays([a], [], [a, b]), 4);
  });

  test("boxed and lent", () => {
    const [a, b, c] = three();
    const taker = new Taker();
    assert.equal(taker.boxedArrays([a], [a, b], [c]), 7);
    isGone(() => c.value());
    assert.equal(taker.boxedArrays([], [], null), 0);
  });

  for (const [what, make, code] of BAD) {
    test(`${what} in an array`, () => {
      const taker = new Taker();
      const [a, b, c] = three();
      const bad = make();
      for (const position of [0, 1, 2]) {
        const args = [[a], [b], [c]];
        args[position].push(bad);
        refuses(code, () => taker.arrays(...args));
        refuses(code, () => taker.boxedArrays(args[0], args[2], args[1]));
      }
      assert.equal(taker.calls, 0);
      assert.deepEqual([a, b, c].map((counter) => counter.value()), [1, 2, 3]);
      assert.equal(taker.arrays([a], [b], [c]), 6);
      if (code === "FOREIGN_HANDLE") bad.free();
    });
  }

  test("what is no array", () => {
    const taker = new Taker();
    refuses("WRONG_TYPE", () => taker.arrays([], null, []));
    assert.equal(taker.arrays([], [], []), 0);
  });
});

describe("among strings, numbers and functions", () => {
  const args = () => ["name", new Counter(1), new Uint8Array(3), new Counter(2), () => 0, new Counter(3)];
  const objects = { 1: true, 3: true, 5: true };

  test("all good", () => {
    const taker = new Taker();
    const all = args();
    assert.equal(taker.mixed(...all), "name 3 6 1");
    assert.deepEqual(taker.kept(), [all[5]]);
    isGone(() => all[3].value());
  });

  for (const position of Object.keys(objects).map(Number)) {
    for (const [what, make, code] of BAD) {
      test(`${what} in position ${position}`, () => {
        const taker = new Taker();
        const all = args();
        const bad = make();
        refuses(code, () => taker.mixed(...all.with(position, bad)));
        assert.equal(taker.mixed(...all), "name 3 6 1");
        assert.equal(taker.calls, 1);
        if (code === "FOREIGN_HANDLE") bad.free();
      });
    }
  }

  for (const position of [0, 2]) {
    test(`null in position ${position}`, () => {
      const taker = new Taker();
      const all = args();
      refuses("WRONG_TYPE", () => taker.mixed(...all.with(position, null)));
      assert.equal(taker.mixed(...all), "name 3 6 1");
    });
  }
});

describe("a slice that is written back", () => {
  test("is filled", () => {
    const numbers = new Float64Array(3);
    assert.equal(new Taker().fill(numbers, new Counter(7)), 3);
    assert.deepEqual([...numbers], [7, 7, 7]);
  });

  test("is left alone after an error", () => {
    const taker = new Taker();
    const numbers = new Float64Array([1, 2]);
    for (const [, make, code] of BAD) {
      const bad = make();
      refuses(code, () => taker.fill(numbers, bad));
      if (code === "FOREIGN_HANDLE") bad.free();
    }
    assert.deepEqual([...numbers], [1, 2]);
    assert.equal(taker.fill(numbers, new Counter(7)), 2);
  });
});

test("many errors in a row use up nothing", () => {
  const taker = new Taker();
  const counter = new Counter(1);
  for (let i = 0; i < 200_000; i += 1) {
    try {
      taker.borrowed(counter, null, counter);
    } catch {
      continue;
    }
    assert.fail("no error");
  }
  assert.equal(taker.borrowed(counter, counter, counter), 3);
});

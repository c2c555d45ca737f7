// The receivers of methods, and what becomes of the object.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { anotherInstance, endsEmpty, isGone, m, refuses, turn } from "./support.mjs";

const { Atlas, Book, Counter, Shelf, Token, Tree, Unit } = m;
endsEmpty();

describe("receivers", () => {
  test("constructor and &self", () => {
    assert.equal(new Counter(3).value(), 3);
    assert.ok(new Counter(3) instanceof Counter);
    assert.throws(() => Counter(3), TypeError);
  });

  test("&mut self", () => {
    const counter = new Counter(1);
    assert.equal(counter.increment(), 2);
    assert.equal(counter.increment(), 3);
    assert.equal(counter.value(), 3);
  });

  test("self", () => {
    const counter = new Counter(4);
    assert.equal(counter.consume(), 4);
    isGone(() => counter.value());
    isGone(() => counter.consume());
    counter.free();
    refuses("DISPOSED", () => counter.value());
  });

  test("self, with a wrapper that is found and one that is not", () => {
    const fresh = new Counter(4);
    fresh.consume();
    refuses("DISPOSED", () => fresh.value());
    const old = new Counter(4);
    m.handfast.flush();
    old.consume();
    refuses("STALE_HANDLE", () => old.value());
    old.free();
    refuses("DISPOSED", () => old.value());
  });

  test("self of a class with identity: the wrapper counts as disposed", () => {
    const tree = new Tree();
    assert.equal(tree.itself(), tree);
    const puppy = new m.Puppy("rex", 3);
    assert.equal(puppy.grow().breed(), "mixed");
    refuses("DISPOSED", () => puppy.speak());
  });

  test("mut self, and Self returned", () => {
    const counter = new Counter(5);
    const doubled = counter.doubled();
    assert.equal(doubled.value(), 10);
    isGone(() => counter.value());
  });

  test("self while it is shared: it stays usable", () => {
    const tree = new m.Animal("a");
    const friend = new m.Animal("b");
    tree.befriend(friend);
    refuses("SHARED", () => friend.consume(), /Animal/);
    assert.equal(friend.name, "b");
    tree.beAlone();
    assert.equal(friend.consume(), "b");
    refuses("DISPOSED", () => friend.name);
  });

  test("self with a raw retain: it stays usable", () => {
    const counter = new Counter(6);
    m.handfast.retain(counter);
    refuses("SHARED", () => counter.consume());
    assert.equal(counter.value(), 6);
    m.handfast.release(counter);
    assert.equal(counter.consume(), 6);
  });

  test("typed receivers", () => {
    const counter = new Counter(7);
    assert.equal(counter.typed(), 7);
    assert.equal(counter.typedMut(), undefined);
    assert.equal(counter.typed(), 8);
  });

  test("this: &Ref<Self> and this: Ref<Self>", () => {
    const root = new Tree();
    const child = new Tree();
    root.append(child);
    assert.equal(root.append.length, 1);
    assert.equal(child.parent, root);
    assert.deepEqual(root.children, [child]);
    assert.equal(root.itself(), root);
    assert.ok(child.shared() >= 2);
  });

  test("identity on request, and a constructor that returns a Ref", () => {
    const token = new Token(3);
    assert.equal(token.value, 3);
    assert.equal(token.same(), token);
    assert.equal(Token.of(4).value, 4);
  });

  test("preserve: a wrapper lives as long as its object, and goes with it", async () => {
    const shelf = new Shelf();
    const other = new Shelf();
    (() => {
      const [book, atlas] = [new Book(300), new Atlas()];
      book.note = "signed";
      atlas.note = "torn";
      // It refers to what refers to it.
      book.shelf = shelf;
      shelf.add(book);
      shelf.add(atlas);
      other.add(book);
    })();
    const passes = async () => {
      for (let i = 0; i < 4; i += 1) {
        await turn();
        m.handfast.collect();
        gc();
        await turn();
      }
    };
    await passes();
    assert.equal(shelf.book(0).note, "signed");
    assert.equal(shelf.book(1).note, "torn");
    assert.ok(shelf.book(1) instanceof Atlas);
    assert.equal(other.book(0), shelf.book(0));
    shelf.book(0).free();
    assert.equal(shelf.book(0).note, undefined, "it was disposed");
    shelf.book(0).note = "again";
    await passes();
    assert.equal(shelf.book(0).note, "again");
  });

  test("static methods", () => {
    assert.equal(Counter.zero().value(), 0);
    assert.ok(Counter.zero() instanceof Counter);
  });

  test("a class without a constructor", () => {
    const unit = Unit.make();
    assert.equal(unit.answer(), 42);
    assert.ok(unit instanceof Unit);
    let made;
    try {
      made = new Unit();
    } catch (error) {
      // What wasm-bindgen says in a debug build.
      assert.match(error.message, /new/);
      return;
    }
    assert.throws(() => made.answer(), m.handfast.HandfastError ?? Error);
  });

  test("what is skipped or private is not exported; what is const is", () => {
    const counter = new Counter(8);
    assert.equal(counter.skipped, undefined);
    assert.equal(counter.private, undefined);
    assert.equal(counter.throughPrivate(), 8);
    assert.equal(counter.constFn(), 8);
    assert.equal(counter.elsewhere, undefined);
  });
});

describe("receivers that are no live objects", () => {
  const { value, increment, consume } = Counter.prototype;
  const methods = { value, increment, consume };

  for (const [name, method] of Object.entries(methods)) {
    test(`${name}: a disposed wrapper`, () => {
      const counter = new Counter(1);
      counter.free();
      refuses("DISPOSED", () => method.call(counter));
    });

    test(`${name}: a copy of a disposed wrapper`, () => {
      const counter = new Counter(1);
      const alias = Object.assign(Object.create(Counter.prototype), counter);
      counter.free();
      const next = new Counter(2);
      refuses("STALE_HANDLE", () => method.call(alias));
      assert.equal(next.value(), 2);
    });

    test(`${name}: an object of another class`, () => {
      const taker = new m.Taker();
      // The glue reads the handle under the name of its own class, which only wrappers of that class answer to.
      refuses("NOT_A_HANDLE", () => method.call(taker));
      assert.equal(taker.calls, 0);
    });

    test(`${name}: forged handles`, () => {
      for (const forged of [NaN, -1, 2 ** 60, 1.5, Infinity, -0, "3", {}, undefined, 1e300]) {
        const object = Object.create(Counter.prototype, { __wbg_ptr: { value: forged } });
        assert.throws(() => method.call(object), (error) => String(error.code).startsWith("HANDFAST_"));
      }
    });

    test(`${name}: an object of another instance`, () => {
      const foreign = new (anotherInstance().Counter)(1);
      assert.throws(() => method.call(foreign), (error) => String(error.code).startsWith("HANDFAST_"));
      foreign.free();
    });
  }
});

describe("borrowed receivers", () => {
  test("shared in shared", () => {
    const counter = new Counter(1);
    assert.equal(counter.inspect((count) => count + counter.value()), 2);
  });

  test("exclusive in shared names the holder", () => {
    const counter = new Counter(1);
    refuses("BORROWED", () => counter.inspect(() => counter.increment()), /Counter\.inspect/);
    assert.equal(counter.increment(), 2);
  });

  test("shared in exclusive names the holder", () => {
    const counter = new Counter(1);
    refuses("BORROWED_MUT", () => counter.update(() => counter.value()), /Counter\.update/);
    assert.equal(counter.value(), 1);
  });

  test("exclusive in exclusive", () => {
    const counter = new Counter(1);
    refuses("BORROWED_MUT", () => counter.update(() => counter.increment()), /Counter\.update/);
    counter.update((count) => count + 5);
    assert.equal(counter.value(), 6);
  });

  test("by value while borrowed", () => {
    const counter = new Counter(1);
    refuses("SHARED", () => counter.inspect(() => counter.consume()));
    assert.equal(counter.consume(), 1);
  });

  test("disposed while borrowed: the call ends well", () => {
    const counter = new Counter(1);
    assert.equal(counter.inspect((count) => (counter.free(), count)), 1);
    refuses("DISPOSED", () => counter.value());
  });

  test("an exception of the callback's ends the borrow", () => {
    const counter = new Counter(1);
    const error = new RangeError("mine");
    assert.throws(() => counter.update(() => { throw error; }), (thrown) => thrown === error);
    assert.equal(counter.increment(), 2);
  });
});

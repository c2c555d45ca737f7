// Scopes: what they release, what they leave alone, and what is said afterwards.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DisposedError, ScopeEndedError, handfast } from "../src/index.js";
import * as abi from "./abi.js";
import { FakeCollector } from "./collector.js";
import { assertEmpty, collect, load, turn, withConfig, withGlobals } from "./lab.js";

const ENDED = { code: "HANDFAST_SCOPE_ENDED" };

/** Disposes what is left. */
async function end(wasm, ...wrappers) {
  for (const wrapper of wrappers) wrapper.free();
  await turn();
  assertEmpty(wasm);
}

test("what is made in a scope is released when it ends, the newest first", async () => {
  const { wasm, Node } = load();
  const before = new Node("before");
  const result = handfast.scope(() => {
    new Node("a");
    wasm.make(Node, "b");
    new Node("c").free();
    assert.deepEqual(wasm.dropped, ["c"]);
    return before.name;
  });
  assert.equal(result, "before");
  assert.deepEqual(wasm.dropped, ["c", "b", "a"]);
  await end(wasm, before);
});

test("what is returned escapes: a wrapper, and those directly in an array or a plain object", async () => {
  const { wasm, Node } = load();
  const one = handfast.scope(() => [new Node("x"), new Node("one")][1]);
  const [two, three] = handfast.scope(() => [new Node("two"), new Node("three"), null, 5]);
  const { four } = handfast.scope(() => ({ four: new Node("four"), text: "" }));
  const bare = handfast.scope(() => Object.assign(Object.create(null), { five: new Node("five") }));
  assert.deepEqual([one, two, three, four, bare.five].map((node) => node.name), ["one", "two", "three", "four", "five"]);
  assert.deepEqual(wasm.dropped, ["x"]);
  const deep = handfast.scope(() => [[new Node("deep")], new Map([[1, new Node("in a map")]])]);
  assert.throws(() => deep[0][0].name, ENDED);
  assert.deepEqual(wasm.dropped, ["x", "in a map", "deep"]);
  await end(wasm, one, two, three, four, bare.five);
});

test("odd results", async () => {
  const { wasm, Node } = load();
  const node = new Node("mine");
  const strange = new Proxy({}, { get: () => assert.fail("not asked"), getPrototypeOf: () => null, ownKeys: () => [] });
  for (const value of [undefined, null, 0, "text", Symbol("s"), strange, () => {}, node, Object.freeze([node])]) {
    assert.equal(handfast.scope(() => {
      new Node("a");
      return value;
    }), value);
  }
  const proxy = handfast.scope(() => new Proxy(new Node("behind a proxy"), {}));
  assert.equal(proxy.__wbg_ptr > 0, true);
  assert.equal(wasm.dropped.length, 9);
  await end(wasm, node, proxy);
});

test("a released wrapper says which scope has ended, whatever is done with it", async () => {
  const { wasm, Node } = load();
  let kept;
  handfast.scope(function importRows() {
    kept = new Node("a");
  });
  const text = /released when the scope "importRows" ended/;
  for (const use of [() => kept.name, () => handfast.handleOf(kept), () => handfast.retain(kept)]) {
    assert.throws(use, (error) => {
      assert.ok(error instanceof ScopeEndedError && error instanceof DisposedError);
      assert.match(error.message, text);
      return error.code === ENDED.code;
    });
  }
  const status = abi.handleOf(kept, wasm.instance, true);
  assert.match(abi.makeError(22 | ((-16 - status) << 8), "").message, text);
  assert.equal(handfast.isAlive(kept), false);
  handfast.dispose(kept);
  kept.free();
  assert.throws(() => kept.name, ENDED);

  handfast.scope(() => (kept = new Node("b")) && undefined);
  assert.throws(() => kept.name, /when a scope ended/);
  handfast.scope(() => (kept = new Node("b")) && undefined, "by name");
  assert.throws(() => kept.name, /the scope "by name"/);
  await end(wasm);
});

test("in debug mode errors say where the object was made", async () => {
  await withConfig({ debug: true }, async () => {
    const { wasm, Node } = load();
    const kept = [];
    function makeHere() {
      kept.push(new Node("a"));
    }
    handfast.scope(makeHere, "first");
    handfast.scope((s) => kept.push(s.own(new Node("b"))) && undefined, "second");
    assert.throws(() => kept[0].name, /the scope "first" ended.*made here:.*at makeHere.*and used here:/s);
    assert.throws(() => kept[1].name, /the scope "second" ended.*made here:/s);
    await end(wasm);
  });
});

test("names and records are not kept without end", async () => {
  const { wasm, Node } = load();
  let last;
  for (let i = 0; i < 2000; i += 1) handfast.scope(() => (last = new Node("a")) && undefined, `scope ${i}`);
  assert.throws(() => last.name, /when a scope ended/);
  await withConfig({ debug: true }, () => {
    const [first, ...others] = [0, 1].map(() => handfast.scope(() => [new Node("a")]));
    const made = [];
    handfast.scope(() => {
      for (let i = 0; i < 66_000; i += 1) made.push(new Node("a"));
    }, "many");
    // The newest is released first, so the oldest is the last to be recorded.
    assert.throws(() => made[0].name, /made here/);
    assert.throws(() => made.at(-1).name, (error) => error.code === ENDED.code && !/made here/.test(error.message));
    for (const [node] of [first, ...others]) node.free();
  });
  await end(wasm);
});

test("an exception goes on, and everything is released but what had escaped", async () => {
  const { wasm, Node } = load();
  const error = new Error("mine");
  let safe;
  assert.throws(() => handfast.scope((s) => {
    new Node("a");
    safe = s.escape(new Node("safe"));
    throw error;
  }), (thrown) => thrown === error);
  assert.deepEqual(wasm.dropped, ["a"]);
  assert.equal(safe.name, "safe");
  // The getter makes it fail when it is looked through.
  assert.throws(() => handfast.scope(() => ({ node: new Node("b"), get bad() { throw error; } })), (thrown) => thrown === error);
  assert.deepEqual(wasm.dropped, ["a", "b"]);
  await end(wasm, safe);
});

test("what an inner scope returns belongs to the outer one", async () => {
  const { wasm, Node } = load();
  const [x, early] = handfast.scope((outer) => {
    const a = handfast.scope(() => new Node("a"));
    handfast.scope(() => new Node("b"));
    const c = handfast.scope(() => handfast.scope((s) => s.escape(new Node("c"))));
    assert.deepEqual(wasm.dropped, []);
    assert.equal(a.name + c.name, "ac");
    let early;
    handfast.scope(() => void (early = outer.escape(new Node("early"))));
    handfast.scope(() => void new Node("d"));
    assert.deepEqual(wasm.dropped, ["d"]);
    return [handfast.scope(() => new Node("x")), early];
  });
  assert.deepEqual(wasm.dropped, ["d", "c", "b", "a"]);
  assert.equal(x.name + early.name, "xearly");
  await end(wasm, x, early);
});

test("a wrapper from before is not the scope's, although Rust returns it again", async () => {
  const { wasm, Node } = load({ identity: true });
  const node = new Node("a");
  await turn();
  handfast.scope(() => {
    assert.equal(abi.wrapNew(handfast.handleOf(node), Node.id, true), node);
  });
  assert.equal(node.name, "a");
  await end(wasm, node);
});

/** Two wrappers of one handle: the first cannot be found any more when the second is made. */
test("a scope does not release a handle of which others may have a wrapper", async () => {
  const { wasm, Node } = load();
  const first = new Node("a");
  const handle = handfast.handleOf(first);
  handfast.flush();
  const second = handfast.scope(() => void abi.wrapNew(handle, Node.id, true));
  assert.equal(second, undefined);
  assert.equal(handfast.stats().nursery, 1, "the engine is told about it, as about any other");
  assert.equal(first.name, "a");

  const owned = new Node("b");
  const open = handfast.openScope();
  open.own(owned);
  handfast.flush();
  const other = abi.wrapNew(handfast.handleOf(owned), Node.id, true);
  open.close();
  assert.equal(other.name, "b");
  await end(wasm, first, other);
});

test("the engine hears nothing of wrappers in scopes, and of others as ever", async () => {
  const collector = new FakeCollector();
  await withGlobals(collector.globals, async () => {
    const { wasm, Node } = load({ identity: true });
    const free = handfast.scope((s) => {
      for (let i = 0; i < 2000; i += 1) new Node("a");
      handfast.flush();
      return new Node("free");
    });
    assert.equal(collector.registered.length + collector.weakRefs, 0);
    handfast.flush();
    assert.deepEqual(collector.registered.map(([wrapper]) => wrapper), [free]);
    assert.equal(collector.weakRefs, 1);
    await end(wasm, free);
  });
});

test("objects that are taken by value in a scope", async () => {
  const { wasm, Node } = load({ identity: true });
  handfast.scope(() => {
    const node = new Node("a");
    wasm.consume(node, Node);
    // Gets its place.
    new Node("b");
  });
  assert.deepEqual(wasm.dropped, ["b"]);
  await end(wasm);
});

test("a wrapper whose place another has is passed over", async () => {
  const { wasm, Node } = load({ identity: true });
  const open = handfast.openScope();
  let other;
  handfast.scope(() => {
    // It cannot be written into it that it is disposed.
    const stale = Object.freeze(new Node("a"));
    stale.free();
    other = open.own(new Node("b"));
    assert.equal(handfast.handleOf(other) >>> 0, stale.__wbg_ptr >>> 0);
    return stale;
  });
  assert.equal(abi.wrapNew(handfast.handleOf(other), Node.id, true), other);
  open.close();
  assert.equal(other.name, "b");
  await end(wasm, other);
});

test("a raw retain outlives the scope, without a wrapper", async () => {
  const { wasm, Node } = load();
  const handle = handfast.scope(() => {
    const node = new Node("a");
    handfast.retain(node);
    return handfast.handleOf(node);
  });
  assert.equal(handfast.isAlive(handle), true);
  handfast.release(handle);
  assert.deepEqual(wasm.dropped, ["a"]);
  await end(wasm);
});

test("if a release fails the others are released, and the scope throws", async () => {
  const { wasm, Node } = load();
  const bad = new Node("bad");
  assert.throws(() => handfast.scope((s) => {
    new Node("a");
    s.own(bad);
    const refuse = wasm.exports.hf_dispose;
    wasm.exports.hf_dispose = (handle) => {
      if (handle !== handfast.handleOf(bad)) return refuse(handle);
      wasm.exports.hf_dispose = refuse;
      return wasm.fail(7, "in use");
    };
  }), { code: "HANDFAST_BORROWED" });
  assert.deepEqual(wasm.dropped, ["a"]);
  assert.equal(bad.name, "bad");
  await end(wasm, bad);
});

test("an async scope has what is made before the first await, and what it is given", async () => {
  const { wasm, Node } = load();
  const names = [];
  const result = await handfast.scope(async (s) => {
    const first = new Node("first");
    await turn();
    names.push(first.name);
    const free = new Node("free");
    const own = s.own(new Node("own"));
    const made = s.run(() => {
      new Node("made as well");
      return new Node("made");
    });
    await turn();
    names.push(own.name, made.name);
    return [free, s.own(new Node("result"))];
  });
  assert.deepEqual(names, ["first", "own", "made"]);
  assert.deepEqual(result.map((node) => node.name), ["free", "result"]);
  assert.deepEqual(wasm.dropped.sort(), ["first", "made", "made as well", "own"]);
  await end(wasm, ...result);
});

test("an async scope never has what others make meanwhile", async () => {
  const { wasm, Node } = load({ identity: true });
  const others = [];
  const other = async () => {
    for (let i = 0; i < 5; i += 1) {
      others.push(new Node("theirs"));
      await null;
    }
  };
  const before = other();
  const scoped = handfast.scope(async (s) => {
    const mine = new Node("mine");
    await null;
    const inner = handfast.scope(async () => {
      new Node("inner");
      await turn();
    });
    await inner;
    return mine.name;
  });
  assert.equal(await scoped, "mine");
  await before;
  assert.deepEqual(others.map((node) => node.name), Array(5).fill("theirs"));
  assert.deepEqual(wasm.dropped.sort(), ["inner", "mine"]);
  await end(wasm, ...others);
});

test("a wrapper that Rust has returned to somebody else is theirs too", async () => {
  const { wasm, Node } = load({ identity: true });
  let handle;
  const scoped = handfast.scope(async (s) => {
    const shared = new Node("shared");
    handle = handfast.handleOf(shared);
    await turn();
    // Its own code may look.
    const mine = s.own(new Node("mine"));
    s.run(() => assert.equal(abi.wrapNew(handfast.handleOf(mine), Node.id, true), mine));
    await turn();
  });
  await turn();
  const theirs = abi.wrapNew(handle, Node.id, true);
  await scoped;
  assert.equal(theirs.name, "shared");
  assert.deepEqual(wasm.dropped, ["mine"]);
  await end(wasm, theirs);
});

test("an async scope whose function fails", async () => {
  const { wasm, Node } = load();
  const error = new Error("mine");
  const failing = handfast.scope(async (s) => {
    new Node("a");
    await null;
    s.own(new Node("b"));
    throw error;
  });
  await assert.rejects(failing, (thrown) => thrown === error);
  assert.deepEqual(wasm.dropped.sort(), ["a", "b"]);
  await end(wasm);
});

test("a thenable is awaited, a wrapper with a method `then` is returned", async () => {
  const { wasm, Node } = load();
  class Then extends Node {
    then() {
      assert.fail("not awaited");
    }
  }
  const node = handfast.scope(() => new Then("a"));
  assert.equal(node.name, "a");
  let settle;
  const waiting = handfast.scope(() => {
    new Node("b");
    return { then: (resolve) => (settle = resolve) };
  });
  await turn();
  assert.deepEqual(wasm.dropped, []);
  settle(5);
  assert.equal(await waiting, 5);
  assert.deepEqual(wasm.dropped, ["b"]);
  await end(wasm, node);
});

test("an open scope owns what it is given and what it runs", async () => {
  const { wasm, Node } = load();
  const kept = new Node("kept");
  const scope = handfast.openScope("page");
  assert.equal(scope.name, "page");
  const a = scope.own(new Node("a"));
  assert.equal(scope.own(a), a);
  assert.equal(scope.run(() => new Node("b")).name, "b");
  const c = scope.escape(scope.own(new Node("c")));
  new Node("free").free();
  wasm.dropped.length = 0;
  await turn();
  scope[Symbol.dispose]();
  assert.deepEqual(wasm.dropped, ["b", "a"]);
  scope.close();
  for (const use of [() => scope.own(c), () => scope.escape(c), () => scope.run(() => {})]) {
    assert.throws(use, { code: "HANDFAST_SCOPE_ENDED", message: /the scope "page" has ended/ });
  }
  assert.equal(c.name, "c");
  await end(wasm, kept, c);
});

test("a wrapper is owned by one scope", async () => {
  const { wasm, Node } = load();
  const outer = handfast.openScope();
  const second = handfast.openScope();
  const a = handfast.scope((s) => {
    const a = outer.own(new Node("a"));
    s.own(s.own(new Node("b")));
    assert.throws(() => s.own({}), { code: "HANDFAST_NOT_A_HANDLE" });
    assert.throws(() => s.own(5), { code: "HANDFAST_NOT_A_HANDLE" });
    return [a];
  })[0];
  assert.deepEqual(wasm.dropped, ["b"]);
  second.own(a);
  outer.close();
  assert.equal(a.name, "a");
  second.close();
  assert.throws(() => a.name, ENDED);
  await end(wasm);
});

test("a scope that is closed while it runs has what was made until then", async () => {
  const { wasm, Node } = load();
  const late = handfast.scope((outer) => {
    const late = handfast.scope((s) => {
      new Node("a");
      s.close();
      assert.deepEqual(wasm.dropped, ["a"]);
      return new Node("late").name;
    });
    assert.deepEqual(wasm.dropped, ["a"]);
    return late;
  });
  assert.equal(late, "late");
  assert.deepEqual(wasm.dropped, ["a", "late"]);
  await end(wasm);
});

test("a DisposableStack takes a scope like anything else", async () => {
  const { wasm, Node } = load();
  const disposed = [];
  const stack = [];
  // What its `use` does: remembers the method, and calls it when the stack is disposed, the newest first.
  const use = (value) => {
    const dispose = value[Symbol.dispose];
    stack.push(() => dispose.call(value));
    return value;
  };
  const scope = use(handfast.openScope());
  const node = use(scope.own(new Node("a")));
  use({ [Symbol.dispose]: () => disposed.push(node.name) });
  while (stack.length > 0) stack.pop()();
  assert.deepEqual(disposed, ["a"]);
  assert.deepEqual(wasm.dropped, ["a"]);
  await end(wasm);
});

test("a scope that nobody closes keeps nothing", async () => {
  const { wasm, Node } = load({ identity: true });
  const forget = () => {
    const scope = handfast.openScope();
    scope.own(new Node("a"));
    scope.run(() => new Node("b"));
    handfast.scope((s) => {
      new Node("c");
      return new Promise(() => {});
    });
  };
  forget();
  await collect();
  assert.deepEqual(wasm.dropped.sort(), ["a", "b", "c"]);
  assertEmpty(wasm);
});

test("a long scope forgets what is disposed in it", async () => {
  const { wasm, Node } = load();
  const registry = [];
  await handfast.scope(async (s) => {
    const make = () => {
      for (let i = 0; i < 10_000; i += 1) {
        const node = new Node("a");
        if (i === 5) registry.push(new WeakRef(node));
        node.free();
      }
    };
    s.run(make);
    await collect();
    assert.equal(registry[0].deref(), undefined);
  });
  await end(wasm);
});

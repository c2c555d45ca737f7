import assert from "node:assert/strict";
import { test } from "node:test";
import { HandfastObject, NotAHandleError, StaleHandleError } from "../src/index.js";
import { abandonConstruct, countWaiting } from "../src/construct.js";
import { find } from "../src/entries.js";
import { fail, raiseIfFailed } from "../src/failure.js";
import { defineConstructed } from "../src/give.js";
import { instanceAt } from "../src/instance.js";
import * as abi from "./abi.js";
import { glue } from "./fake-glue.js";
import { assertEmpty, load, turn } from "./lab.js";

test("new gives the object that JavaScript made, filled in", async () => {
  const { wasm, Node } = load();
  const node = new Node("a");
  assert.equal(Object.getPrototypeOf(node), Node.prototype);
  assert.ok(node instanceof HandfastObject);
  assert.equal(node.name, "a");
  assert.deepEqual(Object.keys(node), ["__wbg_ptr", "__hf"]);
  node.free();
  await turn();
  assertEmpty(wasm);
});

test("JavaScript subclasses keep their prototype, fields and private fields", async () => {
  const { wasm, Node } = load();
  class Sub extends Node {
    #secret = 7;
    field = this.name;
    get secret() {
      return this.#secret;
    }
  }
  class SubSub extends Sub {}
  const sub = new SubSub("s");
  assert.ok(sub instanceof SubSub && sub instanceof Sub && sub instanceof Node);
  assert.equal(sub.secret, 7);
  assert.equal(sub.field, "s");
  sub.free();
  await turn();
  assertEmpty(wasm);
});

test("a class that extends another in Rust answers for both", async () => {
  const { wasm, Node, Leaf } = load();
  for (const leaf of [new Leaf("made"), wasm.make(Leaf, "made")]) {
    assert.ok(leaf instanceof Leaf && leaf instanceof Node && leaf instanceof HandfastObject);
    assert.equal(leaf.name, "made");
    assert.equal(leaf.shout, "MADE");
    assert.equal(leaf.__wbg_ptr_Node, leaf.__wbg_ptr);
    assert.equal(leaf.__wbg_ptr_Leaf, leaf.__wbg_ptr);
    leaf.free();
  }
  await turn();
  assertEmpty(wasm);
});

test("Rust learns the constructor of a derived class from an object that the glue wraps", async () => {
  const { wasm, Node } = load();
  // What `__wrap` of a class that extends another does, and then its `free`.
  const object = Object.create(class extends Node {}.prototype);
  object.__wbg_ptr = 8;
  object.__wbg_ptr_Node = 16;
  assert.equal(object.__wbg_ptr_Node, 16);
  object.__wbg_ptr_Node = 0;
  assert.equal(object.__wbg_ptr_Node, 0);
  const node = new Node("a");
  assert.equal(node.__wbg_ptr_Node, node.__wbg_ptr, "other objects are as before");
  node.free();
  await turn();
  assertEmpty(wasm);
});

test("what would reach a raw pointer is gone", async () => {
  const { wasm, Node, Leaf } = load();
  const leaf = new Leaf("a");
  assert.throws(() => Leaf.__wrap(8), NotAHandleError);
  assert.throws(() => Node.__wrap(8), NotAHandleError);
  assert.throws(() => leaf.__destroy_into_raw(), NotAHandleError);
  assert.throws(() => Node.prototype.free.call({}), NotAHandleError);
  assert.throws(() => Node.prototype.free.call(Node.prototype), NotAHandleError);
  leaf[Symbol.dispose]();
  assert.deepEqual(wasm.dropped, ["a"]);
  await turn();
  assertEmpty(wasm);
});

test("the base class is not for construction", () => {
  assert.throws(() => new HandfastObject(), TypeError);
  assert.equal(countWaiting(), 0);
});

test("a constructor that fails in Rust drops its object only", async () => {
  const { wasm, Node, Other } = load();
  const boom = () => {
    throw new RangeError("boom");
  };
  assert.throws(() => new Node("a", boom), RangeError);
  assert.equal(countWaiting(), 0);
  const other = new Other("b");
  const node = new Node("c", () => assert.throws(() => new Node("d", boom), RangeError));
  assert.equal(other.name, "b");
  assert.equal(node.name, "c");
  other.free();
  node.free();
  await turn();
  assertEmpty(wasm);
});

test("a constructor whose argument conversion throws leaves nothing that a later one could get", async () => {
  const { wasm, Node, Leaf, Other } = load();
  class A extends Node {}
  class B extends Node {}
  const bad = {
    get length() {
      throw new RangeError("bad argument");
    },
  };
  for (const Failing of [A, B, Leaf, Other]) {
    assert.throws(() => new Failing(bad), RangeError);
    for (const Good of [Node, A, B, Leaf, Other]) {
      const made = new Good("x");
      assert.equal(Object.getPrototypeOf(made), Good.prototype);
      made.free();
    }
  }
  await turn();
  assertEmpty(wasm);
});

test("constructions nest: in Rust's body, and while arguments are converted", async () => {
  const { wasm, Node, Leaf, Other } = load();
  class Sub extends Node {}
  let inner;
  const outer = new Sub("outer", () => {
    inner = new Leaf("inner", () => new Other("innermost").free());
  });
  assert.equal(outer.name, "outer");
  assert.equal(inner.name, "inner");
  assert.ok(outer instanceof Sub && inner instanceof Leaf);

  const converted = new Sub({
    get length() {
      inner.free();
      inner = new Other("inner");
      return 0;
    },
    toString: () => "outer",
  });
  assert.ok(converted instanceof Sub);
  assert.equal(inner.name, "inner");

  const surviving = new Sub({
    get length() {
      assert.throws(() => new Other(Symbol("not a string")), TypeError);
      assert.throws(() => new Leaf(null), TypeError);
      return 0;
    },
    toString: () => "outer",
  });
  assert.ok(surviving instanceof Sub, "a failed construction inside a conversion of this one");
  assert.equal(countWaiting(), 0, "what failed inside is gone with it");

  class Another extends Node {}
  const swallowing = new Sub("outer", () => assert.throws(() => new Another(null), TypeError));
  assert.ok(swallowing instanceof Sub, "a failed construction of a sibling inside of the body");
  for (const wrapper of [outer, inner, converted, surviving, swallowing]) wrapper.free();
  await turn();
  assertEmpty(wasm);
});

test("a construction that a crash left open does not disturb the next", async () => {
  const { wasm, Node, Other } = load();
  const made = new Node("outer", () => {
    // A trap unwinds past what would count them down again, and leaves their objects.
    Reflect.construct(HandfastObject, [], Node);
    wasm.constructing += 1;
    Reflect.construct(HandfastObject, [], Other);
    wasm.constructing += 1;
    const inner = new Other("inner");
    assert.equal(inner.name, "inner");
    inner.free();
  });
  assert.equal(Object.getPrototypeOf(made), Node.prototype);
  assert.equal(made.name, "outer");
  made.free();
  await turn();
  assertEmpty(wasm);
});

test("a construction in another instance that a crash left open is not taken for the one around it", async () => {
  const { wasm, Node } = load();
  const { wasm: crashed, Node: Theirs } = load();
  class Constructed {}
  defineConstructed(Constructed, instanceAt(wasm.instance));
  instanceAt(wasm.instance).exports.hf_class_of = () => Node.id;
  class Sub extends Node {}
  Reflect.construct(HandfastObject, [], Sub);
  crashed.constructing += 1;
  Reflect.construct(HandfastObject, [], Theirs);
  wasm.constructed = Node.id;
  const made = Constructed.__wrap(wasm.expose("outer"));
  assert.ok(made instanceof Sub && !(made instanceof Theirs));
  assert.equal(countWaiting(), 0);
  assert.equal(made.name, "outer");
  made.free();
  await turn();
  for (const each of [wasm, crashed]) assertEmpty(each);
});

test("a constructor may return an object that JavaScript knows", async () => {
  const { wasm, Node } = load({ identity: true });
  const known = wasm.make(Node, "singleton");
  Reflect.construct(HandfastObject, [], Node);
  wasm.constructed = Node.id;
  assert.equal(abi.wrapConstructed(known.__wbg_ptr, Node.id), known);
  assert.equal(countWaiting(), 0);
  known.free();
  await turn();
  assertEmpty(wasm);
});

test("a construction takes and drops nothing of the one around it", async () => {
  const { wasm, Node, Other } = load();
  class Sub extends Node {}
  const made = new Sub("outer", () => {
    // One of a class that is not Rust's, which could be taken for the outer; and one that fails, of another class.
    const foreign = Reflect.construct(Node, ["foreign"], Other);
    assert.ok(!(foreign instanceof Sub));
    assert.equal(foreign.name, "foreign");
    foreign.free();
    wasm.constructed = Other.id;
    wasm.constructing += 1;
    abandonConstruct(instanceAt(wasm.instance));
    wasm.constructing -= 1;
  });
  assert.ok(made instanceof Sub);
  // The same while its arguments are converted.
  Reflect.construct(HandfastObject, [], Sub);
  wasm.constructed = Other.id;
  abandonConstruct(instanceAt(wasm.instance));
  assert.equal(countWaiting(), 1);
  assert.equal(made.name, "outer");
  made.free();
  await turn();
  assertEmpty(wasm);
});

test("what exceptions have cut off does not count after the turn", async () => {
  const { wasm, Node } = load();
  class Sub extends Node {}
  wasm.constructing += 3;
  new Node("requests a turn").free();
  await turn();
  // Two wait, so that their depths matter.
  Reflect.construct(HandfastObject, [], Sub);
  Reflect.construct(HandfastObject, [], class Theirs extends HandfastObject {});
  wasm.constructed = Node.id;
  const made = abi.wrapConstructed(wasm.expose("sub"), Node.id);
  assert.ok(made instanceof Sub);
  made.free();
  await turn();
  wasm.constructing = 0;
  assertEmpty(wasm);
});

test("what a failed constructor has left is not taken for the object of another class, whose first is being made", async () => {
  const { wasm, Node } = load();
  class Constructed {}
  defineConstructed(Constructed, instanceAt(wasm.instance));
  assert.throws(() => new Node(undefined));
  // A class that is defined by its first constructor: its object does not wait.
  const { Other } = glue(wasm);
  wasm.define(Other);
  instanceAt(wasm.instance).exports.hf_class_of = () => Other.id;
  wasm.constructed = Other.id;
  const made = Constructed.__wrap(wasm.expose("first"));
  assert.ok(made instanceof Other && !(made instanceof Node));
  made.free();
  await turn();
  assertEmpty(wasm);
});

test("failing constructors in a synchronous loop do not pile up", async () => {
  const { wasm, Node } = load();
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  for (let i = 0; i < 100_000; i += 1) {
    try {
      new Node(undefined);
    } catch {}
  }
  Error.stackTraceLimit = stackTraceLimit;
  assert.ok(countWaiting() <= 65_536, `${countWaiting()} objects wait`);
  const node = new Node("a");
  assert.equal(node.name, "a");
  node.free();
  await turn();
  assertEmpty(wasm);
});

test("nor do those of several instances in turns", async () => {
  const sides = [load(), load()];
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  sides[1].wasm.constructing = 1;
  for (let i = 0; i < 100_000; i += 1) {
    try {
      new sides[i % 2].Node(undefined);
    } catch {}
  }
  Error.stackTraceLimit = stackTraceLimit;
  assert.ok(countWaiting() <= 65_536, `${countWaiting()} objects wait`);
  sides[1].wasm.constructing = 0;
  await turn();
  for (const { wasm } of sides) assertEmpty(wasm);
});

test("the error of a constructor is thrown, and thrown once, where the instance cannot be asked any more", async () => {
  const { wasm } = load();
  class Constructed {}
  defineConstructed(Constructed, instanceAt(wasm.instance));
  instanceAt(wasm.instance).exports.hf_constructing = () => {
    throw new RangeError("no stack");
  };
  fail(new Error("refused by Rust"));
  assert.throws(() => Constructed.__wrap(0), /refused by Rust/);
  raiseIfFailed();
  instanceAt(wasm.instance).exports.hf_constructing = () => 0;
  await turn();
  assertEmpty(wasm);
});

test("a dispose that does not reach Rust changes nothing", async () => {
  const { wasm, Node } = load();
  const node = new Node("a");
  const { exports } = instanceAt(wasm.instance);
  const { hf_dispose } = exports;
  exports.hf_dispose = () => {
    throw new RangeError("no stack");
  };
  assert.throws(() => node.free(), RangeError);
  exports.hf_dispose = hf_dispose;
  assert.equal(find(instanceAt(wasm.instance), node.__wbg_ptr), node);
  assert.equal(node.name, "a");
  node.free();
  await turn();
  assertEmpty(wasm);
});

test("a disposed or prototype receiver has no handle of another object", async () => {
  const { wasm, Node } = load();
  const node = new Node("a");
  node.free();
  assert.throws(() => node.name, StaleHandleError);
  assert.throws(() => Node.prototype.name, StaleHandleError);
  await turn();
  assertEmpty(wasm);
});

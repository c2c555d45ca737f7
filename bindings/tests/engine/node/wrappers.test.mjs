// Wrappers in the hands of ordinary JavaScript.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { assertEmpty, codeOf, collectUntil, fileUrl, m, turn } from "./support.mjs";

test("the same object is the same wrapper, before and after the nursery", async () => {
  const parent = new m.Thing(1);
  parent.push(new m.Thing(2));
  const child = parent.child(0);
  child.note = "kept";
  assert.equal(parent.child(0), child);
  await turn();
  gc();
  await turn();
  assert.equal(parent.child(0), child);
  assert.equal(parent.child(0).note, "kept");
  assert.equal(parent.pop(), child);
  parent.free();
  child.free();
  await assertEmpty();
});

test("once its wrapper is gone, an object that Rust still holds gets a new one", async () => {
  m.takeDropped();
  const parent = new m.Thing(1);
  (() => parent.push(new m.Thing(2)))();
  let probe = (() => new WeakRef(parent.child(0)))();
  await collectUntil(() => probe.deref() === undefined, "the child's wrapper");
  assert.equal(parent.child(0).id, 2);
  probe = undefined;
  assert.deepEqual([...m.takeDropped()], []);
  parent.free();
  await assertEmpty();
  assert.deepEqual([...m.takeDropped()].sort(), [1, 2]);
});

test("JavaScript subclasses keep their prototype, methods and fields", async () => {
  class Named extends m.Thing {
    #secret = 5;
    constructor(id, name) {
      super(id);
      this.name = name;
    }
    get secret() {
      return this.#secret;
    }
  }
  const named = new Named(1, "x");
  assert(named instanceof Named && named instanceof m.Thing && named instanceof m.HandfastObject);
  assert.equal(named.secret, 5);
  assert.equal(named.name, "x");
  const parent = new m.Thing(2);
  parent.push(named);
  assert.equal(parent.child(0), named);
  parent.free();
  named.free();
  await assertEmpty();
});

test("derived classes answer for their base, and a base does not answer for them", async () => {
  const special = new m.Special(1, 10);
  const parent = new m.Thing(2);
  parent.push(special);
  assert.equal(parent.child(0), special);
  assert.equal(special.sum(parent), 3);
  assert.equal(parent.child(0).raise(), 11);
  assert(parent.child(0) instanceof m.Special);
  // A base has no handle under the name of a derived class.
  assert.equal(codeOf(() => m.Special.prototype.raise.call(parent)), "HANDFAST_NOT_A_HANDLE");
  special.free();
  assert.equal(parent.child(0).level, 11, "a new wrapper is of the derived class too");
  assert.equal(parent.child(0).constructor, m.Special);
  parent.pop().free();
  parent.free();
  await assertEmpty();
});

test("frozen, sealed, proxied, as keys of maps", async () => {
  const frozen = Object.freeze(new m.Thing(1));
  assert.equal(frozen.id, 1);
  frozen.free();
  frozen.free();
  assert.equal(codeOf(() => frozen.id), "HANDFAST_STALE_HANDLE");
  const thing = new m.Thing(2);
  const proxy = new Proxy(thing, {});
  assert.equal(proxy.id, 2);
  const parent = new m.Thing(3);
  parent.push(proxy);
  assert.equal(parent.child(0), thing);
  const [map, weak] = [new Map([[thing, 1]]), new WeakMap([[thing, 2]])];
  assert.equal(map.get(parent.child(0)), 1);
  assert.equal(weak.get(parent.child(0)), 2);
  proxy.free();
  assert.equal(codeOf(() => thing.id), "HANDFAST_DISPOSED");
  parent.free();
  await assertEmpty();
});

test("an alias through the prototype chain works, keeps the wrapper alive, and cannot dispose it", async () => {
  const thing = new m.Thing(1);
  const alias = Object.create(thing);
  assert.equal(alias.id, 1);
  assert.match(codeOf(() => alias.free()) ?? "", /^HANDFAST_/);
  assert.equal(thing.id, 1);
  thing.free();
  assert.equal(codeOf(() => alias.id), "HANDFAST_DISPOSED");
  await assertEmpty();
});

test("a copy of a disposed wrapper never reaches the next object in the slot", async () => {
  for (let i = 0; i < 1000; i += 1) {
    const first = new m.Thing(i);
    const copy = Object.assign(Object.create(m.Thing.prototype), first);
    assert.equal(copy.id, i);
    first.free();
    const second = new m.Thing(i + 1);
    assert.equal(codeOf(() => copy.id), "HANDFAST_STALE_HANDLE");
    second.free();
  }
  await assertEmpty();
});

test("clones are refused", async () => {
  const thing = new m.Thing(1);
  assert.equal(codeOf(() => structuredClone(thing)), "HANDFAST_NOT_CLONEABLE");
  assert.equal(codeOf(() => structuredClone({ deep: [thing] })), "HANDFAST_NOT_CLONEABLE");
  const { port1, port2 } = new MessageChannel();
  assert.equal(codeOf(() => port1.postMessage(thing)), "HANDFAST_NOT_CLONEABLE");
  port1.close();
  port2.close();
  assert.equal(JSON.stringify({ thing }), '{"thing":{}}');
  thing.free();
  await assertEmpty();
});

test("using and Symbol.dispose", { skip: Symbol.dispose === undefined && "this engine has no Symbol.dispose" }, async () => {
  const thing = new m.Thing(1);
  thing[Symbol.dispose]();
  assert.equal(codeOf(() => thing.id), "HANDFAST_DISPOSED");
  await assertEmpty();
});

test("the module loaded twice: the tables are shared, the objects are not", async () => {
  m.takeDropped();
  const file = fileURLToPath(fileUrl);
  const require = createRequire(import.meta.url);
  delete require.cache[file];
  const other = require(file);
  assert.notEqual(other.Thing, m.Thing);
  const ours = new m.Thing(1);
  const theirs = new other.Thing(2);
  assert.equal(codeOf(() => ours.push(theirs)), "HANDFAST_FOREIGN_HANDLE");
  assert.equal(codeOf(() => theirs.push(ours)), "HANDFAST_FOREIGN_HANDLE");
  assert.match(codeOf(() => m.Thing.prototype.pop.call(theirs)) ?? "", /STALE_HANDLE|FOREIGN/);
  ours.hold({ from: "ours" });
  theirs.hold({ from: "theirs" });
  assert.equal(ours.held(0).from, "ours");
  assert.equal(theirs.held(0).from, "theirs");
  assert.equal(m.handfast.stats().instances.length, 2);
  ours.free();
  theirs.free();
  assert.deepEqual([...other.takeDropped()], [2]);
  await assertEmpty();
});

test("a loop that never yields stays bounded if it disposes", async () => {
  const before = m.handfast.stats().peak.handles;
  for (let i = 0; i < 1_000_000; i += 1) new m.Leaf(i).free();
  const { peak, wrappers } = m.handfast.stats();
  assert(peak.handles <= Math.max(before, 64), `peak ${peak.handles}`);
  assert.equal(wrappers, 0);
  m.takeDropped();
  await assertEmpty();
});

test("a million objects left to the garbage collector", async () => {
  m.takeDropped();
  let dropped = 0;
  for (let round = 0; round < 100; round += 1) {
    for (let i = 0; i < 10_000; i += 1) new m.Thing(i);
    await turn();
    dropped += m.takeDropped().length;
  }
  await collectUntil(() => (dropped += m.takeDropped().length) >= 1_000_000, "a million objects");
  assert.equal(dropped, 1_000_000);
  await assertEmpty();
});

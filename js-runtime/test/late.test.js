// Deaths, callbacks and sweeps in every order, with a collector that obeys the test.

import assert from "node:assert/strict";
import { test } from "node:test";
import { handfast } from "../src/index.js";
import * as abi from "./abi.js";
import { FakeCollector } from "./collector.js";
import { assertEmpty, load, turn, withConfig, withGlobals } from "./lab.js";

/** Runs a test under a FakeCollector. */
async function under(options, body) {
  const collector = new FakeCollector();
  await withGlobals(collector.globals, async () => {
    const lab = load(options);
    await body(collector, lab);
    await turn();
    assertEmpty(lab.wasm);
  });
}

test("registration takes two arguments, and the held value is a small integer, which is used again after the report", () =>
  under({}, async (collector, { wasm, Node }) => {
    const nodes = Array.from({ length: 100 }, () => wasm.make(Node));
    handfast.flush();
    const places = collector.registered.map(([, place, ...more]) => more.length === 0 && place);
    assert.deepEqual(collector.registered.map(([node]) => node), nodes);
    assert.deepEqual(places, nodes.map((_, i) => i));
    assert.equal(collector.weakRefs, 0);
    for (const node of [nodes[70], nodes[3]]) {
      collector.kill(node);
      collector.fire();
    }
    const later = [wasm.make(Node), wasm.make(Node), wasm.make(Node)];
    handfast.flush();
    assert.deepEqual(collector.registered.slice(100).map(([, place]) => place), [3, 70, 100]);
    assert.equal(wasm.calls.finalize, 2);
    for (const node of [...nodes, ...later]) {
      collector.kill(node);
      if (later.includes(node)) node.free();
    }
    collector.fire();
    assert.equal(wasm.calls.finalize, 100, "each handle is reported, the disposed ones are late");
  }));

test("a wrapper that a pass has found dead may have a successor before the engine reports it", () =>
  under({}, async (collector, { wasm, Node }) => {
    const first = wasm.make(Node, "a", true);
    const handle = first.__wbg_ptr;
    handfast.flush();
    collector.kill(first);
    const [handles, lost] = [0, 64];
    new Float64Array(wasm.memory.buffer)[handles / 8] = handle;
    assert.equal(abi.findWrappers(wasm.instance, handles, 1, lost), 1);
    assert.equal(new Uint32Array(wasm.memory.buffer)[lost / 4], 1, "the first, and it is dead");
    // It was too late for this pass, so the object lives on, and is given away again.
    const second = abi.wrapNew(handle, Node.id, true);
    collector.fire();
    assert.equal(second.name, "a", "the report was that of the first");
    handfast.flush();
    collector.kill(second);
    collector.fire();
    assert.equal(wasm.calls.finalize, 1, "only that of the last releases");
  }));

test("a late finalizer does not touch a newer entry in the same place", () =>
  under({}, async (collector, { wasm, Node }) => {
    for (const age of ["in the nursery", "registered"]) {
      const old = wasm.make(Node, "old");
      const index = old.__wbg_ptr >>> 0;
      handfast.flush();
      old.free();
      collector.kill(old);
      const young = wasm.make(Node, "young");
      assert.equal(young.__wbg_ptr >>> 0, index);
      if (age === "registered") handfast.flush();
      const { finalize } = wasm.calls;
      collector.fire();
      assert.equal(wasm.calls.finalize, finalize, "a late one does not even reach Rust");
      assert.equal(young.name, "young", age);
      young.free();
    }
  }));

test("dispose, then sweep, then finalizer: one release", () =>
  under({ identity: true }, async (collector, { wasm, Node }) => {
    const [a, b] = [wasm.make(Node, "a"), wasm.make(Node, "b")];
    handfast.flush();
    a.free();
    collector.kill(a);
    collector.kill(b);
    assert.equal(handfast.sweep(), 1);
    collector.fire();
    handfast.flush();
    assert.deepEqual(wasm.dropped, ["a", "b"]);
  }));

test("a wrapper made again after the first died is not released by the first one's finalizer", () =>
  under({ identity: true }, async (collector, { wasm, Node }) => {
    const first = wasm.make(Node, "a");
    const handle = first.__wbg_ptr;
    handfast.flush();
    collector.kill(first);
    assert.equal(abi.wrapperOf(handle, Node.id), undefined);
    const second = abi.wrapNew(handle, Node.id, false);
    handfast.flush();
    collector.fire();
    assert.equal(second.name, "a");
    assert.equal(abi.wrapperOf(handle, Node.id), second);
    collector.kill(second);
    collector.fire();
    handfast.flush();
    assert.deepEqual(wasm.dropped, ["a"]);
  }));

test("of two wrappers for one handle, whichever dies last releases it", () =>
  under({}, async (collector, { wasm, Node }) => {
    for (const order of [[0, 1], [1, 0]]) {
      for (const how of ["finalizer", "sweep"]) {
        const first = wasm.make(Node, "a");
        handfast.flush();
        // Its class is not findable, so nobody knows that there is a wrapper already.
        const second = abi.wrapNew(first.__wbg_ptr, Node.id, false);
        assert.notEqual(second, first);
        handfast.flush();
        assert.equal(abi.wrapperOf(first.__wbg_ptr, Node.id), second, "the second can be found, so there is no third");
        const pair = [first, second];
        wasm.dropped = [];
        collector.kill(pair[order[0]]);
        if (how === "sweep") handfast.sweep();
        collector.fire();
        handfast.flush();
        assert.equal(pair[order[1]].name, "a");
        collector.kill(pair[order[1]]);
        collector.fire();
        handfast.flush();
        assert.deepEqual(wasm.dropped, ["a"]);
      }
    }
  }));

test("by value: the wrapper is disposed, and its finalizer is late", () =>
  under({ identity: true }, async (collector, { wasm, Node, Other }) => {
    const fresh = wasm.make(Node, "fresh");
    wasm.consume(fresh, Node);
    assert.equal(fresh.__wbg_ptr, -1);
    const weak = wasm.make(Node, "weak");
    const plain = wasm.make(Other, "plain");
    handfast.flush();
    wasm.consume(weak, Node);
    assert.equal(abi.handleOf(weak, wasm.instance, false), -2);
    wasm.consume(plain, Other);
    assert.throws(() => plain.name, { code: "HANDFAST_STALE_HANDLE" });
    for (const wrapper of [fresh, weak, plain]) {
      wrapper.free();
      collector.kill(wrapper);
    }
    collector.fire();
    assert.deepEqual(wasm.dropped, []);
  }));

test("finalizers that are switched off: WeakRefs only, and sweeps find them", () =>
  withConfig({ finalizers: false }, () =>
    under({}, async (collector, { wasm, Node }) => {
      const [a, b] = [wasm.make(Node, "a"), wasm.make(Node, "b")];
      handfast.flush();
      assert.equal(collector.registered.length, 0);
      assert.equal(collector.weakRefs, 2);
      collector.kill(a);
      assert.equal(handfast.sweep(), 1);
      b.free();
    }),
  ));

test("slices are bounded, go on where the last ended, and come round", () =>
  under({ identity: true }, async (collector, { wasm, Node }) => {
    const wrappers = Array.from({ length: 1000 }, (_, i) => wasm.make(Node, i));
    handfast.flush();
    for (const wrapper of wrappers) collector.kill(wrapper);
    const released = [];
    for (let i = 0; i < 4; i += 1) released.push(handfast.sweep({ budget: 256 }));
    // Index 0 is never used, and the table has 1024 places.
    assert.deepEqual(released, [255, 256, 256, 233]);
    const again = wasm.make(Node, "again");
    handfast.flush();
    collector.kill(again);
    const next = Array.from({ length: 4 }, () => handfast.sweep({ budget: 256 }));
    assert.equal(Math.max(...next), 1);
    collector.fire();
  }));

test("a sweep without a budget looks at everything, wherever the last one ended", () =>
  under({ identity: true }, async (collector, { wasm, Node }) => {
    const wrappers = Array.from({ length: 100 }, (_, i) => wasm.make(Node, i));
    handfast.flush();
    assert.equal(handfast.sweep({ budget: 50 }), 0);
    for (const wrapper of wrappers) collector.kill(wrapper);
    assert.equal(handfast.sweep(), 100);
    collector.fire();
  }));

test("the nursery: disposed wrappers cost the engine nothing, the newest leaves no trace", () =>
  under({ identity: true }, async (collector, { wasm, Node }) => {
    for (let i = 0; i < 5000; i += 1) wasm.make(Node).free();
    assert.equal(handfast.stats().nursery, 0);
    const [a, b] = [wasm.make(Node, "a"), wasm.make(Node, "b")];
    a.free();
    assert.equal(handfast.stats().nursery, 2, "not the newest");
    b.free();
    assert.equal(handfast.stats().nursery, 1);
    handfast.flush();
    assert.equal(collector.registered.length + collector.weakRefs, 0);
  }));

test("the nursery is flushed when it is full", () =>
  under({}, async (collector, { wasm, Node }) => {
    const wrappers = Array.from({ length: 511 }, () => wasm.make(Node));
    assert.equal(collector.registered.length, 0);
    wrappers.push(wasm.make(Node));
    assert.equal(collector.registered.length, 512);
    for (const wrapper of wrappers) wrapper.free();
  }));

test("the size of the nursery can be set", () =>
  withConfig({ nursery: 3 }, () =>
    under({}, async (collector, { wasm, Node }) => {
      const wrappers = Array.from({ length: 3 }, () => wasm.make(Node));
      assert.equal(collector.registered.length, 3);
      handfast.configure({ nursery: 2 });
      for (let i = 0; i < 3; i += 1) wrappers.push(wasm.make(Node));
      assert.equal(collector.registered.length, 6, "the old size until the next flush");
      for (let i = 0; i < 2; i += 1) wrappers.push(wasm.make(Node));
      assert.equal(collector.registered.length, 8);
      for (const wrapper of wrappers) wrapper.free();
    }),
  ));

test("Rust code that runs during a release may reuse the place at once", () =>
  under({ identity: true }, async (collector, { wasm, Node }) => {
    let made;
    wasm.drop = (name) => {
      wasm.dropped.push(name);
      if (name === "a") made = wasm.make(Node, "made by Drop");
    };
    const a = wasm.make(Node, "a");
    const index = a.__wbg_ptr >>> 0;
    a.free();
    assert.equal(made.__wbg_ptr >>> 0, index);
    assert.equal(made.name, "made by Drop");
    assert.equal(abi.wrapperOf(made.__wbg_ptr, Node.id), made);
    a.free();
    assert.equal(made.name, "made by Drop");
    made.free();
  }));

// What the page shows and the test checks.

import { HandfastObject, handfast, instantiate } from "handfast";

/** @param {import("../common/lab.mjs").Lab} lab */
export async function job({ load, step, check, refuses, until, turn }) {
  /** @type {import("handfast").BareModule} */
  let wasm;

  class MyClass extends HandfastObject {
    /** @param {MyClass} [sibling] whose counter it shares */
    constructor(sibling) {
      super();
      return wasm.construct(() => wasm.exports.my_class_new(sibling ? wasm.handle(sibling) : 0));
    }
    listen(listener) {
      wasm.check(wasm.exports.my_class_listen(wasm.handle(this), wasm.hold(listener)));
    }
    greet() {
      return wasm.check(wasm.exports.my_class_greet(wasm.handle(this)));
    }
  }
  wasm = await instantiate(await load("weakref.wasm"), { classes: { MyClass } });
  const { live, live_counters: liveCounters } = wasm.exports;

  await step("A constructor, a method, a destructor", () => {
    const object = new MyClass();
    check(object instanceof MyClass && object.greet() === 1, "the constructor and the method work");
    object[Symbol.dispose ?? Symbol.for("Symbol.dispose")]();
    check(live() === 0, "the destructor ran at once");
    refuses("HANDFAST_DISPOSED", () => object.greet(), "and a later call is refused");
  });

  await step("Counts inside wasm: ten objects share a counter", async () => {
    (() => {
      const first = new MyClass();
      for (let i = 1; i < 10; i += 1) new MyClass(first).greet();
      check(first.greet() === 10 && liveCounters() === 1, "ten greetings, one counter");
    })();
    await until(() => live() === 0, "the garbage collector has reported all ten");
    check(liveCounters() === 0, "the last of them took the counter along");
  });

  await step("Weak references, swept every 100 ms, without finalizers", async () => {
    const before = handfast.configure({});
    handfast.configure({ finalizers: false, sweepInterval: 100 });
    (() => {
      for (let i = 0; i < 10_000; i += 1) new MyClass().greet();
    })();
    check(live() === 10_000, "10,000 objects were made");
    await until(() => live() === 0, "sweeps have found all of them");
    handfast.configure(before);
  });

  await step("wasm holds functions, and lets go of them by decref", async () => {
    const seen = (() => {
      const object = new MyClass();
      let calls = 0;
      const listener = () => (calls += 1);
      object.listen(listener);
      object.greet();
      object.greet();
      object.listen(() => {
        throw new RangeError("not today");
      });
      refuses("RangeError", () => object.greet(), "what a listener throws comes back");
      object.free();
      check(calls === 2, "the listener was called twice");
      return new WeakRef(listener);
    })();
    await turn();
    check(handfast.stats().slots === 0, "the slot of the table is free again");
    await until(() => seen.deref() === undefined, "and the function is garbage");
  });

  await step("Why is it alive? This module was built so that it can say so", () => {
    const object = new MyClass();
    const sibling = new MyClass(object);
    object.listen(() => sibling);
    const { path, text } = handfast.explain(object);
    check(path.length === 1 && path[0].class === "MyClass", text);
    const { nodes, edges, jsRefs } = handfast.graph();
    check(nodes.length === 3 && edges.length === 2 && jsRefs.length === 1, "two objects that share a counter, and one listener");
    object.free();
    sibling.free();
  });

  await step("A cycle through both heaps: the listener captures its object", async () => {
    (() => {
      for (let i = 0; i < 1_000; i += 1) {
        const object = new MyClass();
        object.listen(() => object);
        object.greet();
      }
    })();
    check(live() === 1_000, "a thousand such cycles were made");
    await until(() => live() === 0, "and all are gone, without anyone calling free");
  });
}

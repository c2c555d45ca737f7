// What the page shows and the test checks.

import { HandfastObject, handfast, instantiate } from "handfast";

/** @param {import("../common/lab.mjs").Lab} lab */
export async function job({ load, step, check, refuses, until, turn }) {
  /** @type {import("handfast").BareModule} */
  let wasm;

  class Value extends HandfastObject {
    constructor(number) {
      super();
      return wasm.construct(() => wasm.exports.value_new(number));
    }
    /** Has it refer to others. */
    refer(...others) {
      for (const other of others) wasm.check(wasm.exports.value_refer(wasm.handle(this), wasm.handle(other)));
      return this;
    }
    at(index) {
      return wasm.object(wasm.exports.value_at(wasm.handle(this), index));
    }
    /** The sum of all that can be reached. */
    get sum() {
      return wasm.check(wasm.exports.value_sum(wasm.handle(this)));
    }
    listen(listener) {
      wasm.check(wasm.exports.value_listen(wasm.handle(this), wasm.hold(listener)));
      return this;
    }
    tell(count) {
      wasm.check(wasm.exports.value_tell(wasm.handle(this), count));
    }
  }
  wasm = await instantiate(await load("scopes.wasm"), { classes: { Value } });
  const { live, hf_ref_count: references } = wasm.exports;
  const circle = (count) => wasm.object(wasm.exports.circle(count, 1));
  const slots = () => {
    handfast.flush();
    return handfast.stats().slots;
  };

  await step("C gets references to what it works with", () => {
    const circle = new Value(1).refer(new Value(2), new Value(3));
    circle.at(1).refer(circle);
    check(circle.sum === 6, "1 + 2 + 3, in a circle: each value is marked when it is visited");
    check(references() === 0, "the walk has got four references, and has dropped none by hand: its scopes have");
    check(circle.at(0) === circle.at(0) && circle.at(2) === undefined, "what is returned is the same object each time");
    refuses("HANDFAST_NOT_A_HANDLE", () => circle.refer({}), "a value does not refer to anything");
    check(references() === 0, "and an error leaves no reference behind");
  });

  await step("Temporaries, with a scope and without", async () => {
    await until(() => live() === 0, "all of before is gone");
    check(wasm.exports.temporaries(10_000) === 10_000, "in a scope, 10,000 references are on the stack");
    check(live() === 0 && references() === 0, "and none when it is closed: their values are gone at once");
    wasm.exports.forget();
    check(live() === 10 && references() === 10, "without one, ten that somebody has forgotten to drop stay");
    handfast.collect();
    check(live() === 10, "no collector can know that they are not needed");
    wasm.exports.remember();
    check(live() === 0 && references() === 0, "until they are dropped by hand, one by one");
  });

  await step("Escape", () => {
    const [values, held] = [live(), references()];
    const best = wasm.object(wasm.exports.best(1_000));
    check(best.sum === 999, "of a thousand candidates the largest is returned");
    check(live() === values + 1 && references() === held, "it has escaped from its scope, and is JavaScript's; all others are gone");
    best.free();
  });

  await step("Values of JavaScript's on the same stack", () => {
    const value = new Value(0);
    let told = 0;
    value.listen((number) => (told += number));
    value.tell(1_000);
    check(told === 499_500, "a listener is told a thousand numbers: a thousand arguments, and as many results");
    check(slots() === 1, "of all of them, only the listener is held");
    value.listen((number) => {
      if (number === 3) throw new RangeError("enough");
    });
    refuses("RangeError", () => value.tell(1_000), "what it throws comes out");
    check(slots() === 1, "and the scope was closed nevertheless");
    value.free();
    check(slots() === 0, "the listener goes with the value");
  });

  await step("Scopes of JavaScript's", async () => {
    const before = live();
    let inner;
    const kept = handfast.scope((scope) => {
      for (let i = 0; i < 1_000; i += 1) new Value(i);
      inner = new Value(1);
      check(live() === before + 1_001, "a thousand objects are made in one");
      const escaped = scope.escape(new Value(2));
      return [escaped, new Value(3)];
    }, "a thousand");
    check(live() === before + 2, "when it ends they are released, at once, but for what has escaped or is returned");
    check(kept[0].sum + kept[1].sum === 5, "which is as it was");
    refuses("HANDFAST_SCOPE_ENDED", () => inner.sum, "the others say why they are gone", /the scope "a thousand" ended/);
    kept.forEach((value) => value.free());
    await handfast.scope(async () => {
      const value = new Value(4);
      await turn();
      check(value.sum === 4, "a scope lasts as long as the promise of its function");
    });
    check(live() === before, "and not longer");
  });

  await step("Mark and sweep: circles", async () => {
    const before = live();
    const seen = circle(1_000);
    wasm.exports.circle(1_000, 0);
    check(live() === before + 2_000, "two circles of a thousand values; JavaScript has one value of the first");
    const { freed } = handfast.collect();
    check(freed === 1_000 && live() === before + 1_000, "the second is not reached from anywhere: it is swept");
    check(seen.sum === 1_000, "the first is whole");
    seen.free();
    check(live() === before + 1_000, "given up, it still holds itself: counts alone never free it");
    handfast.collect();
    check(live() === before, "the next sweep does");
  });

  await step("Circles through both heaps", async () => {
    const before = live();
    const seen = (() => {
      const value = circle(100);
      value.at(0).listen(() => value);
      return new WeakRef(value);
    })();
    check(live() === before + 100, "a circle in C, one of whose values holds a function, which captures another one");
    await until(() => live() === before && seen.deref() === undefined, "is collected, by both collectors together");
  });
}

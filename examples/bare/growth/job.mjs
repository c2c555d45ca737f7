// What the page shows and the test checks.

import { HandfastObject, handfast, instantiate } from "handfast";

/** Of a page of WebAssembly's memory, in bytes. */
const PAGE = 65_536;

/** @param {import("../common/lab.mjs").Lab} lab */
export async function job(lab) {
  const source = await lab.load("growth.wasm");
  const growing = await open(source, new WebAssembly.Memory({ initial: 20, maximum: 2_000 }));
  await failing(lab, growing);
  await arraysAgain(lab, growing);
  await noGrowth(lab, await open(source, new WebAssembly.Memory({ initial: 20, maximum: 40 })));
  await views(lab, growing);
  await texts(lab, growing);
  await lifetimes(lab, growing);
}

/** An instance of the module, and its class. @param {BufferSource} source @param {WebAssembly.Memory} memory */
async function open(source, memory) {
  /** @type {import("handfast").BareModule} */
  let wasm;

  class Numbers extends HandfastObject {
    /** @param {number} length @param {string} [name] */
    constructor(length, name = "numbers") {
      super();
      return wasm.construct(() => wasm.exports.numbers_new(length, wasm.hold(name)));
    }
    get pointer() {
      return wasm.check(wasm.exports.numbers_pointer(wasm.handle(this))) >>> 0;
    }
    get length() {
      return wasm.check(wasm.exports.numbers_length(wasm.handle(this)));
    }
    get sum() {
      return wasm.check(wasm.exports.numbers_sum(wasm.handle(this)));
    }
    /** An array over the numbers, as one makes it by hand. */
    array() {
      return new Float64Array(memory.buffer, this.pointer, this.length);
    }
    view() {
      return wasm.take(wasm.exports.numbers_view(wasm.handle(this), 0));
    }
    readOnlyView() {
      return wasm.take(wasm.exports.numbers_view(wasm.handle(this), 1));
    }
    get name() {
      return wasm.take(wasm.exports.numbers_name(wasm.handle(this)));
    }
    push(number) {
      wasm.check(wasm.exports.numbers_push(wasm.handle(this), number));
    }
    listen(listener) {
      wasm.check(wasm.exports.numbers_listen(wasm.handle(this), wasm.hold(listener)));
    }
  }
  wasm = await instantiate(source, { memory, classes: { Numbers } });
  const grow = (pages = 1) => wasm.check(wasm.exports.grow(pages));
  return { wasm, memory, Numbers, grow };
}

/** @typedef {Awaited<ReturnType<typeof open>>} Module */

const total = (array) => array.reduce((a, b) => a + b, 0);

/** @param {import("../common/lab.mjs").Lab} lab @param {Module} module */
async function failing({ step, check, refuses }, { Numbers, grow }) {
  await step("The failing version: an array is kept while the memory grows", () => {
    const numbers = new Numbers(100);
    const array = numbers.array();
    check(array[99] === 99 && total(array) === 4_950, "at first the array shows what C has");
    grow();
    check(array.length === 0 && array[99] === undefined, "then the memory grows by a page, and it has no elements");
    let sum = 0;
    for (let i = 0; i < 100; i += 1) sum += array[i];
    check(Number.isNaN(sum), "a loop over it sums up to NaN");
    array[0] = 1_000;
    check(numbers.sum === 4_950, "what is written into it is lost, and nobody says so");
    refuses("TypeError", () => array.fill(0), "only methods say what is wrong");
    const last = numbers.array();
    const one = () => (grow(), 1);
    last[0] = one();
    check(numbers.sum === 4_950, "and one statement is enough: `array[0] = wasm()` takes the array before the call, and the call lets it grow");
    numbers.free();
  });
}

/** @param {import("../common/lab.mjs").Lab} lab @param {Module} module */
async function arraysAgain({ step, check }, { Numbers, grow, memory }) {
  await step("The first cure: arrays are made again after every call", () => {
    const numbers = new Numbers(100);
    grow();
    check(total(numbers.array()) === 4_950, "an array that is made after the call shows what C has");
    const pointer = numbers.pointer;
    const block = new Numbers(100);
    for (let i = 0; i < 100; i += 1) numbers.push(0);
    check(numbers.pointer !== pointer, "but not only the buffer is another one: C has moved the numbers, to have room for more");
    numbers.array()[0] = 1_000;
    const stale = new Float64Array(memory.buffer, pointer, 100);
    check(stale[0] !== 1_000, "so with an address from before, a new array shows memory that was freed (and what is written there destroys something else)");
    numbers.array()[0] = 0;
    check(total(numbers.array()) === 4_950, "both have to be asked for again, every time, by everybody");
    numbers.free();
    block.free();
  });
}

/** @param {import("../common/lab.mjs").Lab} lab @param {Module} module */
async function noGrowth({ step, check, refuses }, { wasm, Numbers, grow, memory }) {
  await step("The second cure: no growth", () => {
    // What is freed stays with the module's allocator, which takes from it before it asks for more.
    wasm.free(wasm.copyIn(new Uint8Array(16 * PAGE)));
    const { buffer } = memory;
    const numbers = new Numbers(100);
    const array = numbers.array();
    for (let i = 0; i < 100; i += 1) new Numbers(10_000).free();
    check(memory.buffer === buffer, "a megabyte was taken at the beginning, and freed: from then on there is room, and the memory does not grow");
    check(total(array) === 4_950, "arrays stay what they are");
    refuses("HANDFAST_TOO_LARGE", () => grow(40), "it must not, so it has a limit");
    refuses("HANDFAST_TOO_LARGE", () => new Numbers(400_000), "and what does not fit is refused, though the machine has plenty");
    check(memory.buffer === buffer && array[99] === 99, "nothing was lost by that");
    numbers.free();
  });
}

/** @param {import("../common/lab.mjs").Lab} lab @param {Module} module */
async function views({ step, check, refuses }, { wasm, Numbers, grow, memory }) {
  await step("Views need neither", () => {
    const numbers = new Numbers(100);
    const view = numbers.view();
    const { array } = view;
    check(array instanceof Float64Array && array.buffer === memory.buffer, "a view gives a plain array over the memory: nothing is copied");
    check(view.array === array && view.isCurrent(array), "always the same one");
    grow();
    check(!view.isCurrent(array) && view.array !== array, "until the memory grows: then the old one is recognised, and there is a new one");
    check(total(view.array) === 4_950, "which shows what C has");
    const one = () => (grow(), 1_000);
    view.set(0, one());
    view.array[1] += 1;
    check(numbers.sum === 5_951, "what is written through the view arrives");
    for (let i = 0; i < 50; i += 1) {
      grow();
      if (view.array[99] !== 99 || view.subarray(98)[1] !== 99) throw new Error("a view was lost");
    }
    check(view.array.length === 100, "fifty times more, and nothing is lost");
    check(wasm.exports.bytes_of(wasm.handle(view)) === 800, "a view is passed back to C, which knows it");
  });

  await step("What is seen does not move", () => {
    const numbers = new Numbers(4);
    const view = numbers.view();
    refuses("HANDFAST_VIEWED", () => numbers.push(4), "C asks before it moves the numbers");
    check(numbers.length === 4 && view.get(3) === 3, "nothing has changed");
    view.free();
    numbers.push(4);
    check(numbers.sum === 10, "when nobody looks any more it moves them");
    refuses("HANDFAST_DISPOSED", () => view.array, "the view that was disposed gives no array");
    const readOnly = numbers.readOnlyView();
    check(readOnly.get(4) === 4 && readOnly.toArray().length === 5, "a view for reading only gives numbers and copies");
    refuses("HANDFAST_READ_ONLY", () => readOnly.array, "but no array");
    refuses("HANDFAST_OUT_OF_BOUNDS", () => readOnly.get(5), "there is no number 5");
    refuses("HANDFAST_WRONG_CLASS", () => wasm.check(wasm.exports.numbers_sum(wasm.handle(readOnly))), "a view is no object of C's");
    refuses("HANDFAST_WRONG_CLASS", () => wasm.check(wasm.exports.bytes_of(wasm.handle(numbers))), "nor is such an object a view");
    readOnly.free();
    numbers.free();
  });
}

/** @param {import("../common/lab.mjs").Lab} lab @param {Module} module */
async function texts({ step, check, refuses }, { wasm, Numbers, grow }) {
  await step("Texts stay in the module's memory, too", () => {
    const numbers = new Numbers(1, "größer als 🌍");
    const { name } = numbers;
    grow();
    check(`${name}` === "größer als 🌍", `a text is decoded when somebody looks, also after the memory has grown: ${name}`);
    check(name.slice(0, 8).equals("größer") && name.startsWith("grö"), "parts and comparisons decode nothing");
    check(`${new Numbers(1, name).name}` === `${name}`, "it is passed where a string is");
    check(`${new Numbers(1, name.slice(-4)).name}` === "🌍", "and so is a part");
    check(wasm.exports.bytes_of(wasm.handle(name)) === 17, "C knows where it is, and how long");
    numbers.free();
    check(name.length === 17, "it keeps what it is in");
    name.free();
    refuses("HANDFAST_DISPOSED", () => name.value, "until it is disposed");
    check(`${new Numbers(1, "").name}` === "", "a text of nothing");
  });
}

/** @param {import("../common/lab.mjs").Lab} lab @param {Module} module */
async function lifetimes({ step, check, until, turn }, { wasm, Numbers, grow }) {
  const { live } = wasm.exports;
  const settle = () => {
    let rounds = 0;
    return until(() => (rounds += 1) > 4, "after four collections");
  };

  await step("Memory stays as long as a view, an array or a part of one", async () => {
    await until(() => live() === 0, "what the steps before have made is gone");
    for (const [what, take] of Object.entries({
      "a view": (view) => view,
      "an array": (view) => view.array,
      "a part of one": (view) => view.subarray(10, 20),
    })) {
      const kept = (() => {
        const numbers = new Numbers(100);
        const part = [take(numbers.view())];
        numbers.free();
        return part;
      })();
      await settle();
      check(live() === 1, `${what} keeps the numbers, though the object was freed`);
      kept.length = 0;
      await until(() => live() === 0, "and nothing else does");
    }
  });

  await step("An array that is over keeps the view, which has new ones", async () => {
    const kept = [new Numbers(100).view().array];
    grow();
    await settle();
    check(live() === 1, "the numbers are still there");
    kept.length = 0;
    await until(() => live() === 0, "until the array is gone");
  });

  await step("Cycles: a listener of the numbers captures their view", async () => {
    (() => {
      for (let i = 0; i < 100; i += 1) {
        const numbers = new Numbers(10);
        const view = numbers.view();
        numbers.listen(() => view.array);
      }
    })();
    // The wrappers are the engine's from here on.
    await turn();
    handfast.flush();
    check(live() === 100 && handfast.stats().jsRefs === 100, "a hundred cycles through both heaps");
    await until(() => live() === 0, "are collected");
  });
}

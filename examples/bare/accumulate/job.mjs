// What the page shows and the test checks.

import { HandfastObject, handfast, instantiate } from "handfast";

/** Of a page of WebAssembly's memory, in bytes. */
const PAGE = 65_536;

/** @param {import("../common/lab.mjs").Lab} lab */
export async function job({ load, step, check, refuses, until }) {
  // JavaScript makes the memory: the module gets it as `env.memory`, and may have it grow up to 64 pages, 4 MiB.
  const memory = new WebAssembly.Memory({ initial: 20, maximum: 64 });
  /** @type {import("handfast").BareModule} */
  let wasm;

  /** Does something with a copy of an array in the module's memory. */
  const lend = (array, action) => {
    const pointer = wasm.copyIn(array);
    try {
      return wasm.check(action(pointer, array.length));
    } finally {
      wasm.free(pointer);
    }
  };

  class Total extends HandfastObject {
    constructor() {
      super();
      return wasm.construct(() => wasm.exports.total_new());
    }
    add(array) {
      return lend(array, (pointer, length) => wasm.exports.total_add(wasm.handle(this), pointer, length));
    }
    /** The sums so far: not copied. */
    get history() {
      return wasm.take(wasm.exports.total_history(wasm.handle(this)));
    }
    get writableHistory() {
      return wasm.take(wasm.exports.total_history_mut(wasm.handle(this)));
    }
    toString() {
      return wasm.take(wasm.exports.total_text(wasm.handle(this))).value;
    }
  }
  wasm = await instantiate(await load("accumulate.wasm"), { memory, classes: { Total } });
  const sum = (array) => lend(array, wasm.exports.sum);

  await step("Arrays in, sums out", () => {
    check(wasm.memory === memory, "the memory is JavaScript's own");
    check(sum(new Float64Array([1, 2, 3.5])) === 6.5, "1 + 2 + 3.5 = 6.5");
    check(sum(new Float64Array(0)) === 0, "nothing sums up to 0");
    const part = new Float64Array([100, 1, 2, 100]).subarray(1, 3);
    check(sum(part) === 3, "a part of an array is copied, not the whole");
  });

  await step("The memory grows when the array is larger than it", () => {
    const before = memory.buffer.byteLength;
    const array = new Float64Array(200_000).fill(1);
    check(sum(array) === 200_000, "200,000 numbers, 1.6 MB");
    check(memory.buffer.byteLength > before, `it has grown from ${before / PAGE} to ${memory.buffer.byteLength / PAGE} pages`);
    const grown = memory.buffer.byteLength;
    for (let i = 0; i < 100; i += 1) sum(array);
    check(memory.buffer.byteLength === grown, "and a hundred more of the same do not make it grow: they are freed");
  });

  await step("The maximum is honoured", () => {
    const tooLarge = new Float64Array(64 * PAGE);
    refuses("HANDFAST_TOO_LARGE", () => sum(tooLarge), "32 MiB do not fit into 4");
    check(memory.buffer.byteLength <= 64 * PAGE, "the memory has not grown beyond its 64 pages");
    check(sum(new Float64Array([4])) === 4, "and the next call works as before");
  });

  await step("A total that JavaScript owns", async () => {
    (() => {
      const total = new Total();
      total.add(new Float64Array([1, 2]));
      check(total.add(new Float64Array([3])) === 6, "1 + 2, then 3");
      const other = new Total();
      other.free();
      refuses("HANDFAST_DISPOSED", () => other.add(new Float64Array(1)), "a total that was freed adds nothing more");
      check(handfast.stats().types.Total === 1, "one lives");
    })();
    await until(() => handfast.stats().rustObjects === 0, "and is gone when JavaScript has let go of it");
  });

  await step("What it has added up is seen where it is", async () => {
    (() => {
      const total = new Total();
      for (const number of [1, 2, 3, 4]) total.add(new Float64Array([number]));
      const { history } = total;
      check([...history].join() === "1,3,6,10", "each sum so far, by a view for reading only");
      refuses("HANDFAST_READ_ONLY", () => history.array, "which gives no array");
      refuses("HANDFAST_VIEWED", () => total.add(new Float64Array([5])), "there is no room for a fifth, and what is seen does not move");
      check(`${total}` === "10 after 4", `nothing has changed: ${total}`);
      history.free();
      total.add(new Float64Array([5]));
      const { array } = total.writableHistory;
      array[0] = 100;
      check(total.history.get(0) === 100 && `${total}` === "15 after 5", "and it goes on when nobody looks; another view is written");
      total.free();
      check(array[4] === 15, "an array of it stays");
    })();
    await until(() => handfast.stats().rustObjects === 0, "until JavaScript has let go of it");
  });
}

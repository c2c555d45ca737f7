// What the page shows and the test checks: the same for the module in C, under WASI, and for the one in Rust.

import { HandfastObject, handfast, instantiate } from "handfast";

/** @param {import("../common/lab.mjs").Lab} lab */
export async function job(lab) {
  await marshal(lab, "C under WASI", await lab.load("marshal.wasm"), { wasi: await lab.wasi() });
  await marshal(lab, "Rust", await lab.load("rust.wasm"), {});
}

/**
 * @param {import("../common/lab.mjs").Lab} lab
 * @param {string} language
 * @param {BufferSource} source
 * @param {object} options
 */
async function marshal({ step, check, refuses, until }, language, source, options) {
  /** @type {import("handfast").BareModule} */
  let wasm;
  const decoder = new TextDecoder();

  /**
   * Calls an export with room for two numbers, and returns what it has written there.
   *
   * @param {(first: number, second: number) => void} call
   */
  const outParameters = (call) => {
    const room = wasm.copyIn(new Int32Array(2));
    try {
      wasm.check(call(room, room + 4));
      return wasm.copyOut(Int32Array, room, 2);
    } finally {
      wasm.free(room);
    }
  };

  class StringBuffer extends HandfastObject {
    constructor() {
      super();
      return wasm.construct(wasm.exports.buffer_new);
    }
    append(text) {
      wasm.check(wasm.exports.buffer_append(wasm.handle(this), wasm.hold(text)));
      return this;
    }
    toString() {
      const [pointer, length] = outParameters((text, size) => wasm.exports.buffer_text(wasm.handle(this), text, size));
      return decoder.decode(wasm.copyOut(Uint8Array, pointer, length));
    }
  }

  class Numbers extends HandfastObject {
    get length() {
      return wasm.check(wasm.exports.numbers_length(wasm.handle(this)));
    }
    /** The numbers where they are: not copied, and to be read before the memory grows. */
    get array() {
      const pointer = wasm.check(wasm.exports.numbers_pointer(wasm.handle(this)));
      return new Float64Array(wasm.memory.buffer, pointer >>> 0, this.length);
    }
  }

  class Rows extends HandfastObject {
    get length() {
      return wasm.check(wasm.exports.rows_count(wasm.handle(this)));
    }
    at(index) {
      return wasm.object(wasm.exports.rows_at(wasm.handle(this), index));
    }
  }
  wasm = await instantiate(source, { classes: { StringBuffer, Numbers, Rows }, ...options });
  const { live } = wasm.exports;
  const squares = (count) => wasm.object(wasm.exports.squares(count));
  const pascal = (count) => wasm.object(wasm.exports.pascal(count));

  await step(`${language}: a StringBuffer`, async () => {
    (() => {
      const buffer = new StringBuffer().append("Grüße, ").append("").append("🌍!").append(" \u{d800}");
      check(`${buffer}` === "Grüße, 🌍! \u{fffd}", `texts arrive whole: ${buffer}`);
      const long = "x".repeat(1_000_000);
      check(`${buffer.append(long)}`.length === 1_000_012, "a million characters more");
      refuses("HANDFAST_WRONG_TYPE", () => buffer.append(Symbol("no text")), "what is no text is refused");
    })();
    await until(() => live() === 0, "freed by the FinalizationRegistry");
  });

  await step(`${language}: an array, which nobody copies`, async () => {
    (() => {
      const numbers = squares(1_000);
      check(numbers.array[999] === 998_001 && numbers.length === 1_000, "999 squared is 998001");
      numbers.array[0] = 7;
      check(numbers.array[0] === 7, "JavaScript writes into the module's memory");
      check(squares(0).length === 0, "an array of nothing");
    })();
    await until(() => live() === 0, "freed by the FinalizationRegistry");
  });

  await step(`${language}: an array of arrays`, async () => {
    const row = (() => {
      const rows = pascal(30);
      check(rows.length === 30 && live() === 31, "thirty rows and what holds them");
      check(rows.at(29).array.reduce((a, b) => a + b) === 2 ** 29, "the last one sums up to 2 to the power of 29");
      check(rows.at(4) === rows.at(4), "the same row is the same object");
      refuses("HANDFAST_WRONG_TYPE", () => rows.at(30), "there is no row 30");
      return rows.at(4);
    })();
    await until(() => live() === 1, "all are freed but one row, which is still in use");
    check(row.array.join() === "1,4,6,4,1", "and is as it was");
    row.free();
    check(live() === 0, "until it is freed as well");
  });

  await step(`${language}: out-parameters`, () => {
    const divide = (a, b) => outParameters((quotient, remainder) => wasm.exports.divide(a, b, quotient, remainder));
    check([...divide(17, 5)].join() === "3,2", "17 divided by 5 is 3, and 2 are left");
    refuses("HANDFAST_WRONG_TYPE", () => divide(1, 0), "by 0");
    check(handfast.stats().slots === 0, "no value of JavaScript's is held");
  });
}

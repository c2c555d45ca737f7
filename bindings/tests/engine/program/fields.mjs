// Random programs over buffers, their views, and the arrays that views hand out, with the memory growing at any point.
//
// The model has the numbers of each buffer. Whatever JavaScript still reaches must show them, also when the buffer, the view that an
// array came from, or both are gone from its sight.

import { assert } from "./assert.mjs";

const SHOWN = new Set(["HANDFAST_VIEWED"]);

export class Fields {
  /**
   * @param {any} m the module under test
   * @param {{ next: () => number, below: (n: number) => number, pick: (list: any[]) => any }} random
   */
  constructor(m, random) {
    this.m = m;
    this.random = random;
    this.memory = m.wasmMemory();
    this.next = 0;
    /** What JavaScript's variables hold of buffers: the wrapper, and the numbers that it must have. */
    this.fields = [];
    /** The same of views: `view` or an `array` that came from it, which numbers, from where to where, and the view's number. */
    this.variables = [];
  }

  step() {
    this[this.random.pick(STEPS)]();
  }

  make() {
    const length = this.random.pick([0, 1, 2, 3, 5, 17, 500]);
    const first = (this.next += 1000);
    const numbers = Array.from({ length }, (_, i) => first + i);
    this.fields.push({ field: new this.m.Field(length, first), numbers });
  }

  grow() {
    if (this.memory.buffer.byteLength < 2 ** 27) this.memory.grow(1);
  }

  view() {
    const entry = this.random.pick(this.fields);
    if (!entry) return;
    const { field, numbers } = entry;
    const [a, b] = [this.random.below(numbers.length + 1), this.random.below(numbers.length + 1)];
    const [start, end] = [Math.min(a, b), Math.max(a, b)];
    const readOnly = this.random.next() < 0.3;
    const view = readOnly ? field.peek(start, end) : field.view(start, end);
    this.variables.push({ view, readOnly, numbers, start, end, of: this.next++ });
  }

  /** A range that does not fit is refused. */
  beyond() {
    const entry = this.random.pick(this.fields);
    if (!entry) return;
    const { length } = entry.numbers;
    const far = this.random.pick([length + 1, 2 ** 31, 2 ** 32 - 1]);
    for (const [start, end] of [[0, far], [far, far], [length + 1, length]]) {
      assert.throws(() => entry.field.view(start, end), ({ code }) => code === "HANDFAST_OUT_OF_BOUNDS");
    }
  }

  /** An array of a view, which may then be all that is left of it. */
  take() {
    const entry = this.random.pick(this.variables.filter(({ view, readOnly }) => view && !readOnly));
    if (!entry) return;
    const { view, numbers, start, end, of } = entry;
    if (this.random.next() < 0.5) {
      this.variables.push({ array: view.array, numbers, start, end, of });
    } else {
      const [from, to] = [this.random.below(end - start + 1), this.random.below(end - start + 1)];
      const array = view.subarray(from, to);
      this.variables.push({ array, numbers, start: start + from, end: start + Math.max(from, to), of });
    }
  }

  write() {
    const entry = this.random.pick(this.variables);
    if (!entry || entry.start === entry.end) return;
    const { view, array, readOnly, numbers, start, end } = entry;
    const index = this.random.below(end - start);
    const number = this.next++;
    if (readOnly) {
      assert.throws(() => view.set(index, number), ({ code }) => code === "HANDFAST_READ_ONLY");
      return;
    }
    if (array && array.length === 0) return;
    if (view && this.random.next() < 0.5) view.set(index, { valueOf: () => (this.grow(), number) });
    else (array ?? view.array)[index] = number;
    numbers[start + index] = number;
  }

  rustWrites() {
    const entry = this.random.pick(this.fields);
    if (!entry || entry.numbers.length === 0) return;
    const index = this.random.below(entry.numbers.length);
    entry.numbers[index] = this.next++;
    entry.field.set(index, entry.numbers[index]);
  }

  /** Changes the length, unless there are views. A longer buffer may have moved, so the old views, if any, see other numbers. */
  resize() {
    const entry = this.random.pick(this.fields);
    if (!entry) return;
    const { field, numbers } = entry;
    const { views } = field;
    const change = this.random.pick([
      () => (field.push(-1), numbers.push(-1)),
      () => (field.truncate(numbers.length >> 1), (numbers.length >>= 1)),
      () => field.shrink(),
    ]);
    const before = numbers.length;
    try {
      change();
      assert(views === 0 || numbers.length >= before, "it got shorter under its views");
    } catch (error) {
      assert(SHOWN.has(error.code) && views > 0, `refused with ${views} views: ${error}`);
      assert(error.message.startsWith(`${views} view`), error.message);
    }
  }

  passBack() {
    const entry = this.random.pick(this.variables.filter(({ view, readOnly }) => view && !readOnly));
    if (!entry) return;
    const { view, numbers, start, end } = entry;
    assert.equal(this.m.Field.sumOf(view), numbers.slice(start, end).reduce((sum, number) => sum + number, 0));
  }

  dispose() {
    const entry = this.random.pick(this.variables.filter(({ view }) => view));
    if (!entry) return;
    entry.view.free();
    assert.throws(() => entry.view.get(0), ({ code }) => ["HANDFAST_DISPOSED", "HANDFAST_OUT_OF_BOUNDS"].includes(code));
    // With it end the arrays that came from it.
    this.variables = this.variables.filter(({ of }) => of !== entry.of);
  }

  forget() {
    const list = this.random.next() < 0.7 ? this.variables : this.fields;
    if (list.length > 0) list.splice(this.random.below(list.length), 1);
  }

  /** Compares everything that can be reached with the model. */
  check() {
    for (const { field, numbers } of this.fields) assert.sameItems([...field.all()], numbers);
    for (const { view, array, readOnly, numbers, start, end } of this.variables) {
      const expected = numbers.slice(start, end);
      if (view) {
        assert.equal(view.length, expected.length);
        assert.sameItems([...view], expected);
        if (readOnly) continue;
        assert.sameItems([...view.array], expected);
        assert(view.isCurrent(view.array), "the newest array is not current");
      } else if (array.length > 0 || expected.length === 0) {
        if (array.buffer === this.memory.buffer) assert.sameItems([...array], expected);
      } else {
        assert(array.buffer !== this.memory.buffer, "an array was lost though the memory has not grown");
      }
    }
  }

  /** Whether no buffer has more views than can be reached. */
  isSettled() {
    return this.fields.every(({ field, numbers }) => {
      const reached = new Set(this.variables.filter((entry) => entry.numbers === numbers).map(({ of }) => of));
      assert(field.views >= reached.size, "a view is gone that can be reached");
      return field.views === reached.size;
    });
  }

  end() {
    this.fields = [];
    this.variables = [];
  }
}

/** With their weights. */
const STEPS = [
  ["make", 5],
  ["grow", 4],
  ["view", 12],
  ["beyond", 1],
  ["take", 12],
  ["write", 12],
  ["rustWrites", 6],
  ["resize", 6],
  ["passBack", 4],
  ["dispose", 2],
  ["forget", 14],
  ["check", 4],
].flatMap(([name, weight]) => Array(weight).fill(name));

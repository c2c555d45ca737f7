// Views: Rust's numbers, seen by JavaScript where they are.

import assert from "node:assert/strict";
import { test } from "node:test";
import { endsEmpty, isGone, m, refuses, turn } from "./support.mjs";

const { Numbers } = m;
const memory = m.wasmMemory();
endsEmpty();

/** Runs a test with objects that are disposed at its end. */
function using(...rest) {
  const run = rest.pop();
  try {
    return run(...rest);
  } finally {
    for (const object of rest) object.free();
  }
}

test("a view shows the numbers where they are, and both sides write", () => {
  using(new Numbers(4), (numbers) => {
    const view = numbers.floats;
    assert.ok(view.array instanceof Float64Array);
    assert.deepEqual([...view.array], [0, 1, 2, 3]);
    assert.equal(view.array.buffer, memory.buffer);
    view.array[1] = 10;
    assert.equal(numbers.sum(), 15);
    numbers.add(1);
    assert.deepEqual([...view.array], [1, 11, 3, 4]);
    assert.equal(view.length, 4);
    assert.equal(view.byteLength, 32);
    view.free();
  });
});

test("Rust holds the cells while JavaScript writes", () => {
  using(new Numbers(4), (numbers) => {
    const view = numbers.floats;
    assert.equal(numbers.sumAround(() => view.array.fill(5)), 20 - 6);
    assert.equal(numbers.sumAround(() => void memory.grow(1)), 0);
    view.free();
  });
});

test("while there are views the buffer does not move, and the error says how many there are", () => {
  using(new Numbers(3), (numbers) => {
    const views = [numbers.floats, numbers.part(0, 2)];
    assert.equal(numbers.views(), 2);
    refuses("VIEWED", () => numbers.push(3), /^2 view\(s\)/);
    refuses("VIEWED", () => numbers.truncate(1));
    refuses("VIEWED", () => numbers.reserve(1));
    views.pop().free();
    refuses("VIEWED", () => numbers.push(3), /^1 view\(s\)/);
    assert.deepEqual([...views[0].array], [0, 1, 2]);
    views.pop().free();
    numbers.push(3);
    assert.equal(numbers.sum(), 6);
    // What does not move anything is allowed.
    const view = numbers.floats;
    numbers.push(4);
    assert.equal(view.length, 4);
    assert.equal(numbers.sum(), 10);
    view.free();
    numbers.truncate(0);
    assert.equal(numbers.sum(), 0);
  });
});

test("a view outlives its buffer", () => {
  const numbers = new Numbers(1000);
  const view = numbers.floats;
  numbers.free();
  const others = Array.from({ length: 20 }, () => m.freshBuffer(Array(1000).fill(-1)));
  assert.ok(view.array.every((number, i) => number === i));
  for (const other of others) other.free();
  view.free();
  const fresh = m.freshBuffer([1, 2]);
  assert.deepEqual([...fresh.array], [1, 2]);
  fresh.free();
});

test("a view in an Option, in a Result, in a promise", async () => {
  using(new Numbers(0), (numbers) => {
    assert.equal(numbers.some(), undefined);
    refuses("OUT_OF_BOUNDS", () => numbers.part(0, 1), /reaches to 1, beyond the end at 0/);
  });
  using(new Numbers(3), (numbers) => {
    using(numbers.some(), numbers.part(1, 3), (all, part) => {
      assert.deepEqual([...all], [0, 1, 2]);
      assert.deepEqual([...part], [1, 2]);
      part.array[0] = 7;
      assert.equal(all.get(1), 7);
    });
  });
  const view = await Numbers.later(3);
  assert.deepEqual([...view.array], [0, 1, 2]);
  view.free();
});

test("a view is passed back to Rust, and is told from other views", async () => {
  const [view, numbers] = [m.zerosFloat64Array(3), new Numbers(1)];
  view.array.set([1, 2, 3]);
  assert.equal(Numbers.sumOf(view), 6);
  assert.equal(await Numbers.laterSumOf(view), 6);
  const readOnly = numbers.readOnly();
  const bytes = m.zerosUint8Array(8);
  refuses("WRONG_CLASS", () => Numbers.sumOf(bytes), /expected an instance of View<Float64Array>, got one of View<Uint8Array>/);
  refuses("WRONG_CLASS", () => Numbers.sumOf(readOnly), /ReadonlyView<Float64Array>/);
  refuses("WRONG_CLASS", () => Numbers.sumOf(numbers), /Numbers/);
  refuses("NOT_A_HANDLE", () => Numbers.sumOf(view.array));
  for (const object of [view, readOnly, bytes, numbers]) object.free();
  refuses("DISPOSED", () => Numbers.sumOf(view));
});

test("a view that is for reading only", () => {
  using(new Numbers(3), (numbers) => {
    const view = numbers.readOnly();
    assert.equal(view.length, 3);
    assert.equal(view.get(2), 2);
    assert.deepEqual([...view], [0, 1, 2]);
    const copy = view.toArray();
    copy.fill(9);
    assert.equal(numbers.sum(), 3);
    const target = new Float64Array(5);
    view.copyTo(target, 2);
    assert.deepEqual([...target], [0, 0, 0, 1, 2]);
    refuses("READ_ONLY", () => view.array);
    refuses("READ_ONLY", () => view.subarray());
    refuses("READ_ONLY", () => view.set(0, 1));
    refuses("READ_ONLY", () => view.copyFrom([1]));
    assert.equal(view.isCurrent(copy), false);
    numbers.add(1);
    assert.equal(view.get(0), 1);
    view.free();
    refuses("DISPOSED", () => view.get(0));
  });
});

test("get, set, copyTo, copyFrom keep within the view", () => {
  const view = m.zerosInt16Array(4);
  view.copyFrom([1, 2, 3], 1);
  view.copyFrom(new Uint8Array([9]), 3);
  view.set(0, -5);
  assert.deepEqual([...view.toArray()], [-5, 1, 2, 9]);
  for (const index of [-1, 4, 1.5, NaN, Infinity, "x", undefined, 2 ** 32]) {
    refuses("OUT_OF_BOUNDS", () => view.get(index));
    refuses("OUT_OF_BOUNDS", () => view.set(index, 1));
  }
  refuses("OUT_OF_BOUNDS", () => view.copyFrom([1, 2, 3], 2));
  refuses("OUT_OF_BOUNDS", () => view.copyFrom([1], -1));
  refuses("OUT_OF_BOUNDS", () => view.copyFrom([1], NaN));
  refuses("OUT_OF_BOUNDS", () => view.copyTo(new Int16Array(3)));
  refuses("OUT_OF_BOUNDS", () => view.copyTo(new Int16Array(9), -1));
  assert.deepEqual([...view.toArray()], [-5, 1, 2, 9]);
  const big = m.zerosBigInt64Array(2);
  big.set(1, -3n);
  assert.throws(() => big.set(0, 1), TypeError);
  assert.deepEqual([...big.array], [0n, -3n]);
  big.free();
  view.free();
});

test("the memory grows: a new array is made, and the old one is recognised", () => {
  const view = m.zerosFloat32Array(3);
  const [old, part] = [view.array, view.subarray(1)];
  old[1] = 4;
  assert.equal(view.isCurrent(old), true);
  assert.equal(view.isCurrent(part), true);
  memory.grow(1);
  assert.equal(old.length, 0);
  assert.equal(view.isCurrent(old), false);
  assert.equal(view.isCurrent(part), false);
  assert.notEqual(view.array, old);
  assert.deepEqual([...view.array], [0, 4, 0]);
  assert.equal(view.isCurrent(view.array), true);
  assert.deepEqual([...view.subarray(1, -1)], [4]);
  const empty = view.subarray(1, 1);
  memory.grow(1);
  assert.equal(view.isCurrent(empty), false);
  // What it has not handed out.
  for (const other of [new Float32Array(3), view.array.subarray(), null, undefined, 1, {}]) {
    assert.equal(view.isCurrent(other), false);
  }
  view.free();
});

/** Grows the memory when it is converted to a number. */
const growing = (number) => ({ valueOf: () => (memory.grow(1), number) });

test("the memory grows, or the view is disposed, at every point within a call", () => {
  const view = m.zerosFloat64Array(4);
  view.set(1, growing(5));
  view.copyFrom([growing(1), growing(2)], growing(2));
  assert.deepEqual([...view.toArray()], [0, 5, 1, 2]);
  assert.deepEqual([...view.subarray(growing(1), growing(3))], [5, 1]);
  const target = new Float64Array(5);
  view.copyTo(target, growing(1));
  assert.deepEqual([...target], [0, 0, 5, 1, 2]);
  // A source that is a view as well, and of the same memory.
  const other = m.zerosFloat64Array(2);
  assert.throws(() => other.copyFrom(view.subarray(2), growing(0)), TypeError, "the array was lost on the way");
  assert.deepEqual([...other], [0, 0]);
  other.copyFrom(view.subarray(2));
  assert.deepEqual([...other], [1, 2]);
  other.free();
  const disposing = { valueOf: () => (view.free(), 0) };
  refuses("DISPOSED", () => view.set(0, disposing));
  const second = m.zerosFloat64Array(4);
  refuses("DISPOSED", () => second.copyFrom([{ valueOf: () => (second.free(), 0) }]));
});

test("a disposed view refuses everything", () => {
  const view = m.zerosUint32Array(3);
  const { array } = view;
  view.free();
  for (const use of [() => view.array, () => view.get(0), () => view.set(0, 1), () => view.toArray(), () => view.subarray(), () => [...view], () => view.copyTo(new Uint32Array(3)), () => view.copyFrom([1])]) {
    refuses("DISPOSED", use);
  }
  assert.equal(view.isCurrent(array), false);
  view.free();
});

test("frozen views, Proxies, copies and what is no view", () => {
  using(new Numbers(3), (numbers) => {
    const frozen = Object.freeze(numbers.floats);
    assert.deepEqual([...frozen.array], [0, 1, 2]);
    const proxy = new Proxy(frozen, {});
    assert.equal(proxy.array, frozen.array);
    const derived = Object.create(frozen);
    assert.equal(derived.get(1), 1);
    frozen.free();
    for (const view of [frozen, proxy, derived]) refuses("DISPOSED", () => view.array);

    const view = numbers.floats;
    assert.equal(JSON.stringify(view), "{}");
    refuses("NOT_CLONEABLE", () => structuredClone(view));
    assert.throws(() => new view.constructor(), TypeError);
    const { get } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(view), "array");
    for (const other of [{}, numbers, { __hv: {} }, { __hv: null }, new Float64Array(1)]) refuses("NOT_A_HANDLE", () => get.call(other));
    assert.ok(view instanceof m.HandfastObject);
    view.free();
  });
});

test("raw retains keep the storage, not the view", () => {
  const numbers = new Numbers(3);
  const view = numbers.floats;
  const handle = m.handfast.handleOf(view);
  m.handfast.retain(handle);
  view.free();
  assert.equal(numbers.views(), 1);
  refuses("DISPOSED", () => view.array);
  m.handfast.release(handle);
  assert.equal(numbers.views(), 0);
  numbers.free();
  isGone(() => numbers.sum());
});

const KINDS = [
  Uint8Array, Uint8ClampedArray, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array, BigUint64Array, BigInt64Array,
  Float32Array, Float64Array,
];

for (const Kind of KINDS) {
  test(`views of ${Kind.name}: all lengths from 0, aligned, and apart from each other`, async () => {
    const views = [];
    for (const length of [0, 1, 2, 3, 4, 5, 7, 8, 9, 31, 100, 1000, 4097, 65_537]) {
      const view = m[`zeros${Kind.name}`](length);
      const { array } = view;
      assert.equal(array.constructor, Kind);
      assert.equal(array.length, length);
      assert.equal(array.byteOffset % Kind.BYTES_PER_ELEMENT, 0);
      const value = (Kind.name.startsWith("Big") ? BigInt : Number)(views.length + 1);
      array.fill(value);
      views.push([view, value]);
      memory.grow(views.length % 2);
    }
    for (const [view, value] of views) {
      const { array } = view;
      assert.equal(view.length, array.length);
      assert.equal(view.byteLength, array.byteLength);
      assert.ok(array.every((number) => number === value));
      view.free();
    }
    // The largest there could be, and larger.
    refuses("TOO_LARGE", () => m[`zeros${Kind.name}`](2 ** 32 - 1));
    refuses("TOO_LARGE", () => m[`zeros${Kind.name}`](2 ** 31));
    await turn();
  });
}

test("clamped numbers are clamped", () => {
  const view = m.zerosUint8ClampedArray(2);
  view.copyFrom([300, -4]);
  assert.deepEqual([...view], [255, 0]);
  view.free();
});

test("Rust reads and writes an array of JavaScript's, within its bounds", () => {
  const array = Int16Array.of(1, 2, 3, 4, 5);
  const borrower = new m.Borrower(array);
  assert.equal(borrower.count(), 5);
  borrower.double(0, 2, 3);
  assert.deepEqual([...array], [1, 2, 3, 2, 4]);
  borrower.double(5, 0, 5);
  for (const [from, count, to] of [[4, 2, 0], [0, 2, 4], [6, 0, 0], [0, 0, 6], [2 ** 32 - 1, 1, 0], [0, 1, 2 ** 32 - 1]]) {
    refuses("OUT_OF_BOUNDS", () => borrower.double(from, count, to), /beyond the end at 5/);
  }
  assert.deepEqual([...array], [1, 2, 3, 2, 4]);
  // Its buffer is given away.
  structuredClone(array, { transfer: [array.buffer] });
  assert.equal(borrower.count(), 0);
  refuses("OUT_OF_BOUNDS", () => borrower.double(0, 1, 0), /beyond the end at 0/);
  borrower.double(0, 0, 0);
  borrower.free();
  // A part of a buffer; and what passes for an array.
  const part = new m.Borrower(new Int16Array(Int16Array.of(9, 8, 7).buffer, 2));
  part.double(0, 1, 1);
  part.free();
  for (const other of [new Uint16Array(3), [1], new Proxy(new Int16Array(1), {}), { length: 4 }, null, "text"]) {
    const borrower = new m.Borrower(other);
    refuses("WRONG_TYPE", () => borrower.count(), /Int16Array/);
    refuses("WRONG_TYPE", () => borrower.double(0, 0, 0), /Int16Array/);
    borrower.free();
  }
});

test("an array of JavaScript's can be a view's", () => {
  const view = m.zerosInt16Array(4);
  const borrower = new m.Borrower(view.array);
  view.copyFrom([1, 2, 3, 4]);
  borrower.double(0, 3, 1);
  assert.deepEqual([...view], [1, 2, 4, 6]);
  memory.grow(1);
  refuses("OUT_OF_BOUNDS", () => borrower.double(0, 1, 0));
  borrower.free();
  view.free();
});

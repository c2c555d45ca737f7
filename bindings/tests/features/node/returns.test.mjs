// Objects as returns, in every shape.

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { endsEmpty, m } from "./support.mjs";

const { Counter, Shapes } = m;
endsEmpty();

let shapes, counter;
beforeEach(() => {
  shapes = new Shapes();
  counter = shapes.reference();
});
afterEach(() => (shapes = counter = undefined));

describe("by value: a new object each time", () => {
  test("T", () => {
    assert.ok(shapes.value() instanceof Counter);
    assert.equal(shapes.value().value(), 1);
    assert.notEqual(shapes.value(), shapes.value());
  });

  test("Option<T>", () => {
    assert.equal(shapes.optionalValue(true).value(), 2);
    assert.equal(shapes.optionalValue(false), undefined);
  });

  test("Vec<T>", () => {
    assert.deepEqual(shapes.values(3).map((counter) => counter.value()), [0, 1, 2]);
    assert.deepEqual(shapes.values(0), []);
  });

  test("Option<Vec<T>>", () => {
    assert.deepEqual(shapes.optionalValues(true).map((counter) => counter.value()), [3]);
    assert.equal(shapes.optionalValues(false), undefined);
  });

  test("Box<[T]>", () => {
    assert.deepEqual(shapes.boxedValues().map((counter) => counter.value()), [4]);
  });

  test("Self", () => {
    assert.equal(shapes.another().reference(), shapes.reference());
  });
});

describe("by reference: the same wrapper each time", () => {
  test("Ref<T>", () => {
    assert.ok(counter instanceof Counter);
    assert.equal(shapes.reference(), counter);
  });

  test("Option<Ref<T>>", () => {
    assert.equal(shapes.optionalReference(true), counter);
    assert.equal(shapes.optionalReference(false), undefined);
  });

  test("Nullable<Ref<T>>", async () => {
    assert.equal(shapes.nullableReference(true), counter);
    assert.equal(shapes.nullableReference(false), null);
    assert.throws(() => shapes.nullableReference(), /undecided/);
    assert.equal(await shapes.nullableLater(true), counter);
    assert.equal(await shapes.nullableLater(false), null);
  });

  test("Vec<Ref<T>>", () => {
    assert.deepEqual(shapes.references(), [counter, counter]);
  });

  test("Option<Vec<Ref<T>>>", () => {
    assert.equal(shapes.optionalReferences(true)[0], counter);
    assert.equal(shapes.optionalReferences(false), undefined);
  });

  test("Option<Box<[Ref<T>]>>", () => {
    assert.equal(shapes.boxedReferences(true)[0], counter);
    assert.equal(shapes.boxedReferences(false), undefined);
  });

  test("a disposed wrapper is replaced by a new one", () => {
    const first = shapes.reference();
    first.free();
    const second = shapes.reference();
    assert.notEqual(first, second);
    assert.equal(second.value(), 0);
  });
});

import assert from "node:assert/strict";
import { test } from "node:test";
import * as handfast from "../src/index.js";
import { makeError } from "../src/ended.js";
import { errorFor } from "../src/errors.js";

const NAMES = [
  "StaleHandle", "Disposed", "WrongClass", "NotAHandle", "NullHandle", "ForeignHandle", "Borrowed", "BorrowedMut",
  "Shared", "TableFull", "OverRelease", "ValueGone", "Freed", "NotCloneable", "Poisoned", "TooDeep", "Detached", "NoHost",
  "WrongType", "TooLarge", "MissingMethod", "ScopeEnded", "AlreadyCalled", "Aborted", "Panicked", "Viewed", "OutOfBounds", "ReadOnly", "OutOfMemory",
];

test("each code gives its class, name and stable code", () => {
  NAMES.forEach((name, i) => {
    const error = errorFor(i + 1, "why");
    assert.equal(error.constructor, handfast[`${name}Error`]);
    assert.ok(error instanceof handfast.HandfastError && error instanceof Error);
    assert.equal(error.name, `${name}Error`);
    assert.equal(error.message, "why");
    assert.match(error.stack, new RegExp(`^${name}Error: why`));
  });
  assert.equal(errorFor(1, "").code, "HANDFAST_STALE_HANDLE");
  assert.equal(errorFor(4, "").code, "HANDFAST_NOT_A_HANDLE");
  assert.equal(errorFor(8, "").code, "HANDFAST_BORROWED_MUT");
  assert.equal(errorFor(18, "").code, "HANDFAST_NO_HOST");
});

test("above the code, the number of an error says which scope has ended, also as a negative number", () => {
  assert.equal(makeError(22, "why").message, "why");
  for (const scope of [1, 2 ** 24 - 1]) {
    const error = makeError(22 | (scope << 8), "why");
    assert.equal(error.code, "HANDFAST_SCOPE_ENDED");
    assert.match(error.message, /when a scope ended/);
  }
});

test("the error of a scope that has ended is one of a disposed object", () => {
  const error = errorFor(22, "why");
  assert.equal(error.constructor, handfast.ScopeEndedError);
  assert.ok(error instanceof handfast.DisposedError);
  assert.deepEqual([error.name, error.code], ["ScopeEndedError", "HANDFAST_SCOPE_ENDED"]);
});

test("an unknown code is still an error of Handfast", () => {
  for (const code of [0, 99, -1, NaN]) {
    const error = errorFor(code, "new in a later version");
    assert.equal(error.constructor, handfast.HandfastError);
    assert.equal(error.code, "HANDFAST_ERROR");
  }
});


// As much of Node's `assert` as the programs need, for browsers as well.

/** @throws {Error} unless `condition` holds */
export function assert(condition, message = "assertion failed") {
  if (!condition) throw new Error(message);
}

assert.equal = (a, b, message) => assert(Object.is(a, b), `${message ?? "not equal"}: ${show(a)}, ${show(b)}`);

/** For arrays of plain values. */
assert.sameItems = (a, b) => assert(a.length === b.length && a.every((item, i) => Object.is(item, b[i])), `not the same: ${show(a)}, ${show(b)}`);

/** Expects an error that `fits`. */
assert.throws = (f, fits) => {
  try {
    f();
  } catch (error) {
    if (fits(error)) return;
    throw error;
  }
  throw new Error("nothing was thrown");
};

function show(value) {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return typeof value;
  }
}

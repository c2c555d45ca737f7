// Recursion through both languages, and stacks that overflow.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { anotherInstance, endsEmpty, m, refuses, turn } from "./support.mjs";

endsEmpty();

/** Calls Rust, which calls this, until something stops it. Returns how deep it got. */
function recurse(object, method = "calls") {
  let depth = 0;
  const down = () => {
    depth += 1;
    return object[method](down);
  };
  try {
    down();
  } catch (error) {
    return { depth, error };
  }
  return { depth };
}

describe("too deep", () => {
  test("is a typed error at the limit, and later calls work", () => {
    const object = new m.Fragile();
    for (const limit of [1, 7, 100]) {
      m.setDepthLimit(limit);
      const { depth, error } = recurse(object);
      assert.equal(depth, limit + 1);
      assert.equal(error.code, "HANDFAST_TOO_DEEP");
      assert.equal(object.calls(() => 3), 3);
    }
    m.setDepthLimit(0);
    refuses("TOO_DEEP", () => object.calls(() => {}), /set_depth_limit/);
    m.setDepthLimit(200);
  });

  test("comes before the engine's stack is used up", () => {
    const object = new m.Fragile();
    const { depth, error } = recurse(object);
    assert.equal(error.code, "HANDFAST_TOO_DEEP");
    assert.equal(depth, 201);
    assert.equal(object.count, 0);
  });

  test("what is thrown on the way up is passed on as it is", () => {
    const object = new m.Fragile();
    let depth = 0;
    const down = () => {
      depth += 1;
      if (depth === 50) throw down;
      return object.calls(down);
    };
    assert.throws(() => object.calls(down), (thrown) => thrown === down);
  });

  test("a limit may change on the way", () => {
    const object = new m.Fragile();
    assert.equal(object.calls(() => object.calls(() => (m.setDepthLimit(1), 4))), 4);
    refuses("TOO_DEEP", () => object.calls(() => object.calls(() => {})));
    m.setDepthLimit(200);
  });
});

describe("a real overflow", () => {
  test("of JavaScript alone is an error like any other", () => {
    const object = new m.Fragile();
    const endless = () => endless() + 1;
    const thrown = object.catches(endless);
    assert.ok(thrown instanceof RangeError);
    assert.equal(object.count, 0);
  });

  test("of Rust alone is found when the turn ends, at the latest", async () => {
    const lost = anotherInstance();
    const object = new lost.Fragile();
    new lost.Plain(1);
    assert.throws(() => object.overflows());
    await turn();
    await turn();
    refuses("POISONED", () => object.count, /stack/);
    refuses("POISONED", () => new lost.Plain(1));
  });

  test("of Rust below a callback is found at once", () => {
    const lost = anotherInstance();
    const [outer, inner] = [new lost.Fragile(), new lost.Fragile()];
    refuses("POISONED", () => outer.catches(() => inner.overflows()), /crashed/);
    refuses("POISONED", () => outer.count);
  });

  test("of both languages together is found at once", () => {
    const lost = anotherInstance();
    lost.setDepthLimit(1e6);
    const { depth, error } = recurse(new lost.Fragile());
    assert.ok(depth > 201, `only ${depth}`);
    console.log(`room for ${depth} levels of recursion through both languages`);
    assert.equal(error.code, "HANDFAST_POISONED", error.stack);
  });
});

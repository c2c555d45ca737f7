// Values in both directions.

import assert from "node:assert/strict";

import { Engine, ScriptList, ScriptObject, test } from "./support.mjs";

test("plain values are copied both ways", () => {
  const engine = new Engine();
  for (const value of [0, -1.5, Infinity, true, false, "", "née 😀", undefined]) {
    engine.define("x", value);
    assert.equal(engine.run("x"), value);
    assert.equal(engine.lookup("x"), value);
  }
  engine.define("x", null);
  assert.equal(engine.run("x"), undefined);
  assert.equal(engine.run("x == nil"), true);
  assert.ok(Number.isNaN(engine.run("num(\"nan\")")));
  assert.equal(engine.lookup("nothing"), undefined);
});

test("a script's lists and maps are the same objects each time", () => {
  const engine = new Engine();
  const list = engine.run("let l = [1, { a: \"b\" }]; let m = { l: l }; l");
  assert.ok(list instanceof ScriptList);
  assert.equal(engine.run("l"), list);
  assert.equal(engine.run("m").get("l"), list);
  assert.equal(list.get(1), engine.run("l[1]"));
  assert.ok(list.get(1) instanceof ScriptObject);
  engine.define("again", list);
  assert.equal(engine.run("again == l"), true);
});

test("lists and maps are read and changed", () => {
  const engine = new Engine();
  const list = engine.run("let l = [1, 2]; l");
  assert.equal(list.length, 2);
  assert.equal(list.get(2), undefined);
  assert.equal(list.set(0, "first"), true);
  assert.equal(list.set(2, "none"), false);
  assert.equal(list.push(list), true);
  assert.equal(engine.run("l[2] == l and l[0] == \"first\""), true);
  assert.deepEqual(list.toArray(), ["first", 2, list]);
  assert.equal(`${list}`, '["first", 2, …]');
  list.set(2, undefined);

  const map = engine.run("let m = { a: 1 }; m");
  map.set("b", list);
  assert.deepEqual(map.keys(), ["a", "b"]);
  assert.deepEqual([map.size, map.has("a"), map.has("c"), map.get("c")], [2, true, false, undefined]);
  assert.equal(map.get("b"), list);
  assert.equal(map.delete("a"), true);
  assert.equal(map.delete("a"), false);
  assert.equal(engine.run("str(m)"), '{b: ["first", 2, nil]}');
});

test("JavaScript's objects come back as themselves", () => {
  const engine = new Engine();
  for (const value of [{}, [], new Map(), () => 1, class {}, new Date(), Symbol("s"), 5n, new Proxy({}, {})]) {
    engine.define("x", value);
    assert.equal(engine.run("x"), value);
    assert.equal(engine.run("[x, x]").get(1), value);
    assert.equal(engine.run("let y = x; y == x"), true);
  }
  assert.equal(engine.run("let e = nil; e"), undefined);
  engine.define("e", engine);
  assert.equal(engine.run("e"), engine);
  engine.define("e", undefined);
});

test("objects that throw whatever one asks them cross, too", () => {
  const engine = new Engine();
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const spiteful = new Proxy(() => {}, {
    get() {
      throw new RangeError("no");
    },
    getPrototypeOf() {
      throw new RangeError("no");
    },
  });
  for (const value of [revoked.proxy, spiteful]) {
    engine.define("x", value);
    assert.equal(engine.run("x"), value);
    assert.equal(engine.run("let caught = nil; try { x.y } catch e { caught = e } caught == nil"), false);
  }
});

test("JavaScript's objects are read, changed and called by scripts", () => {
  const engine = new Engine();
  const account = {
    balance: 5,
    /** @this {any} @param {number} by */
    add(by) {
      this.balance += by;
      return this;
    },
  };
  engine.define("account", account);
  assert.equal(engine.run("account.add(2).add(3).balance"), 10);
  engine.run("account.owner = { name: \"Ann\" }; account[\"balance\"] = 1");
  assert.equal(/** @type {any} */ (account).owner.get("name"), "Ann");
  assert.equal(account.balance, 1);
  assert.equal(engine.run("account.owner.name"), "Ann");
  assert.equal(engine.run("account.missing"), undefined);
  engine.define("items", [1, "a", account]);
  assert.equal(engine.run("let n = 0; for item in items { n += 1; if item == account { n += 10 } } n"), 13);
  engine.define("Math", Math);
  assert.equal(engine.run("Math.max(1, 7, 3)"), 7);
  assert.equal(engine.run("items.length"), 3);
});

test("print gets one text", () => {
  /** @type {string[]} */
  const lines = [];
  const engine = new Engine((/** @type {string} */ line) => lines.push(line));
  engine.run("print(1, \"a\", [nil]); print()");
  assert.deepEqual(lines, ["1 a [nil]", ""]);
  new Engine().run("print(1)");
});

test("a script's result is what it returns or ends with", () => {
  const engine = new Engine();
  assert.equal(engine.run("1; 2"), 2);
  assert.equal(engine.run("return 3; 4"), 3);
  assert.equal(engine.run("let x = 5"), undefined);
  assert.equal(engine.run("x"), 5);
  assert.equal(engine.run(""), undefined);
});

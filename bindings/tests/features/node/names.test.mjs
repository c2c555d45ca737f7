// Classes whose names are special.

import assert from "node:assert/strict";
import { test } from "node:test";
import { endsEmpty, m, refuses } from "./support.mjs";

endsEmpty();

test("js_name", () => {
  const renamed = new m.Renamed(1);
  assert.equal(renamed.camelCase(new m.Renamed(2)), 3);
  assert.ok(renamed.copy() instanceof m.Renamed);
  renamed.number = 4;
  assert.equal(renamed.number, 4);
  assert.equal(m.Original, undefined);
  assert.equal(renamed.mix(1, 8, 16, 32), 4 + 1 + 16 + 32 + 64);
  refuses("WRONG_CLASS", () => renamed.camelCase(new m.Counter(1)), /Renamed.*Counter/);
});

test("a name that the platform has as well", () => {
  const event = new m.Event("a");
  assert.equal(event.join(new m.Event("b")).name, "ab");
  assert.ok(!(event instanceof globalThis.Event));
  refuses("NOT_A_HANDLE", () => event.join(new globalThis.Event("c")));
  const special = new m.SpecialEvent("d");
  assert.ok(special instanceof m.Event);
  assert.deepEqual([special.name, special.special], ["d", true]);
  assert.equal(event.join(special).name, "ad");
});

test("private", () => {
  const secret = m.makeSecret(5);
  assert.equal(m.Secret, undefined);
  assert.equal(secret.number, 5);
  assert.equal(m.readSecret(secret), 5);
});

test("skip_typescript", () => {
  assert.equal(new m.Undeclared(3).number, 3);
});

test("another path to the crate", () => {
  assert.equal(new m.Elsewhere(3).number, 3);
});

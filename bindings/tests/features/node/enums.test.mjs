// Enums, in classes and functions.

import assert from "node:assert/strict";
import { test } from "node:test";
import { endsEmpty, m } from "./support.mjs";

const { Color, HttpStatus, Pen } = m;
endsEmpty();

test("numbers", () => {
  assert.deepEqual([Color.Red, Color.Green, Color[2]], [0, 1, "Blue"]);
  assert.deepEqual([HttpStatus.Ok, HttpStatus.NotFound], [200, 404]);
});

test("as a field, an argument and a return", () => {
  const pen = new Pen(Color.Green);
  assert.equal(pen.color, Color.Green);
  pen.color = Color.Blue;
  assert.equal(pen.replace(Color.Red, HttpStatus.NotFound), Color.Blue);
  assert.equal(pen.status, 404);
  assert.equal(pen.replace(Color.Red, undefined), undefined);
});

test("strings", () => {
  const pen = new Pen(0);
  assert.equal(pen.opposite("light"), "dark");
  assert.equal(pen.opposite("dark"), "light");
});

test("unions", () => {
  const pen = new Pen(0);
  assert.equal(pen.answer(5), "5");
  assert.equal(pen.answer("five"), 4);
  assert.equal(pen.answer("nothing"), "nothing");
});

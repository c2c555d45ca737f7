// Replicas: state vectors, differences, updates, and bytes that are none.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Document, refusal, sync } from "./support.mjs";

/** Makes some documents and a source of numbers that is the same in each run. @param {number} count */
function scene(count) {
  const documents = Array.from({ length: count }, (_, i) => new Document(i + 1));
  let seed = 7;
  const random = (/** @type {number} */ below) => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  return { documents, random };
}

/** A change somewhere. @param {any} document @param {(below: number) => number} random */
function edit(document, random) {
  const [text, map, array] = [document.text("t"), document.map("m"), document.array("a")];
  const end = (/** @type {any} */ sequence) => random(sequence.length + 1);
  const character = () => {
    const characters = [...text.toString()];
    const before = random(characters.length);
    return [characters.slice(0, before).join("").length, characters[before].length];
  };
  switch (random(8)) {
    case 0:
    case 1:
      return text.insert(text.length > 0 ? character()[0] : 0, ["a", "\u{1f600}", "long text "][random(3)]);
    case 2:
      return text.length > 0 && text.delete(...character());
    case 3:
      return text.length > 0 && text.format(...character(), { b: random(2) === 0 ? true : null });
    case 4:
      return map.set(`k${random(3)}`, random(100));
    case 5:
      return random(2) === 0 ? map.delete(`k${random(3)}`) : map.setText(`k${random(3)}`, "nested");
    case 6:
      return array.insert(end(array), random(100), "x");
    case 7:
      return array.length > 0 && array.delete(random(array.length), 1);
  }
}

test("replicas that edit at random and exchange updates now and then end up equal", () => {
  const { documents, random } = scene(3);
  for (let round = 0; round < 60; round += 1) {
    for (const document of documents) for (let i = 0; i < 5; i += 1) edit(document, random);
    sync(documents[random(3)], documents[random(3)]);
  }
  for (const a of documents) for (const b of documents) sync(a, b);
  for (const a of documents) for (const b of documents) sync(a, b);
  const [first, ...others] = documents.map((document) => JSON.stringify([document.toJSON(), document.text("t").toDelta()]));
  for (const other of others) assert.ok(other === first, `${first}\n${other}`);
  assert.ok(first.length > 500);
  assert.deepEqual([...documents[0].stateVector()], [...documents[0].stateVector()]);
});

test("updates in any order, and more than once", () => {
  const { documents: [a, b], random } = scene(2);
  /** @type {Uint8Array[]} */
  const updates = [];
  a.observeUpdates((/** @type {any} */ event) => updates.push(event.update));
  for (let i = 0; i < 100; i += 1) edit(a, random);
  for (const update of [...updates].reverse().concat(updates)) b.applyUpdate(update);
  for (const name of ["t", "m", "a"]) b[{ t: "text", m: "map", a: "array" }[name]](name);
  assert.deepEqual(b.toJSON(), a.toJSON());
});

test("an update without what it depends on waits, and is passed on", () => {
  const [a, b, c] = [new Document(), new Document(), new Document()];
  a.text("t").insert(0, "one ");
  const known = a.stateVector();
  const first = a.diff();
  a.text("t").insert(4, "two");
  b.applyUpdate(a.diff(known));
  assert.equal(b.text("t").toString(), "");
  c.applyUpdate(b.diff());
  c.applyUpdate(first);
  assert.equal(c.text("t").toString(), "one two");
});

test("bytes that are no update change nothing", () => {
  const { documents: [a, b], random } = scene(2);
  for (let i = 0; i < 60; i += 1) edit(a, random);
  b.text("t").insert(0, "own");
  let told = 0;
  b.observeUpdates(() => (told += 1));
  const [before, good] = [b.diff(), a.diff()];
  const malformed = refusal("COLLAB_MALFORMED_UPDATE");
  for (let length = 0; length < good.length - 1; length += 1) {
    try {
      new Document().applyUpdate(good.subarray(0, length));
    } catch (error) {
      assert.ok(malformed(error));
      assert.throws(() => b.applyUpdate(good.subarray(0, length)), malformed);
    }
  }
  for (const bad of [[], [255], [1, 255, 255, 255, 255, 15], Array(100).fill(255)]) {
    assert.throws(() => b.applyUpdate(new Uint8Array(bad)), malformed);
  }
  assert.deepEqual([...b.diff()], [...before]);
  assert.equal(told, 0);
  const notAStateVector = refusal("COLLAB_MALFORMED_STATE_VECTOR");
  const hugeClient = [1, 255, 255, 255, 255, 255, 255, 255, 255, 127, 0];
  for (const bad of [[], [5, 1], hugeClient]) assert.throws(() => b.diff(new Uint8Array(bad)), notAStateVector);
  for (const bad of [null, undefined, {}, "x"]) {
    assert.throws(() => b.applyUpdate(bad), (/** @type {any} */ error) => error instanceof TypeError || error.code.startsWith("HANDFAST_"));
  }
  b.applyUpdate(good);
  assert.ok(told === 1 && b.text("t").length > 3);
});

test("values that are nested without end are refused", () => {
  const document = new Document();
  document.map("m").set("k", [[[["bottom"]]]]);
  const good = [...document.diff()];
  const at = good.findIndex((byte, i) => byte === 117 && good[i + 2] === 117);
  const deeper = (/** @type {number} */ levels) => {
    const nested = Array.from({ length: 2 * levels }, (_, i) => (i % 2 === 0 ? 117 : 1));
    return new Uint8Array([...good.slice(0, at), ...nested, ...good.slice(at)]);
  };
  const replica = new Document();
  for (const levels of [497, 5_000, 100_000]) {
    assert.throws(() => replica.applyUpdate(deeper(levels)), refusal("COLLAB_MALFORMED_UPDATE"));
  }
  replica.applyUpdate(deeper(496));
  assert.equal(JSON.stringify(replica.map("m").get("k")).length, 2 * 500 + '"bottom"'.length);
});

test("no damaged update ends the module", () => {
  const { documents: [a], random } = scene(1);
  for (let i = 0; i < 60; i += 1) edit(a, random);
  const good = a.diff();
  const results = { applied: 0, malformed: 0, refused: 0 };
  for (let i = 0; i < 2_000; i += 1) {
    const bytes = [...good];
    for (let j = 0; j <= random(3); j += 1) bytes.splice(random(bytes.length), random(2), random(256));
    const document = new Document(9);
    document.text("t").insert(0, "own");
    try {
      document.applyUpdate(new Uint8Array(bytes));
      results.applied += 1;
    } catch (error) {
      if (refusal("COLLAB_MALFORMED_UPDATE")(error)) results.malformed += 1;
      else if (refusal("COLLAB_REFUSED_UPDATE")(error)) results.refused += 1;
      else throw error;
    }
    document.text("t").insert(document.text("t").length, "still works");
    document.free();
  }
  assert.ok(results.applied > 0 && results.malformed > 1_000, JSON.stringify(results));
});

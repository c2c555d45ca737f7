// Objects that report how much memory they take, budgets, and ballast.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { assertEmpty, endsEmpty, m, turn } from "./support.mjs";

const { Palette, Image, Sprite, Texture, handfast } = m;
endsEmpty();
const MB = 2 ** 20;
const NONE = Number.MAX_SAFE_INTEGER;
const bytes = () => handfast.stats().bytes;

/** What was reported since the test began. */
let reports = [];

beforeEach(() => {
  reports = [];
  handfast.configure({ budget: NONE, budgets: { Image: NONE, Texture: NONE }, ballast: true, onPressure: (report) => reports.push(report) });
});
afterEach(async () => {
  handfast.configure({ budget: NONE, budgets: { Image: NONE, Texture: NONE }, onPressure: undefined });
  await assertEmpty();
  assert.equal(bytes(), 0);
  assert.deepEqual(handfast.stats().bytesByType, {});
});

test("an object is measured by its fields, when it is made and after each change", () => {
  const base = Image.overhead();
  const image = new Image(1000);
  assert.equal(bytes(), base + 1000);
  image.resize(5000);
  image.setTitle("1234567");
  assert.equal(bytes(), base + 5007);
  image.addLayers();
  assert.equal(bytes(), base + 5007 + 2 * Image.layerSize() + 100);
  assert.deepEqual(handfast.stats().bytesByType, { Image: bytes() });
  image.resize(0);
  const other = new Image(10);
  image.setNext(other);
  assert.equal(bytes(), 2 * base + 10 + 7 + 2 * Image.layerSize() + 100, "an object that is held counts by itself");
  assert.ok(handfast.stats().peak.bytes >= 5007);
  image.free();
  assert.equal(bytes(), base + 10);
  other.free();
});

test("what an object counts by hand is added, and measured again on request", () => {
  const texture = new Texture(10 * MB);
  const empty = bytes() - 10 * MB;
  texture.upload(MB);
  assert.equal(bytes(), empty + 10 * MB, "it changed through a shared borrow");
  texture.measureAgain();
  assert.equal(bytes(), empty + MB);
  texture.free();
});

test("classes that extend a measured one are measured", () => {
  const texture = new Texture(1000);
  const base = bytes();
  const atlas = new Palette(1000, 30);
  const added = bytes() - base;
  assert.ok(added >= 1120 && added < 1300, `${added}`);
  assert.equal(atlas.growAsTexture(2000), true);
  assert.equal(bytes() - base, added + 1000);
  const sprite = new Sprite(1000);
  const { Sprite: own, Palette: derived } = handfast.stats().bytesByType;
  assert.ok(own >= 1000 && own < 1200, `${own}`);
  assert.equal(derived, added + 1000);
  for (const object of [texture, atlas, sprite]) object.free();
});

test("objects in a cycle stop counting when the collector frees them", async () => {
  (() => {
    const image = new Image(3 * MB);
    image.setNext(image);
  })();
  assert.ok(bytes() > 3 * MB);
  await assertEmpty();
  assert.equal(bytes(), 0);
});

test("over a budget the dead wrappers are swept, without a word if that is enough", async () => {
  handfast.configure({ budgets: { Image: 10 * MB } });
  (() => {
    for (let i = 0; i < 5; i += 1) new Image(MB);
  })();
  await turn();
  // Their finalizers are called in a task that has no chance to run before the test is done.
  gc();
  const kept = Array.from({ length: 8 }, () => new Image(MB));
  assert.ok(bytes() < 10 * MB, "the ninth object made it look, and it found the five");
  assert.deepEqual(reports, []);
  for (const image of kept) image.free();
});

test("a loop that never yields is told of once, with the name of the class", async () => {
  handfast.configure({ budgets: { Image: 10 * MB }, budget: 30 * MB });
  const warnings = [];
  const { warn } = console;
  console.warn = (text) => warnings.push(text);
  try {
    handfast.configure({ onPressure: undefined });
    (() => {
      for (let i = 0; i < 40; i += 1) new Image(MB);
    })();
    assert.equal(warnings.length, 1);
    assert.match(warnings[0], /^handfast: the objects of class Image take 10 MB of a budget of 10 MB; most of it was made without a pause.*scope/);
  } finally {
    console.warn = warn;
  }
  await assertEmpty();
});

test("the same loop is bounded, and says nothing, in a scope", () => {
  handfast.configure({ budgets: { Image: 10 * MB } });
  let most = 0;
  for (let i = 0; i < 200; i += 1) {
    handfast.scope(() => {
      new Image(MB);
      new Image(2 * MB);
      most = Math.max(most, bytes());
    });
  }
  assert.ok(most < 4 * MB, `${most}`);
  assert.deepEqual(reports, []);
});

test("what is over its budget for good is reported", async () => {
  handfast.configure({ budget: 5 * MB });
  const kept = [];
  for (let i = 0; i < 8; i += 1) {
    kept.push(i % 2 === 0 ? new Image(MB) : new Texture(MB / 2));
    await turn();
  }
  assert.deepEqual(reports, [], "the engine is given time first");
  await new Promise((resolve) => setTimeout(resolve, 1200));
  assert.equal(reports.length, 1);
  const [{ message, ...report }] = reports;
  assert.deepEqual({ ...report, bytes: Math.round(report.bytes / MB) }, { kind: "budget", class: "Image", total: true, bytes: 6, budget: 5 * MB });
  assert.match(message, /take 6 MB, most of it in Image, of a budget of 5 MB/);
  for (const object of kept) object.free();
});

test("with ballast the engine collects by itself, without it does not", async () => {
  async function most(ballast) {
    handfast.configure({ ballast });
    let most = 0;
    // As large as images, but nothing is allocated, so that this is quick.
    for (let i = 0; i < 600; i += 1) {
      (() => new Texture(MB))();
      most = Math.max(most, bytes());
      if (i % 20 === 19) await turn();
    }
    return Math.round(most / MB);
  }
  const [without, withBallast] = [await most(false), await assertEmpty().then(() => most(true))];
  assert.ok(without >= 590, `${without} MB`);
  assert.ok(withBallast < 400, `${withBallast} MB`);
  await assertEmpty();
});

test("a disposed wrapper takes its ballast along, and objects that get larger get more", async () => {
  // Twice, because V8 gives buffers back behind the back of the collection.
  const external = async () => {
    for (let i = 0; i < 2; i += 1) {
      await turn();
      gc();
    }
    return process.memoryUsage().arrayBuffers / MB;
  };
  const before = await external();
  const added = async () => (await external()) - before;
  const texture = new Texture(4 * MB);
  assert.ok((await added()) >= 4);
  for (let i = 0; i < 10; i += 1) {
    texture.upload(MB);
    texture.measureAgain();
    texture.upload(4 * MB);
    texture.measureAgain();
    await turn();
  }
  assert.ok((await added()) < 9, "what gets smaller is taken off");
  texture.upload(14 * MB);
  texture.measureAgain();
  assert.ok((await added()) >= 13);
  texture.free();
  assert.ok((await added()) < 4);
  // The turn may end, as far as the runtime is concerned, where the scope holds the wrapper.
  const another = handfast.scope(() => {
    const inScope = new Texture(9 * MB);
    handfast.flush();
    handfast.flush();
    inScope.free();
    return { inScope };
  });
  assert.ok((await added()) < 4);
  assert.throws(() => another.inScope.upload(1), { code: "HANDFAST_DISPOSED" });
});

test("budgets are whole numbers of bytes", () => {
  for (const budget of [-1, 1.5, "1", NaN]) {
    assert.throws(() => handfast.configure({ budget }), RangeError);
    assert.throws(() => handfast.configure({ budgets: { Image: budget } }), RangeError);
  }
  assert.equal(handfast.configure({ budgets: { Other: 7 } }).budgets.Other, 7);
  assert.equal(handfast.configure({}).budgets.Image, NONE);
});

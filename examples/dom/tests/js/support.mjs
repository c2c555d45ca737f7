// The module under test, and the check that ends every file.
//
//   cargo xtask wasm build handfast-dom --out DIR
//   HANDFAST_DOM=DIR node --expose-gc --test examples/dom/tests/js/

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after } from "node:test";
import { pathToFileURL } from "node:url";

import { collect } from "../../demo/collect.mjs";

const folder = process.env.HANDFAST_DOM;
if (folder === undefined) throw new Error("HANDFAST_DOM must name the folder of the built module");

/** @type {any} */
export const dom = await import(pathToFileURL(path.resolve(folder, "handfast_dom.js")).href);
dom.initSync({ module: await readFile(path.join(folder, "handfast_dom_bg.wasm")) });

export const { Document, Event } = dom;

/** @param {string} body */
export function page(body) {
  return Document.parseHTMLUnsafe(`<!DOCTYPE html><title>t</title><body>${body}`);
}

/** @param {any} document the markup inside the body */
export function markup(document) {
  return document.body.innerHTML;
}

/** @param {string} name of a DOMException */
export function exception(name) {
  return (/** @type {any} */ error) => error instanceof DOMException && error.name === name;
}

/** @param {string} code of an error of Handfast's */
export function refusal(code) {
  return (/** @type {any} */ error) => error.code === code;
}

after(async () => {
  for (let i = 0; i < 20 && !isEmpty(); i += 1) {
    dom.handfast.collect();
    await collect();
  }
  const { rustObjects, handles, jsRefs, slots, types } = dom.handfast.stats();
  const left = { nodes: dom.liveNodes(), events: dom.liveEvents(), rustObjects, handles, jsRefs, slots };
  assert.deepEqual(left, { nodes: 0, events: 0, rustObjects: 0, handles: 0, jsRefs: 0, slots: 0 }, JSON.stringify(types));
});

function isEmpty() {
  return dom.handfast.stats().slots === 0 && dom.liveNodes() === 0 && dom.liveEvents() === 0;
}

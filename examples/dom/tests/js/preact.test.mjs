// A virtual-DOM library renders into the tree, and does not notice.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Fragment, h, render } from "preact";
import { useState } from "preact/hooks";

import { Event, markup, page } from "./support.mjs";

const global = /** @type {any} */ (globalThis);

function Todos() {
  const [items, setItems] = useState(["milk", "bread"]);
  const [draft, setDraft] = useState("");
  const add = () => {
    setItems([...items, draft]);
    setDraft("");
  };
  return h(Fragment, null, [
    h("h1", { class: "title", key: "title" }, `${items.length} things`),
    h("input", { key: "input", value: draft, onInput: (/** @type {any} */ event) => setDraft(event.target.value) }),
    h("button", { key: "add", disabled: draft === "", onClick: add }, "add"),
    h("button", { key: "turn", onClick: () => setItems([...items].reverse()) }, "turn around"),
    h(
      "ul",
      { key: "list" },
      items.map((item) =>
        h("li", { key: item, "data-length": item.length }, item, h("svg", { viewBox: "0 0 1 1" }, h("circle", { r: 1 }))),
      ),
    ),
  ]);
}

/** Preact renders in a microtask of its own. */
const rendered = () => new Promise((resolve) => setTimeout(resolve, 5));

test("Preact renders, updates, reorders and unmounts", async () => {
  const document = page("<main></main>");
  global.document = document;
  try {
    const main = document.querySelector("main");
    render(h(Todos, {}), main);
    assert.equal(main.querySelector("h1").textContent, "2 things");
    assert.equal(main.querySelector("svg").namespaceURI, "http://www.w3.org/2000/svg");
    assert.equal(main.querySelector("li").outerHTML, '<li data-length="4">milk<svg viewBox="0 0 1 1"><circle r="1"></circle></svg></li>');

    const [input, add, turn] = main.querySelectorAll("input, button");
    assert.equal(add.disabled, true);
    input.value = "salt";
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await rendered();
    assert.equal(add.disabled, false);
    add.dispatchEvent(new Event("click", { bubbles: true }));
    await rendered();
    assert.equal(input.value, "");
    const texts = () => main.querySelectorAll("li").map((/** @type {any} */ li) => li.textContent);
    assert.deepEqual(texts(), ["milk", "bread", "salt"]);

    const before = main.querySelectorAll("li");
    turn.dispatchEvent(new Event("click", { bubbles: true }));
    await rendered();
    assert.deepEqual(texts(), ["salt", "bread", "milk"]);
    assert.deepEqual(main.querySelectorAll("li"), before.reverse(), "the nodes were moved, not made again");

    render(null, main);
    assert.equal(markup(document), "<main></main>");
  } finally {
    delete global.document;
  }
});

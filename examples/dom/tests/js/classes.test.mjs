// One class hierarchy, one wrapper per node.

import assert from "node:assert/strict";
import { test } from "node:test";

import { collect } from "../../demo/collect.mjs";
import { Document, Event, dom, page, refusal } from "./support.mjs";

test("every node is an instance of its class and of the classes above", () => {
  const document = page("<p>x<!--c--></p>");
  const fragment = document.createDocumentFragment();
  const p = document.querySelector("p");
  const { Node, Element, CharacterData, Text, Comment, DocumentType, DocumentFragment } = dom;
  for (const [node, classes] of [
    [document, [Document, Node]],
    [document.firstChild, [DocumentType, Node]],
    [p, [Element, Node]],
    [p.firstChild, [Text, CharacterData, Node]],
    [p.lastChild, [Comment, CharacterData, Node]],
    [fragment, [DocumentFragment, Node]],
    [new Event("x"), [Event]],
  ]) {
    assert.equal(node.constructor, classes[0]);
    for (const other of [Document, DocumentType, Element, Text, Comment, CharacterData, DocumentFragment, Node, Event]) {
      assert.equal(node instanceof other, classes.includes(other), `${node.constructor.name} and ${other.name}`);
    }
  }
  assert.deepEqual([Node, Element, Text].map((c) => c.name), ["Node", "Element", "Text"]);
});

test("the same node is the same object on every way to it", () => {
  const document = page("<ul><li id=a>1</li><li id=b>2</li></ul>");
  const a = document.getElementById("a");
  assert.equal(a, document.querySelector("li"));
  assert.equal(a, document.querySelectorAll("li")[0]);
  assert.equal(a, document.querySelector("#b").previousSibling);
  assert.equal(a, a.firstChild.parentNode);
  assert.equal(a, a.parentNode.childNodes[0]);
  assert.equal(a, a.closest("li"));
  assert.equal(a.ownerDocument, document);
  assert.equal(document.body.appendChild(a), a);
});

test("properties that JavaScript adds stay as long as the wrapper is held", async () => {
  const document = page("<p>");
  const p = document.querySelector("p");
  p.note = { some: "thing" };
  await collect();
  assert.equal(document.querySelector("p").note.some, "thing");
});

test("a disposed wrapper is refused, while its node lives on in the tree", () => {
  const document = page("<p>x</p>");
  const old = document.querySelector("p");
  old[Symbol.dispose]();
  assert.throws(() => old.firstChild, refusal("HANDFAST_DISPOSED"));
  assert.throws(() => document.body.appendChild(old), refusal("HANDFAST_DISPOSED"));
  const again = document.querySelector("p");
  assert.notEqual(again, old);
  assert.equal(again.textContent, "x");
});

test("what is no node is refused, and nothing has changed", () => {
  const document = page("<p></p>");
  const p = document.querySelector("p");
  assert.throws(() => p.appendChild(new Event("x")), refusal("HANDFAST_WRONG_CLASS"));
  assert.throws(() => p.appendChild(null), refusal("HANDFAST_NULL_HANDLE"));
  assert.throws(() => p.appendChild({}), refusal("HANDFAST_NOT_A_HANDLE"));
  assert.throws(() => p.appendChild("text"), refusal("HANDFAST_NOT_A_HANDLE"));
  assert.throws(() => p.dispatchEvent(p), refusal("HANDFAST_WRONG_CLASS"));
  assert.equal(document.body.innerHTML, "<p></p>");
});

test("JavaScript can derive its own kinds of events", () => {
  class Saved extends Event {
    constructor(/** @type {number} */ count) {
      super("saved", { bubbles: true });
      this.count = count;
    }
  }
  const document = page("<p></p>");
  const seen = [];
  document.body.addEventListener("saved", (/** @type {any} */ event) => seen.push(event), { once: true });
  const event = new Saved(3);
  document.querySelector("p").dispatchEvent(event);
  assert.equal(seen[0], event);
  assert.ok(seen[0] instanceof Saved);
  assert.equal(seen[0].count, 3);
});

test("nodes and their documents are dropped without being disposed", async () => {
  const before = await settled();
  (() => {
    const document = page("<p>x</p>".repeat(100));
    for (const p of document.querySelectorAll("p")) p.firstChild.data = "y";
  })();
  assert.ok(dom.liveNodes() > before + 200);
  assert.equal(await settled(), before);
});

test("a held child keeps what is below it, and is a tree of its own when its parents are gone", async () => {
  const before = await settled();
  const p = page("<div><p id=a>x</p><p>y</p></div>").getElementById("a");
  assert.equal(await settled(), before + 2);
  assert.deepEqual([p.parentNode, p.nextSibling, p.ownerDocument], [null, null, null]);
  assert.equal(p.outerHTML, '<p id="a">x</p>');
});

/** How many nodes are left after a few collections. */
async function settled() {
  for (let i = 0; i < 4; i += 1) {
    dom.handfast.collect();
    await collect();
  }
  return dom.liveNodes();
}

// The tree through its JavaScript API.

import assert from "node:assert/strict";
import { test } from "node:test";

import { collect } from "../../demo/collect.mjs";
import { Document, dom, exception, markup, page } from "./support.mjs";

test("a tree is built, changed and read", () => {
  const document = page("");
  const list = document.body.appendChild(document.createElement("ul"));
  for (const word of ["one", "two", "three"]) {
    const item = document.createElement("li");
    item.appendChild(document.createTextNode(word));
    list.appendChild(item);
  }
  const [one, two, three] = list.childNodes;
  assert.equal(list.insertBefore(three, one), three);
  assert.equal(list.removeChild(two), two);
  assert.equal(list.replaceChild(two, one), one);
  list.insertBefore(one, null);
  assert.equal(markup(document), "<ul><li>three</li><li>two</li><li>one</li></ul>");
  assert.deepEqual([list.firstChild, list.lastChild], [three, one]);
  assert.deepEqual([two.previousSibling, two.nextSibling], [three, one]);
  assert.equal(three.previousSibling, null);
  assert.equal(one.nextSibling, null);
  assert.equal(list.hasChildNodes(), true);
  assert.equal(two.contains(two.firstChild), true);
  assert.equal(two.contains(one), false);
  assert.equal(two.contains(null), false);
  two.remove();
  assert.equal(two.parentNode, null);
  assert.equal(two.isConnected, false);
  assert.equal(one.isConnected, true);
  assert.equal(document.documentElement.parentElement, null);
  assert.equal(document.body.parentElement, document.documentElement);
});

test("what the standard forbids is a DOMException of the standard's name", () => {
  const document = page("<div><p></p></div>");
  const [div, p] = ["div", "p"].map((name) => document.querySelector(name));
  assert.throws(() => p.appendChild(div), exception("HierarchyRequestError"));
  assert.throws(() => document.appendChild(document.createTextNode("x")), exception("HierarchyRequestError"));
  assert.throws(() => document.appendChild(document.createElement("p")), exception("HierarchyRequestError"));
  assert.throws(() => document.createTextNode("x").appendChild(p), exception("HierarchyRequestError"));
  assert.throws(() => p.removeChild(div), exception("NotFoundError"));
  assert.throws(() => p.insertBefore(document.createElement("i"), div), exception("NotFoundError"));
  assert.throws(() => document.createElement("a b"), exception("InvalidCharacterError"));
  assert.throws(() => p.setAttribute("", "x"), exception("InvalidCharacterError"));
  assert.throws(() => document.createElementNS(null, "a:b"), exception("NamespaceError"));
  assert.throws(() => document.querySelector("p >"), exception("SyntaxError"));
  assert.equal(markup(document), "<div><p></p></div>");
});

test("a fragment gives its children away", () => {
  const document = page("<p></p>");
  const fragment = document.createDocumentFragment();
  for (const name of ["i", "b"]) fragment.appendChild(document.createElement(name));
  assert.equal(fragment.nodeType, 11);
  document.body.insertBefore(fragment, document.querySelector("p"));
  assert.equal(markup(document), "<i></i><b></b><p></p>");
  assert.equal(fragment.firstChild, null);
});

test("copies are other nodes without listeners", () => {
  const document = page("<p class=a>x<b>y</b></p>");
  const p = document.querySelector("p");
  let calls = 0;
  const count = () => {
    calls += 1;
  };
  p.addEventListener("click", count);
  const copy = p.cloneNode(true);
  assert.equal(copy.outerHTML, p.outerHTML);
  assert.notEqual(copy.firstChild, p.firstChild);
  assert.equal(p.cloneNode().outerHTML, '<p class="a"></p>');
  assert.equal(calls, 0);
  p.removeEventListener("click", count);
});

test("documents are made from nothing, too", () => {
  const document = new Document();
  const html = document.appendChild(document.createElement("html"));
  html.appendChild(document.createElement("head"));
  html.appendChild(document.createElement("body"));
  assert.equal(document.documentElement, html);
  assert.equal(document.head.nodeName, "HEAD");
  assert.equal(document.body.nodeName, "BODY");
  assert.equal(document.ownerDocument, null);
  assert.equal(new Document().documentElement, null);
  assert.equal(new Document().body, null);
});

test("what a program writes on a node stays, also while nobody holds the node", async () => {
  let probe;
  const document = page("<p></p>");
  (() => {
    const p = document.querySelector("p");
    p.note = { seen: 1 };
    p.back = document;
    p.addEventListener("click", () => p.note.seen++);
    probe = new WeakRef(p);
  })();
  for (let i = 0; i < 4; i += 1) {
    dom.handfast.collect();
    await collect();
  }
  const p = document.querySelector("p");
  assert.equal(probe.deref(), p);
  assert.deepEqual(p.note, { seen: 1 });
});

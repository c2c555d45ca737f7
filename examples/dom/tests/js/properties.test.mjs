// Names, texts, attributes and what reflects them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { markup, page } from "./support.mjs";

const SVG = "http://www.w3.org/2000/svg";

test("names and types of nodes", () => {
  const document = page("<p>x<!--c--></p>");
  const p = document.querySelector("p");
  const nodes = [document, document.firstChild, p, p.firstChild, p.lastChild, document.createDocumentFragment()];
  assert.deepEqual(nodes.map((node) => node.nodeType), [9, 10, 1, 3, 8, 11]);
  assert.deepEqual(
    nodes.map((node) => node.nodeName),
    ["#document", "html", "P", "#text", "#comment", "#document-fragment"],
  );
  assert.deepEqual(nodes.map((node) => node.nodeValue), [null, null, null, "x", "c", null]);
  assert.deepEqual(nodes.map((node) => node.textContent), [null, null, "x", "x", "c", ""]);
  assert.equal(document.firstChild.name, "html");
});

test("texts are set as the standard converts them", () => {
  const document = page("<p>a<b>b</b></p>");
  const p = document.querySelector("p");
  p.textContent = 5;
  assert.equal(p.innerHTML, "5");
  p.textContent = null;
  assert.equal(p.firstChild, null);
  const text = p.appendChild(document.createTextNode(7));
  assert.equal(text.data, "7");
  text.data = "né😀";
  assert.equal(text.length, 4);
  text.nodeValue = null;
  assert.equal(text.data, "");
  assert.equal(document.createComment(true).data, "true");
});

test("a conversion that throws changes nothing and leaves the node usable", () => {
  const document = page("<p title=t>a</p>");
  const p = document.querySelector("p");
  const spiteful = {
    toString() {
      p.title = "from inside";
      throw new RangeError("no");
    },
  };
  for (const change of [
    () => (p.textContent = spiteful),
    () => (p.innerHTML = spiteful),
    () => (p.className = spiteful),
    () => p.setAttribute("title", spiteful),
  ]) {
    p.title = "t";
    assert.throws(change, RangeError);
    assert.equal(p.outerHTML, '<p title="from inside">a</p>');
  }
});

test("attributes", () => {
  const document = page("<p ID=a class='x y'></p>");
  const p = document.querySelector("p");
  assert.equal(p.getAttribute("id"), "a");
  assert.equal(p.getAttribute("none"), null);
  p.setAttribute("DATA-n", 1);
  assert.equal(p.getAttribute("data-N"), "1");
  assert.equal(p.hasAttribute("data-n"), true);
  assert.deepEqual(p.getAttributeNames(), ["id", "class", "data-n"]);
  assert.deepEqual(
    p.attributes.map(({ name, value, namespaceURI }) => [name, value, namespaceURI]),
    [["id", "a", null], ["class", "x y", null], ["data-n", "1", null]],
  );
  p.removeAttribute("data-n");
  assert.equal(p.hasAttribute("data-n"), false);
  assert.equal(p.id, "a");
  p.id = "b";
  assert.equal(document.getElementById("b"), p);
  assert.equal(document.getElementById("a"), null);
  assert.equal(p.className, "x y");
  p.className = "z";
  assert.equal(document.querySelector(".z"), p);
});

test("namespaces", () => {
  const document = page("<svg viewBox='0 0 1 1'><use xlink:href='#a'/></svg>");
  const svg = document.querySelector("svg");
  assert.deepEqual([svg.nodeName, svg.tagName, svg.localName, svg.namespaceURI, svg.prefix], ["svg", "svg", "svg", SVG, null]);
  const use = svg.firstChild;
  assert.equal(use.getAttributeNS("http://www.w3.org/1999/xlink", "href"), "#a");
  use.setAttributeNS("http://www.w3.org/1999/xlink", "xlink:href", "#b");
  assert.equal(use.getAttribute("xlink:href"), "#b");
  use.removeAttributeNS("http://www.w3.org/1999/xlink", "href");
  assert.equal(use.hasAttribute("xlink:href"), false);
  const circle = document.createElementNS(SVG, "s:circle");
  assert.deepEqual([circle.prefix, circle.localName, circle.nodeName], ["s", "circle", "s:circle"]);
  assert.equal(document.createElementNS(null, "x").namespaceURI, null);
  assert.equal(document.createElement("P").localName, "p");
  assert.equal(document.createElement("p").namespaceURI, "http://www.w3.org/1999/xhtml");
});

test("reflected properties", () => {
  const document = page("<input value=start title=hint disabled><button></button><li value=3></li>");
  const [input, button, item] = document.body.childNodes;
  assert.deepEqual([input.value, input.title, input.disabled], ["start", "hint", true]);
  input.value = "typed";
  assert.deepEqual([input.value, input.getAttribute("value")], ["typed", "start"]);
  input.value = null;
  assert.equal(input.value, "");
  input.disabled = false;
  assert.equal(input.hasAttribute("disabled"), false);
  button.disabled = true;
  assert.equal(button.getAttribute("disabled"), "");
  button.title = "t";
  assert.equal(button.getAttribute("title"), "t");
  item.value = 4;
  assert.equal(item.getAttribute("value"), "4");
  assert.equal(input.cloneNode().value, "");
});

test("markup is read and set", () => {
  const document = page("<table><tbody id=t></tbody></table><p></p>");
  const body = document.getElementById("t");
  body.innerHTML = "<tr><td>1 &amp; 2";
  assert.equal(body.innerHTML, "<tr><td>1 &amp; 2</td></tr>");
  assert.equal(document.querySelector("td").ownerDocument, document);
  body.innerHTML = null;
  assert.equal(body.innerHTML, "");
  const template = document.createElement("template");
  template.innerHTML = "<td>x</td>";
  assert.equal(template.firstChild, null);
  assert.equal(template.content.firstChild.nodeName, "TD");
  assert.equal(template.outerHTML, "<template><td>x</td></template>");
  assert.equal(document.querySelector("p").content, undefined);
});

test("selectors", () => {
  const document = page("<ul><li class=a>1</li><li class='a b'>2</li><li>3</li></ul>");
  const items = document.querySelectorAll("li");
  assert.deepEqual(document.querySelectorAll("li:not(.b):is(.a, :last-child)"), [items[0], items[2]]);
  assert.equal(document.querySelector("li:nth-child(2)"), items[1]);
  assert.equal(document.querySelector("ol"), null);
  assert.equal(items[1].matches("ul > .b"), true);
  assert.equal(items[1].firstChild.parentNode.closest("ul"), items[0].parentNode);
  assert.equal(markup(document).length > 0, true);
});

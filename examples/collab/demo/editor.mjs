// One side of the page: a textarea that shows a replica's text.

import { moved } from "./typist.mjs";

/** A replica and its textarea. It goes when the page drops its section and nobody holds the editor any more. */
export class Editor {
  #received = { updates: 0, bytes: 0 };

  /**
   * @param {any} collab the module
   * @param {DocumentFragment} template
   * @param {string} name
   */
  constructor(collab, template, name) {
    this.document = new collab.Document();
    this.text = this.document.text("text");
    this.undo = new collab.UndoManager(this.document, [this.text]);
    const copy = /** @type {DocumentFragment} */ (template.cloneNode(true));
    this.section = find(copy, "section");
    this.area = /** @type {HTMLTextAreaElement} */ (find(copy, "textarea"));
    find(copy, "h2").textContent = name;
    this.area.setAttribute("aria-label", name);
    this.area.addEventListener("input", () => this.#typed());
    for (const what of /** @type {const} */ (["undo", "redo"])) {
      find(copy, `[name=${what}]`).addEventListener("click", () => this.undo[what]());
    }
    this.text.observe((/** @type {any} */ event) => this.#changed(event));
  }

  /** Has an update applied. @param {Uint8Array} update */
  receive(update) {
    this.document.applyUpdate(update);
    this.#received.updates += 1;
    this.#received.bytes += update.length;
    find(this.section, "output").textContent = `${this.#received.updates} updates received, ${this.#received.bytes} bytes`;
  }

  /** The user has changed the textarea. */
  #typed() {
    const { start, removed, inserted } = difference(this.text.toString(), this.area.value);
    this.document.transact(() => {
      this.text.delete(start, removed);
      this.text.insert(start, inserted);
    });
  }

  /** The text has changed: here, elsewhere, or because something was undone. @param {any} event */
  #changed(event) {
    const { area, text } = this;
    if (area.value === text.toString()) return;
    const { selectionStart, selectionEnd } = area;
    area.value = text.toString();
    area.setSelectionRange(moved(selectionStart, event.delta), moved(selectionEnd, event.delta));
  }
}

/** The one place where two strings differ, not inside of a character. @param {string} before @param {string} now */
export function difference(before, now) {
  const shorter = Math.min(before.length, now.length);
  let start = 0;
  while (start < shorter && before[start] === now[start]) start += 1;
  if (isInside(before, start) || isInside(now, start)) start -= 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === now.at(-1 - end)) end += 1;
  if (isInside(before, before.length - end) || isInside(now, now.length - end)) end -= 1;
  return { start, removed: before.length - end - start, inserted: now.slice(start, now.length - end) };
}

/** Whether a position is between the halves of a surrogate pair. @param {string} string @param {number} position */
function isInside(string, position) {
  return position > 0 && (string.codePointAt(position - 1) ?? 0) > 0xffff;
}

/** @param {ParentNode} parent @param {string} selector */
function find(parent, selector) {
  return /** @type {HTMLElement} */ (parent.querySelector(selector));
}

// Somebody with a replica who types a part of a text.

/** After so many words, one is typed wrongly and corrected. */
const TYPO = 7;

/** A replica, its observers, and where its owner's caret is. Nothing of it is ever removed by hand. */
export class Typist {
  /** Updates that the others did not get yet. @type {Uint8Array[]} */ outbox = [];
  seen = { keystrokes: 0, events: 0, remote: 0, updates: 0, bytes: 0 };
  /** @type {Iterator<void>} */ #keys;
  #caret = 0;

  /**
   * @param {any} collab the module
   * @param {number} number from 0 on; also how many paragraphs are before his
   * @param {string} part what he types
   */
  constructor(collab, number, part) {
    this.document = new collab.Document(number + 1);
    this.text = this.document.text("text");
    this.comments = this.document.map("comments");
    this.undo = new collab.UndoManager(this.document, [this.text], 0xffffffff);
    this.#keys = this.#type(part);
    /** @type {Function[]} */
    this.observers = [];
    this.#observe(number);
  }

  /** Each observer captures this, and so the document that holds it: cycles through both heaps. @param {number} number */
  #observe(number) {
    const { document, text, seen } = this;
    const follow = (/** @type {any} */ event) => {
      seen.events += 1;
      if (event.target !== text || event.target.document !== document) throw new Error("not the same text");
      if (event.origin !== "remote") return;
      seen.remote += 1;
      this.#caret = moved(this.#caret, event.delta);
    };
    const send = (/** @type {any} */ { update, origin }) => {
      if (origin === "remote") return;
      seen.updates += 1;
      seen.bytes += update.length;
      this.outbox.push(update);
    };
    text.observe(follow);
    document.observeUpdates(send);
    this.observers.push(follow, send);
    this.place(number);
  }

  /** Puts the caret behind so many empty paragraphs. @param {number} paragraphs */
  place(paragraphs) {
    this.#caret = 2 * paragraphs;
  }

  /** Presses the next key. Returns whether there was one left. */
  press() {
    return !this.#keys.next().done;
  }

  /** @param {string} part */
  *#type(part) {
    let words = 0;
    for (const character of part) {
      if (character === " " && (words += 1) % TYPO === 0) {
        this.#insert("\u{1f644}");
        yield;
        this.#backspace(2);
        yield;
      }
      this.#insert(character);
      yield;
    }
  }

  /** @param {string} string */
  #insert(string) {
    this.text.insert(this.#caret, string);
    this.#caret += string.length;
    this.seen.keystrokes += 1;
  }

  /** @param {number} length */
  #backspace(length) {
    this.#caret -= length;
    this.text.delete(this.#caret, length);
    this.seen.keystrokes += 1;
  }

  /**
   * Adds nested texts, each with an observer that captures it, the document and the observer before.
   *
   * @param {number} count
   */
  comment(count) {
    const { comments, document } = this;
    for (let i = 0; i < count; i += 1) {
      const comment = comments.setText(`${document.clientId}.${i}`);
      const before = this.observers.at(-1);
      const observer = () => comment.document === document && before;
      comment.observe(observer);
      comment.insert(0, `comment ${i}`);
      this.observers.push(observer);
    }
  }

  /** Takes everything back that was typed here, or makes it again. @param {"undo" | "redo"} what */
  all(what) {
    while (this.undo[what]());
  }
}

/** Where a caret goes when somebody else edits. @param {number} caret @param {any[]} delta */
export function moved(caret, delta) {
  let position = 0;
  for (const step of delta) {
    if (position > caret) break;
    if (step.retain !== undefined) position += step.retain;
    else if (step.insert !== undefined) {
      const { length } = step.insert;
      if (position < caret) caret += length;
      position += length;
    } else caret -= Math.min(step.delete, caret - position);
  }
  return caret;
}

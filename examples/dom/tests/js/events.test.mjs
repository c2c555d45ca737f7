// Listeners and dispatch.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Event, dom, exception, page } from "./support.mjs";

/**
 * A page with three nested elements, a log of who was called, and ways to listen that are undone afterwards.
 *
 * The runner keeps what a test gives it until the end, so the undoing is our own business.
 */
class Scene {
  document = page("<div id=outer><p id=middle><b id=inner>x</b></p></div>");
  outer = this.document.getElementById("outer");
  middle = this.document.getElementById("middle");
  inner = this.document.getElementById("inner");
  /** @type {any[]} */
  log = [];
  /** @type {(() => void)[]} */
  #undo = [];

  listen = (/** @type {any} */ node, /** @type {any} */ listener, /** @type {any} */ options, kind = "click") => {
    node.addEventListener(kind, listener, options);
    this.later(() => node.removeEventListener(kind, listener, options));
  };

  note = (/** @type {any} */ node, /** @type {string} */ word, /** @type {any} */ options) =>
    this.listen(node, () => this.log.push(word), options);

  later = (/** @type {() => void} */ undo) => this.#undo.push(undo);

  end() {
    for (const undo of this.#undo) undo();
  }
}

/** @param {string} name @param {(scene: Scene) => void} body */
function onStage(name, body) {
  test(name, () => {
    const scene = new Scene();
    try {
      body(scene);
    } finally {
      scene.end();
    }
  });
}

const click = (init = {}) => new Event("click", { bubbles: true, ...init });

onStage("an event goes down to its target and up again", ({ document, outer, middle, inner, log, listen }) => {
  const seen = new Set();
  for (const node of [document, outer, middle, inner]) {
    for (const capture of [true, false]) {
      listen(
        node,
        /** @this {any} */ function (/** @type {any} */ event) {
          seen.add(event);
          assert.equal(this, node);
          assert.equal(event.currentTarget, node);
          assert.equal(event.target, inner);
          log.push(`${node.id ?? "document"} ${event.eventPhase}${capture ? " capture" : ""}`);
        },
        capture,
      );
    }
  }
  const event = click();
  assert.equal(inner.dispatchEvent(event), true);
  assert.deepEqual(log, [
    "document 1 capture",
    "outer 1 capture",
    "middle 1 capture",
    "inner 2 capture",
    "inner 2",
    "middle 3",
    "outer 3",
    "document 3",
  ]);
  assert.deepEqual([...seen], [event], "one object goes all the way");
  assert.deepEqual([event.eventPhase, event.currentTarget, event.target], [0, null, inner]);
  assert.deepEqual([event.type, event.bubbles, event.cancelable], ["click", true, false]);
});

onStage("without bubbles, only capturing listeners above the target are called", ({ outer, inner, log, note }) => {
  note(outer, "down", { capture: true });
  note(outer, "up");
  note(inner, "target");
  inner.dispatchEvent(new Event("click"));
  assert.deepEqual(log, ["down", "target"]);
});

onStage("the path is fixed when the event sets out", ({ document, outer, middle, inner, log, listen, note }) => {
  note(outer, "outer");
  listen(inner, (/** @type {any} */ event) => {
    log.push(event.composedPath().map((/** @type {any} */ node) => node.nodeName).join(" "));
    document.body.appendChild(inner);
    outer.remove();
  });
  const event = click();
  inner.dispatchEvent(event);
  assert.deepEqual(log, ["B P DIV BODY HTML #document", "outer"]);
  assert.deepEqual(event.composedPath(), []);
  assert.equal(inner.parentNode, document.body);
  assert.equal(middle.firstChild, null);
});

onStage("propagation is stopped", ({ outer, middle, inner, log, listen, note }) => {
  note(outer, "outer");
  listen(middle, (/** @type {any} */ event) => event.stopPropagation());
  note(middle, "middle, second");
  note(inner, "inner");
  const event = click();
  inner.dispatchEvent(event);
  assert.deepEqual(log, ["inner", "middle, second"]);
  inner.dispatchEvent(event);
  assert.equal(log.length, 4, "the flag is gone when the event arrives");
});

onStage("propagation is stopped at once", ({ outer, inner, log, listen, note }) => {
  note(outer, "outer");
  listen(inner, (/** @type {any} */ event) => event.stopImmediatePropagation());
  note(inner, "second");
  inner.dispatchEvent(click());
  assert.deepEqual(log, []);
});

onStage("an event is canceled, if it can be and the listener is not passive", ({ middle, inner, listen }) => {
  const cancel = (/** @type {any} */ event) => event.preventDefault();
  listen(inner, cancel, { passive: true });
  assert.equal(inner.dispatchEvent(click({ cancelable: true })), true);
  listen(middle, cancel);
  assert.equal(middle.dispatchEvent(click()), true);
  const event = click({ cancelable: true });
  assert.equal(middle.dispatchEvent(event), false);
  assert.equal(event.defaultPrevented, true);
});

onStage("the same listener is added once, and removed by the same function, kind and phase", ({ inner, log }) => {
  const listener = () => log.push("called");
  inner.addEventListener("click", listener);
  inner.addEventListener("click", listener, false);
  inner.addEventListener("click", listener, { once: true });
  inner.dispatchEvent(click());
  assert.deepEqual(log, ["called"]);
  inner.removeEventListener("click", () => log.push("called"));
  inner.removeEventListener("click", listener, true);
  inner.removeEventListener("input", listener);
  inner.dispatchEvent(click());
  assert.equal(log.length, 2);
  inner.removeEventListener("click", listener, {});
  inner.dispatchEvent(click());
  assert.equal(log.length, 2);
});

onStage("once means once, also if it dispatches again itself", ({ inner, log }) => {
  inner.addEventListener(
    "click",
    () => {
      log.push("called");
      inner.dispatchEvent(click());
    },
    { once: true },
  );
  inner.dispatchEvent(click());
  inner.dispatchEvent(click());
  assert.deepEqual(log, ["called"]);
});

onStage("listeners may be added and removed while one runs", ({ inner, log, listen }) => {
  const second = () => log.push("second");
  const late = () => log.push("late");
  listen(inner, () => {
    log.push("first");
    inner.removeEventListener("click", second);
    listen(inner, late);
  });
  listen(inner, second);
  inner.dispatchEvent(click());
  assert.deepEqual(log, ["first"]);
  inner.dispatchEvent(click());
  assert.deepEqual(log, ["first", "first", "late"]);
});

onStage("an object's handleEvent is called on the object, and looked up each time", ({ inner, log, listen }) => {
  const object = {
    handleEvent(/** @type {any} */ event) {
      log.push(this === object && event.type);
    },
  };
  listen(inner, object);
  inner.addEventListener("click", object);
  inner.addEventListener("click", null);
  inner.dispatchEvent(click());
  object.handleEvent = () => log.push("other");
  inner.dispatchEvent(click());
  assert.deepEqual(log, ["click", "other"]);
});

onStage("on… properties", ({ inner, log, note }) => {
  assert.ok("onclick" in inner);
  assert.equal(inner.onclick, null);
  const handler = function () {
    log.push(this === inner);
    return false;
  };
  inner.onclick = handler;
  assert.equal(inner.onclick, handler);
  note(inner, "listener");
  const event = click({ cancelable: true });
  inner.dispatchEvent(event);
  assert.equal(event.defaultPrevented, true, "a handler cancels by returning false");
  inner.onclick = () => log.push("replaced, in the same place");
  inner.dispatchEvent(click());
  inner.onclick = "no function";
  assert.equal(inner.onclick, null);
  inner.dispatchEvent(click());
  assert.deepEqual(log, [true, "listener", "replaced, in the same place", "listener", "listener"]);
});

onStage("what a listener throws is reported, and the others are called", ({ outer, inner, log, listen, note, later }) => {
  const reported = [];
  const original = console.error;
  console.error = (/** @type {any} */ error) => reported.push(error);
  later(() => {
    console.error = original;
  });
  const first = new Error("first");
  listen(inner, () => {
    throw first;
  });
  listen(inner, () => {
    throw "second";
  });
  note(outer, "outer");
  assert.equal(inner.dispatchEvent(click()), true);
  assert.deepEqual(reported, [first, "second"]);
  assert.deepEqual(log, ["outer"]);
});

onStage("an event under way cannot be dispatched again, and can be afterwards", ({ inner, outer, log, listen }) => {
  const event = click();
  listen(inner, () => {
    assert.throws(() => outer.dispatchEvent(event), exception("InvalidStateError"));
    log.push("refused");
  });
  inner.dispatchEvent(event);
  outer.dispatchEvent(event);
  assert.deepEqual(log, ["refused"]);
  assert.equal(event.target, outer);
});

onStage("a listener may dispose the event and the nodes it is about", ({ middle, inner, log, listen, note }) => {
  note(middle, "middle");
  inner.addEventListener(
    "click",
    (/** @type {any} */ event) => {
      event.free();
      inner.free();
      log.push("disposed");
    },
    { once: true },
  );
  inner.dispatchEvent(click());
  assert.deepEqual(log, ["disposed", "middle"]);
  assert.throws(() => listen(inner, () => {}), (/** @type {any} */ error) => error.code === "HANDFAST_DISPOSED");
});

onStage("options with getters that throw add nothing", ({ inner, log, note }) => {
  const options = {
    get capture() {
      inner.title = "not borrowed meanwhile";
      throw new RangeError("no");
    },
  };
  assert.throws(() => note(inner, "never", options), RangeError);
  assert.throws(() => new Event("click", { get bubbles() { throw new RangeError("no"); } }), RangeError);
  inner.dispatchEvent(click());
  assert.deepEqual(log, []);
  assert.equal(inner.title, "not borrowed meanwhile");
});

onStage("dispatches nest", ({ outer, inner, log, listen }) => {
  listen(outer, (/** @type {any} */ event) => log.push(`outer ${event.type}`), false, "inner");
  listen(outer, (/** @type {any} */ event) => {
    log.push(`outer ${event.type}`);
    inner.dispatchEvent(new Event("inner", { bubbles: true }));
    assert.equal(event.currentTarget, outer);
  });
  inner.dispatchEvent(click());
  assert.deepEqual(log, ["outer click", "outer inner"]);
  assert.ok(dom.liveEvents() > 0);
});

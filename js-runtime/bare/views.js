// What a module without wasm-bindgen imports to show numbers. Loaded only for modules that do.

import { makeFindable } from "../src/entries.js";
import { instanceAt } from "../src/instance.js";
import { hold } from "../src/table.js";
import { defineView, wrapView } from "../src/view.js";
import { oncePerInstance } from "./classes.js";

/** The bit of the kind that says that the view holds references, above the one for views that are for reading only. */
const HOLDS = 32;

const classOf = oncePerInstance(defineView);

/** @type {Record<string, Function>} */
export const imports = {
  /**
   * Makes the wrapper of a view, and puts it into a slot; see `wrapView` in view.js.
   *
   * @param {number} instance
   * @param {number} slot
   * @param {number} handle
   * @param {number} pointer
   * @param {number} length
   * @param {number} kind 32 more for a view whose object holds references
   */
  storeView(instance, slot, handle, pointer, length, kind) {
    const view = wrapView(instance, handle, classOf(instance), pointer, length, kind & (HOLDS - 1));
    // A pass has to find the wrapper, to write on it what the object holds.
    if (kind & HOLDS) makeFindable(instanceAt(instance), handle, view);
    hold(slot, view);
  },
};

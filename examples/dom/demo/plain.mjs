// The same on plain wasm-bindgen classes.

/**
 * @param {any} glue the module that wasm-bindgen made of `handfast-dom-plain`, initialised
 * @returns {import("./job.mjs").Subject}
 */
export function subject({ Node, Event, liveNodes, liveEvents, liveJsValues }) {
  return {
    name: "wasm-bindgen",
    identity: false,
    preserve: false,
    bridge: undefined,
    parse: (html) => Node.parseHTMLUnsafe(html),
    Event,
    liveObjects: () => liveNodes() + liveEvents(),
    // It has no handles: a wrapper holds a pointer.
    tables: () => ({ handles: null, js_slots: liveJsValues() }),
  };
}

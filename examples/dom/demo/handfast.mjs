// The DOM of this example, as a subject of the job.

/**
 * @param {any} glue the module that wasm-bindgen made of `handfast-dom`, initialised
 * @returns {import("./job.mjs").Subject}
 */
export function subject({ Document, Event, handfast, liveNodes, liveEvents }) {
  return {
    name: "handfast",
    identity: true,
    preserve: true,
    bridge: () => handfast.collect(),
    parse: (html) => Document.parseHTMLUnsafe(html),
    Event,
    liveObjects: () => liveNodes() + liveEvents(),
    tables: () => {
      const { handles, slots } = handfast.stats();
      return { handles, js_slots: slots };
    },
  };
}

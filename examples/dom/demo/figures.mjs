// What the tables show, in their order.

export const TOTALS = /** @type {const} */ ([
  ["nodes", "nodes, each visited from JavaScript"],
  ["wrappers", "wrappers of them alive at the same time"],
  ["listeners", "listeners, one per element"],
  ["events", "events dispatched"],
  ["listener_calls", "calls of listeners"],
  ["same_wrapper_calls", "calls with the node's own wrapper as this"],
  ["listener_cycles", "cycles through both heaps that they make"],
  ["explicit_listener_removals", "listeners removed by hand"],
]);

export const MOMENTS = /** @type {const} */ ([
  ["live_at_start", "before the job"],
  ["live_before", "with the page in use"],
  ["live_kept", "released, one node kept"],
  ["live_after", "that one released, too"],
]);

export const COUNTS = /** @type {const} */ ([
  ["rust_objects", "Rust objects"],
  ["handles", "handles"],
  ["js_slots", "JS slots"],
  ["wrappers", "wrappers"],
  ["listeners", "listeners"],
]);

/** @param {Record<string, any>} ours @param {Record<string, any>} plain */
export const SUBJECTS = (ours, plain) => /** @type {const} */ ([["Handfast", ours], ["plain wasm-bindgen", plain]]);

/** @param {number | null} n */
export function count(n) {
  return n === null ? "-" : n.toLocaleString("en");
}

/** @param {number} n */
export function milliseconds(n) {
  return n.toFixed(1);
}

/** @param {Record<string, number>} phases */
export function sum(phases) {
  return Object.values(phases).reduce((a, b) => a + b, 0);
}

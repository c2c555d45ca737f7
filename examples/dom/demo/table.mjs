// The figures, for people.

/** @typedef {import("./job.mjs").Counts} Counts */

const LIVE = /** @type {const} */ ([
  ["live_at_start", "before the job"],
  ["live_before", "with the page in use"],
  ["live_kept", "released, one node kept"],
  ["live_after", "that one released, too"],
]);

const COUNTS = /** @type {const} */ ([
  ["rust_objects", "Rust objects"],
  ["handles", "handles"],
  ["js_slots", "JS slots"],
  ["wrappers", "wrappers"],
  ["listeners", "listeners"],
]);

/**
 * @param {{ input: string, bytes: number }} input
 * @param {Record<string, any>} ours
 * @param {Record<string, any>} plain
 */
export function table(input, ours, plain) {
  const lines = [`${input.input} (${count(input.bytes)} bytes)`, ""];
  const row = (/** @type {string} */ title, /** @type {string} */ a, /** @type {string} */ b) =>
    lines.push(`  ${title.padEnd(44)}${a.padStart(16)}${b.padStart(20)}`);

  row("", "Handfast", "plain wasm-bindgen");
  for (const [key, title] of [
    ["nodes", "nodes, each visited from JavaScript"],
    ["wrappers", "wrappers of them"],
    ["listeners", "listeners, one per element"],
    ["events", "events dispatched"],
    ["listener_calls", "calls of listeners"],
    ["same_wrapper_calls", "  of them with the node's own wrapper as this"],
    ["explicit_listener_removals", "listeners removed by hand"],
  ]) {
    row(title, count(ours[key]), count(plain[key]));
  }

  lines.push("", "  milliseconds");
  const phases = Object.keys(ours.phases_ms);
  for (const phase of phases) row(`  ${phase}`, ms(ours.phases_ms[phase]), ms(plain.phases_ms[phase]));
  row("  all", ms(sum(ours.phases_ms)), ms(sum(plain.phases_ms)));

  for (const [name, result] of /** @type {const} */ ([["Handfast", ours], ["plain wasm-bindgen", plain]])) {
    lines.push("", `  alive, ${name}`);
    lines.push(`  ${"".padEnd(28)}${COUNTS.map(([, title]) => title.padStart(14)).join("")}`);
    for (const [moment, title] of LIVE) {
      const counts = /** @type {Counts} */ (result[moment]);
      lines.push(`    ${title.padEnd(26)}${COUNTS.map(([key]) => count(counts[key]).padStart(14)).join("")}`);
    }
  }
  lines.push(
    "",
    "  Rust objects are counted by constructors and Drop, wrappers and listeners by WeakRefs: not by the runtime.",
    "  Listeners capture their nodes. Such cycles through both heaps are not collected yet, so the job removes the",
    "  listeners by hand.",
  );
  return lines.join("\n");
}

/** @param {number | null} n */
function count(n) {
  return n === null ? "-" : n.toLocaleString("en");
}

/** @param {number} n */
function ms(n) {
  return n.toFixed(1);
}

/** @param {Record<string, number>} phases */
function sum(phases) {
  return Object.values(phases).reduce((a, b) => a + b, 0);
}

// The figures as text.

import { COUNTS } from "./counts.mjs";

const MOMENTS = /** @type {const} */ ([
  ["live_at_start", "before"],
  ["live_before", "after the last program"],
  ["live_after", "after a collection"],
]);

/** @param {number} n */
const count = (n) => n.toLocaleString("en");

/** @param {Record<string, any>} figures */
export function table(figures) {
  const lines = [`  ${"program".padEnd(26)}${["ms", "objects made", "most at once", "passes"].map((title) => title.padStart(16)).join("")}`];
  for (const { name, ms, made, peak, passes } of figures.programs) {
    lines.push(`    ${name.padEnd(24)}${[ms.toFixed(1), count(made), count(peak), count(passes)].map((cell) => cell.padStart(16)).join("")}`);
  }
  lines.push("", `  ${"alive".padEnd(26)}${COUNTS.map(([, title]) => title.padStart(16)).join("")}`);
  for (const [moment, title] of MOMENTS) {
    lines.push(`    ${title.padEnd(24)}${COUNTS.map(([key]) => count(figures[moment][key]).padStart(16)).join("")}`);
  }
  lines.push(
    "",
    "  Script objects (scopes, closures, lists, maps) are counted by constructors and Drop, not by the runtime.",
    "  Nobody has disposed an engine, removed a listener or taken a cycle apart.",
  );
  return lines.join("\n");
}

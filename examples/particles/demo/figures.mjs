// The figures as text.

const ROWS = /** @type {const} */ ([
  ["particles", "particles, in swarms that are added while it runs"],
  ["frames", "frames"],
  ["drawn", "particles drawn, all frames together"],
  ["memory_at_start", "bytes of memory at the start"],
  ["memory", "bytes in the end"],
  ["growths", "frames after which the memory had grown"],
  ["arrays_renewed", "arrays that views have made again for that"],
  ["naive_lost_in_frame", "frame in which an array kept by hand was lost"],
]);

const MOMENTS = /** @type {const} */ ([
  ["live_at_start", "before the job"],
  ["live_before", "with everything in use"],
  ["live_after", "given up"],
]);

const COUNTS = /** @type {const} */ ([
  ["swarms", "swarms"],
  ["rustObjects", "objects"],
  ["handles", "handles"],
  ["slots", "JS slots"],
  ["seen", "wrappers, arrays"],
]);

/** @param {number} n */
export function count(n) {
  return n.toLocaleString("en");
}

/** @param {Record<string, any>} figures */
export function table(figures) {
  const lines = ROWS.map(([key, title]) => `  ${title.padEnd(52)}${count(figures[key]).padStart(14)}`);
  lines.push("", "  milliseconds");
  for (const [phase, ms] of Object.entries(figures.phases_ms)) lines.push(`    ${phase.padEnd(50)}${ms.toFixed(1).padStart(14)}`);
  lines.push("", `  ${"alive".padEnd(26)}${COUNTS.map(([, title]) => title.padStart(18)).join("")}`);
  for (const [moment, title] of MOMENTS) {
    lines.push(`    ${title.padEnd(24)}${COUNTS.map(([key]) => count(figures[moment][key] ?? 0).padStart(18)).join("")}`);
  }
  lines.push("", "  Swarms are counted by constructors and Drop, wrappers and arrays by WeakRefs. Nobody has freed any of them.");
  return lines.join("\n");
}

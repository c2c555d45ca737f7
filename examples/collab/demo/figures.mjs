// What the tables show, in their order.

export const TOTALS = /** @type {const} */ ([
  ["replicas", "replicas that type at the same time"],
  ["characters", "UTF-16 units of the text"],
  ["keystrokes", "keystrokes, each a transaction"],
  ["updates", "updates sent"],
  ["update_bytes", "bytes of them"],
  ["updates_applied", "updates applied"],
  ["text_events", "events told to observers of the text"],
  ["remote_text_events", "of them about what others typed"],
  ["observers", "observers, each in a cycle through both heaps"],
  ["explicit_removals", "of them removed by hand"],
]);

export const MOMENTS = /** @type {const} */ ([
  ["live_at_start", "before the job"],
  ["live_before", "with everything in use"],
  ["live_kept", "given up, one kept"],
  ["live_after", "that one given up, too"],
]);

export const COUNTS = /** @type {const} */ ([
  ["documents", "documents"],
  ["sharedTypes", "shared types"],
  ["undoManagers", "undo managers"],
  ["replicas", "yrs documents"],
  ["subscriptions", "yrs closures"],
  ["handles", "handles"],
  ["slots", "JS slots"],
  ["wrappers", "wrappers"],
  ["observers", "observers"],
]);

/** @param {number} n */
export function count(n) {
  return n.toLocaleString("en");
}

/** The figures as text. @param {string} input @param {Record<string, any>} figures */
export function table(input, figures) {
  const lines = [input, ""];
  for (const [key, title] of TOTALS) lines.push(`  ${title.padEnd(48)}${count(figures[key]).padStart(12)}`);
  lines.push("", "  milliseconds");
  for (const [phase, ms] of Object.entries(figures.phases_ms)) lines.push(`    ${phase.padEnd(46)}${ms.toFixed(1).padStart(12)}`);
  lines.push("", `  ${"alive".padEnd(26)}${COUNTS.map(([, title]) => title.padStart(15)).join("")}`);
  for (const [moment, title] of MOMENTS) {
    lines.push(`    ${title.padEnd(24)}${COUNTS.map(([key]) => count(figures[moment][key]).padStart(15)).join("")}`);
  }
  lines.push(
    "",
    "  The first five are counted by constructors and Drop, wrappers and observers by WeakRefs: not by the runtime.",
    "  Each observer captures its document, which holds it: cycles through both heaps. Nobody has removed or freed anything.",
  );
  return lines.join("\n");
}

/** What became of the documents that only their observers hold. @param {any} ours @param {any} theirs */
export function comparison(ours, theirs) {
  const rows = /** @type {const} */ ([
    ["documents, each held by its own observer only", ({ documents }) => count(documents)],
    ["milliseconds to make and change them", ({ ms }) => ms.toFixed(1)],
    ["documents alive after collections", ({ documents_left }) => count(documents_left)],
    ["observers alive", ({ observers_left }) => count(observers_left)],
  ]);
  const line = (/** @type {string} */ title, /** @type {string} */ a, /** @type {string} */ b) =>
    `  ${title.padEnd(48)}${a.padStart(12)}${b.padStart(20)}`;
  return [
    line("", "Handfast", "plain wasm-bindgen"),
    ...rows.map(([title, value]) => line(title, value(ours), value(theirs))),
  ].join("\n");
}

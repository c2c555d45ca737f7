// The figures as text.

import { COUNTS, MOMENTS, SUBJECTS, TOTALS, count, milliseconds, sum } from "./figures.mjs";

/**
 * @param {{ input: string, bytes: number }} input
 * @param {Record<string, any>} ours
 * @param {Record<string, any>} plain
 */
export function table(input, ours, plain) {
  const lines = [`${input.input}, ${count(input.bytes)} bytes`, ""];
  const row = (/** @type {string} */ title, /** @type {string} */ a, /** @type {string} */ b) =>
    lines.push(`  ${title.padEnd(44)}${a.padStart(16)}${b.padStart(20)}`);

  row("", "Handfast", "plain wasm-bindgen");
  for (const [key, title] of TOTALS) row(title, count(ours[key]), count(plain[key]));

  lines.push("", "  milliseconds");
  for (const phase of Object.keys(ours.phases_ms)) {
    row(`  ${phase}`, milliseconds(ours.phases_ms[phase]), milliseconds(plain.phases_ms[phase]));
  }
  row("  all", milliseconds(sum(ours.phases_ms)), milliseconds(sum(plain.phases_ms)));

  for (const [name, result] of SUBJECTS(ours, plain)) {
    lines.push("", `  ${`alive, ${name}`.padEnd(28)}${COUNTS.map(([, title]) => title.padStart(14)).join("")}`);
    for (const [moment, title] of MOMENTS) {
      lines.push(`    ${title.padEnd(26)}${COUNTS.map(([key]) => count(result[moment][key]).padStart(14)).join("")}`);
    }
  }
  lines.push(
    "",
    "  Rust objects are counted by constructors and Drop, wrappers and listeners by WeakRefs: not by the runtime.",
    "  Each listener captures its node, the document and the listener before, and its node holds it: cycles through both",
    "  heaps. Handfast shows them to the engine, which collects them. Plain wasm-bindgen keeps them for ever.",
  );
  return lines.join("\n");
}

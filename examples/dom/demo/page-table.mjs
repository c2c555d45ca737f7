// The figures as HTML.

import { COUNTS, MOMENTS, SUBJECTS, TOTALS, count, milliseconds, sum } from "./figures.mjs";

/**
 * @param {HTMLTableElement} table
 * @param {Record<string, any>} ours
 * @param {Record<string, any>} plain
 */
export function fill(table, ours, plain) {
  table.replaceChildren();
  const names = SUBJECTS(ours, plain).map(([name]) => name);
  head(table.createTHead(), ["", ...names]);
  const body = table.createTBody();
  for (const [key, title] of TOTALS) row(body, title, [count(ours[key]), count(plain[key])]);
  group(body, "milliseconds");
  for (const phase of Object.keys(ours.phases_ms)) {
    row(body, phase, [milliseconds(ours.phases_ms[phase]), milliseconds(plain.phases_ms[phase])]);
  }
  row(body, "all", [milliseconds(sum(ours.phases_ms)), milliseconds(sum(plain.phases_ms))]);
  for (const [moment, title] of MOMENTS) {
    group(body, `alive, ${title}`);
    for (const [key, what] of COUNTS) row(body, what, [count(ours[moment][key]), count(plain[moment][key])]);
  }
}

/** @param {HTMLTableSectionElement} section @param {string[]} titles */
function head(section, titles) {
  const line = section.insertRow();
  for (const title of titles) line.append(heading(title));
}

/** @param {HTMLTableSectionElement} body @param {string} title */
function group(body, title) {
  const cell = heading(title);
  cell.colSpan = 3;
  body.insertRow().append(cell);
}

/** @param {HTMLTableSectionElement} body @param {string} title @param {string[]} values */
function row(body, title, values) {
  const line = body.insertRow();
  line.append(heading(title));
  for (const value of values) line.insertCell().textContent = value;
}

/** @param {string} text */
function heading(text) {
  const cell = document.createElement("th");
  cell.textContent = text;
  return cell;
}

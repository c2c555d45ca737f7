// For tests in Node: loads the module, collects garbage, and says what is left.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";
import { Lab } from "../program/lab.mjs";

export { random } from "../program/lab.mjs";

const folder = process.env.HANDFAST_TEST_ENGINE;
if (!folder) throw new Error("run this through `cargo xtask test --only engine`");
const file = path.resolve(folder, "handfast_test_engine.js");

/** The module under test. */
export const m = createRequire(import.meta.url)(file);
export const fileUrl = pathToFileURL(file);

export const turn = () => new Promise((resolve) => setImmediate(resolve));

export const lab = new Lab(m, turn, async () => {
  await turn();
  gc();
  await new Promise((resolve) => setTimeout(resolve, 1));
});

export const collectUntil = lab.collectUntil.bind(lab);
export const assertEmpty = lab.assertEmpty.bind(lab);

/** Collects until both tables are down to this, with passes in between. */
export async function collectDownTo(objects) {
  await collectUntil(() => {
    m.handfast.collect();
    return m.handfast.stats().rustObjects === objects;
  }, `all but ${objects} objects`);
}

/** The `code` of what `f` throws; `undefined` if it returns. */
export function codeOf(f) {
  try {
    f();
  } catch (error) {
    return error.code ?? `${error.name}: ${error.message}`;
  }
  return undefined;
}

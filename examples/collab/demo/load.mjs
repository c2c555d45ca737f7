// The module, in Node.

import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** @param {string} folder where `cargo xtask` has put it */
export async function load(folder) {
  const glue = await import(pathToFileURL(path.resolve(folder, "handfast_collab.js")).href);
  glue.initSync({ module: await readFile(path.join(folder, "handfast_collab_bg.wasm")) });
  return glue;
}

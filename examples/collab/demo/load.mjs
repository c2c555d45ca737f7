// A module, in Node.

import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

/**
 * @param {string} folder where `cargo xtask` has put it
 * @param {string} name
 */
export async function load(folder, name = "handfast_collab") {
  const glue = await import(pathToFileURL(path.resolve(folder, `${name}.js`)).href);
  glue.initSync({ module: await readFile(path.join(folder, `${name}_bg.wasm`)) });
  return glue;
}

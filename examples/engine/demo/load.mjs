// Loads the module in Node.

import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** @param {string} folder */
export async function load(folder) {
  const script = await import(pathToFileURL(path.resolve(folder, "handfast_script.js")).href);
  script.initSync({ module: await readFile(path.join(folder, "handfast_script_bg.wasm")) });
  return script;
}

// WebKitGTK with our own small browser; see ../webkit/README.md.

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const browser = fileURLToPath(new URL("../webkit/browser.py", import.meta.url));
const instrument = fileURLToPath(new URL("instrument.js", import.meta.url));

/** Loads a page in a fresh profile and returns what it leaves in `window.__result`. */
export async function visit(address, timeout) {
  const running = promisify(execFile)(browser, [address, instrument], { timeout });
  running.child.stderr.pipe(process.stderr);
  try {
    return JSON.parse((await running).stdout);
  } catch (error) {
    throw error.killed ? new Error(`the page left no result within ${timeout} ms`) : error;
  }
}

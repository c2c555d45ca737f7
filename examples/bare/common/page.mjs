// The page of an example: runs its job, and shows what it says.

import { job } from "job";
import { run } from "./lab.mjs";

const list = /** @type {HTMLElement} */ (document.querySelector("#report"));
const status = /** @type {HTMLElement} */ (document.querySelector("[role=status]"));

/** @param {"step" | "check"} kind @param {string} text */
function say(kind, text) {
  const line = document.createElement(kind === "step" ? "h2" : "p");
  line.textContent = text;
  list.append(line);
}

const host = {
  load: async (/** @type {string} */ file) => (await fetch(file)).arrayBuffer(),
  wasi: async () => {
    const { WASI } = await import("@bjorn3/browser_wasi_shim");
    return new WASI([], [], []);
  },
};

try {
  await run(job, host, say);
  status.textContent = "All of it is so.";
  Object.assign(window, { __result: { checks: list.querySelectorAll("p").length } });
} catch (error) {
  status.textContent = String(error);
  status.className = "failed";
  Object.assign(window, { __result: { error: String(error) } });
}

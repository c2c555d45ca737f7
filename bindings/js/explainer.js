// Where the API finds explain.js. Only builds whose wasm can explain bring it along, because its texts are what users
// download.

import { errorFor } from "./errors.js";
import { instances } from "./instance.js";

/** @typedef {Pick<typeof import("./explain.js"), "explain" | "graph">} Explainer */

/** @type {Explainer | undefined} */
let explainer;

/** @param {Explainer} found is what explains from now on */
export function useExplainer(found) {
  explainer = found;
}

/** @type {Explainer["explain"]} */
export function explain(instance, handle, byWrapper) {
  if (explainer === undefined) throw cannotExplain();
  return explainer.explain(instance, handle, byWrapper);
}

/** @type {Explainer["graph"]} */
export function graph() {
  if (explainer !== undefined) return explainer.graph();
  if (instances.length !== 0) throw cannotExplain();
  return { nodes: [], edges: [], jsRefs: [], futures: [] };
}

/** @returns {import("./errors.js").HandfastError} */
export function cannotExplain() {
  return errorFor(0, "this build cannot explain: build with debug assertions, or with the feature `explain` of the crate handfast");
}

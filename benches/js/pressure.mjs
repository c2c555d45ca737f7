// 10,000 objects of 1 MB each, of which nobody keeps any: how much memory that takes at most. Each way in a process of its own, because
// wasm's memory never gets smaller. A way that is not bounded ends where there is no memory left, at 4 GB.

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const OBJECTS = 10_000;
const script = fileURLToPath(new URL("blobs.mjs", import.meta.url));

/** What each is called, and how it is done. */
const WAYS = {
  ballast: ["Blob", "yields", "ballast"],
  no_ballast: ["Blob", "yields"],
  scope: ["Blob", "scope", "ballast"],
  loop: ["Blob", "loop", "ballast"],
  wasm_bindgen: ["PlainBlob", "yields"],
  wasm_bindgen_loop: ["PlainBlob", "loop"],
};

export function pressureCase(module) {
  const blobs = ([name, ...how]) =>
    JSON.parse(execFileSync(process.execPath, ["--expose-gc", script, module, name, String(OBJECTS), ...how], { encoding: "utf8" }));
  return {
    name: "pressure_peak_mb",
    rounds: 1,
    run() {
      const figures = {};
      for (const [way, args] of Object.entries(WAYS)) {
        const { made, us, peak, rss } = blobs(args);
        Object.assign(figures, { [`${way}_peak_mb`]: peak, [`${way}_rss_mb`]: rss, [`${way}_us`]: us, [`${way}_made`]: made });
      }
      return figures;
    },
    summary: ({ ballast_peak_mb, wasm_bindgen_peak_mb }) => ({ ratio: ballast_peak_mb / wasm_bindgen_peak_mb }),
  };
}

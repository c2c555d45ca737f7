// A churn of cycles through both heaps, each side in a process of its own: what a process held at most cannot be reset, and
// plain wasm-bindgen never gives its cycles back.

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const CYCLES = 1_000_000;
/** wasm-bindgen keeps all of them. */
const LEAKED = 100_000;

const script = fileURLToPath(new URL("churn.mjs", import.meta.url));

export function cyclesCase(module) {
  const churn = (side, count) =>
    JSON.parse(execFileSync(process.execPath, ["--expose-gc", script, module, side, String(count)], { encoding: "utf8" }));
  return {
    name: "cycles_1m",
    // Each makes a million.
    rounds: 3,
    run() {
      const handfast = churn("Node", CYCLES);
      const floor = churn("Floor", CYCLES);
      const plain = churn("PlainNode", LEAKED);
      return {
        ns_per_cycle: handfast.ns,
        wasm_bindgen_ns_per_cycle: plain.ns,
        floor_ns_per_cycle: floor.ns,
        peak_objects: handfast.peakObjects,
        peak_js_refs: handfast.peakJsRefs,
        final_objects: handfast.objects,
        final_js_refs: handfast.jsRefs,
        floor_peak_objects: floor.peakObjects,
        floor_final_objects: floor.objects,
        rss_growth_mib: handfast.rss / 2 ** 20,
        rss_bytes_per_cycle: handfast.rss / CYCLES,
        wasm_bindgen_rss_bytes_per_cycle: plain.rss / LEAKED,
      };
    },
    summary: ({ ns_per_cycle, wasm_bindgen_ns_per_cycle }) => ({ ratio: ns_per_cycle / wasm_bindgen_ns_per_cycle }),
  };
}

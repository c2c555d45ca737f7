// The random programs and webs of Node's tests, in a browser: as many as fit into the time, with finalizers and without. Before
// them, `using` and `DisposableStack`, where the browser has them.

import init, * as m from "./handfast_test_engine.js";
import { Lab } from "./lab.mjs";
import { compareBallast, runSizes } from "./pressure.mjs";
import { useResources } from "./resources.mjs";
import { run, runFields, runWeb } from "./run.mjs";

const STEPS = 250;
/** For each of the two ways; and no fewer programs than these, whatever they take. */
const SECONDS = 12;
const FEWEST = 2;

const turn = () => new Promise((resume) => setTimeout(resume, 0));

async function main() {
  await init({ module_or_path: new URL("handfast_test_engine_bg.wasm", import.meta.url) });
  const lab = new Lab(m, turn, window.collectGarbage);
  const resources = useResources(m);
  const programs = {};
  let seed = 1;
  for (const finalizers of [true, false]) {
    m.handfast.configure({ finalizers });
    const [first, start] = [seed, performance.now()];
    while (seed - first < FEWEST || performance.now() - start < SECONDS * 1000) {
      await run(lab, seed, STEPS);
      await runFields(lab, seed, STEPS);
      await runWeb(lab, seed, STEPS);
      await runSizes(lab, seed++, STEPS);
    }
    programs[finalizers ? "with FinalizationRegistry" : "with sweeps only"] = seed - first;
  }
  m.handfast.configure({ finalizers: true });
  await lab.assertEmpty();
  const ballast = await compareBallast(lab, 2000);
  window.__result = { programs, resources, ballast, steps: STEPS, peak: m.handfast.stats().peak, agent: navigator.userAgent };
}

main().catch((error) => (window.__result = { error: `${error}\n${error.stack}` }));

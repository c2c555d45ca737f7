// Makes cycles: an object of Rust holds a function whose closure holds the object. Prints what that took as one line of JSON.
//
//   node --expose-gc churn.mjs MODULE CLASS COUNT
//
// The class `Floor` is the same within JavaScript: what this engine needs for cycles that it sees, and is told to report.

import { createRequire } from "node:module";
import { collect, turn } from "./engine.mjs";

const [module, name, count] = process.argv.slice(2);
const m = createRequire(import.meta.url)(module);
const PER_TURN = 1000;

let live = 0;
let peak = 0;
const registry = new FinalizationRegistry(() => (live -= 1));

class Floor {
  constructor(i) {
    this.i = i;
    registry.register(this, i);
    live += 1;
    peak = Math.max(peak, live);
  }
  value() {
    return this.i;
  }
  listen(f) {
    this.listener = f;
  }
}

const Class = { ...m, Floor }[name];

function cycle(i) {
  const node = new Class(i);
  node.listen(() => node.value());
}

const rss = process.memoryUsage.rss();
const start = performance.now();
for (let i = 0; i < Number(count); i += 1) {
  cycle(i);
  if (i % PER_TURN === PER_TURN - 1) await turn();
}
const ns = ((performance.now() - start) * 1e6) / Number(count);
const report = { ns, rss: process.memoryUsage.rss() - rss };

if (name === "Floor") {
  Object.assign(report, { objects: live, peakObjects: peak });
} else if (name === "Node") {
  const { rustObjects: objects, jsRefs, peak } = m.handfast.stats();
  Object.assign(report, { objects, jsRefs, peakObjects: peak.rustObjects, peakJsRefs: peak.jsRefs });
  // Nothing may be left when it is asked for.
  await collect(() => {
    m.handfast.collect();
    const stats = m.handfast.stats();
    return stats.rustObjects + stats.jsRefs + stats.slots === 0;
  });
}
console.log(JSON.stringify(report));

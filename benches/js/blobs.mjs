// Makes objects of 1 MB and lets go of them, in a process of its own. Prints what that took as one line of JSON.
//
//   node --expose-gc blobs.mjs MODULE CLASS COUNT yields|loop|scope [ballast]

import { createRequire } from "node:module";
import { turn } from "./engine.mjs";

const [module, name, count, how, ballast] = process.argv.slice(2);
const m = createRequire(import.meta.url)(module);
const PER_TURN = 20;

// Nobody is to be told: the loop is meant to be as bad as it is.
m.handfast.configure({ ballast: ballast !== undefined, onPressure: () => {} });
let made = 0;
let sum = 0;

function make() {
  sum += new m[name]().first();
  made += 1;
}

const start = performance.now();
try {
  while (made < Number(count)) {
    if (how === "scope") m.handfast.scope(make);
    else make();
    if (how === "yields" && made % PER_TURN === 0) await turn();
  }
} catch {
  // There is no memory left.
}
const us = ((performance.now() - start) * 1000) / made;
const MB = 2 ** 20;
console.log(JSON.stringify({ made, us, peak: m.memoryBytes() / MB, rss: process.resourceUsage().maxRSS / 1024, sum }));

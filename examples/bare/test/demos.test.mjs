// The job of every example, in Node with real garbage collections. The folder that `xtask` has built is in HANDFAST_BARE.

import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const site = pathToFileURL(`${process.env.HANDFAST_BARE}/`);
const { run } = await import(new URL("common/lab.mjs", site));

for (const name of ["weakref", "accumulate"]) {
  test(name, async (t) => {
    const folder = new URL(`${name}/`, site);
    const { job } = await import(new URL("job.mjs", folder));
    const load = (file) => readFile(new URL(file, folder));
    await run(job, load, (kind, text) => t.diagnostic(kind === "step" ? text : `  ${text}`));
  });
}

// The job of every example, in Node with real garbage collections. The folder that `xtask` has built is in HANDFAST_BARE.

import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { WASI } from "node:wasi";

const site = pathToFileURL(`${process.env.HANDFAST_BARE}/`);
const { run } = await import(new URL("common/lab.mjs", site));

for (const name of ["weakref", "accumulate", "marshal", "growth", "scopes"]) {
  test(name, async (t) => {
    const folder = new URL(`${name}/`, site);
    const { job } = await import(new URL("job.mjs", folder));
    const host = {
      load: (file) => readFile(new URL(file, folder)),
      wasi: async () => new WASI({ version: "preview1" }),
    };
    await run(job, host, (kind, text) => t.diagnostic(kind === "step" ? text : `  ${text}`));
  });
}

// The TypeScript declarations: `types/usage.ts` compiles against them.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));

test("declarations", () => {
  const tsc = path.join(here, "../../../../js-runtime/node_modules/.bin/tsc");
  const folder = mkdtempSync(path.join(tmpdir(), "handfast-collab-types-"));
  try {
    const declarations = path.resolve(/** @type {string} */ (process.env.HANDFAST_COLLAB), "handfast_collab.d.ts");
    const config = {
      compilerOptions: {
        strict: true,
        noEmit: true,
        target: "esnext",
        lib: ["esnext", "dom"],
        module: "esnext",
        moduleResolution: "bundler",
        types: [],
        paths: { collab: [declarations] },
      },
      files: [path.join(here, "../types/usage.ts")],
    };
    writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify(config));
    const { status, stdout, stderr, error } = spawnSync(tsc, ["-p", folder], { encoding: "utf8" });
    assert.ifError(error);
    assert.equal(status, 0, stdout + stderr);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

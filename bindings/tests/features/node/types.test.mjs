// The TypeScript declarations: `types/features.ts` compiles against them.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { out } from "./support.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));

test("nothing is declared in a roundabout way", () => {
  const text = readFileSync(path.join(out, "handfast_test_features.d.ts"), "utf8");
  assert.doesNotMatch(text, /\(void\)|Handfast(Void|Number|Boolean|Unsigned|Constructed)/);
  assert.match(text, /static nothing\(\): +void;/);
});

test("declarations", () => {
  const tsc = path.join(here, "../../../../js-runtime/node_modules/.bin/tsc");
  const folder = mkdtempSync(path.join(tmpdir(), "handfast-types-"));
  try {
    const config = {
      compilerOptions: {
        strict: true,
        noEmit: true,
        skipLibCheck: false,
        target: "esnext",
        lib: ["esnext", "dom"],
        module: "esnext",
        moduleResolution: "bundler",
        types: [],
        paths: { features: [path.join(out, "handfast_test_features.d.ts")] },
      },
      files: [path.join(here, "../types/features.ts")],
    };
    writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify(config));
    const { status, stdout, stderr, error } = spawnSync(tsc, ["-p", folder], { encoding: "utf8" });
    assert.ifError(error);
    assert.equal(status, 0, stdout + stderr);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

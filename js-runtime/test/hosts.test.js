// What hosts lack, and what must not keep a process alive: each in a process of its own.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

/** Runs a script of this folder's modules; gives what it printed and how long it took. */
function run(script) {
  const lab = JSON.stringify(new URL("./lab.js", import.meta.url).href);
  const index = JSON.stringify(new URL("../src/index.js", import.meta.url).href);
  const abi = JSON.stringify(new URL("./abi.js", import.meta.url).href);
  const source = script.replaceAll("LAB", lab).replaceAll("INDEX", index).replaceAll("ABI", abi);
  return new Promise((resolve, reject) => {
    const cwd = fileURLToPath(new URL(".", import.meta.url));
    const args = ["--expose-gc", "--input-type=module", "--eval", source];
    execFile(process.execPath, args, { cwd, timeout: 20_000 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${error.message}\n${stderr}`));
      else resolve(stdout.trim());
    });
  });
}

test("nothing keeps a process alive: registered wrappers, sweeps to come, turns that ask for turns", async () => {
  const out = await run(`
    import { load } from LAB;
    import { handfast } from INDEX;
    import * as abi from ABI;
    handfast.configure({ finalizers: false, sweepInterval: 60_000 });
    const { wasm, Node } = load({ identity: true });
    globalThis.kept = new Node("a");
    const end = wasm.exports.hf_turn_end;
    wasm.exports.hf_turn_end = () => { end(); abi.scheduleTurnEnd(wasm.instance); };
    process.on("exit", () => console.log("turns", wasm.turns));
  `);
  // Whether a second turn fits in before the exit is a matter of a millisecond.
  assert.match(out, /^turns [1-9]$/);
});

for (const missing of [["setImmediate"], ["setImmediate", "MessageChannel"]]) {
  test(`without ${missing.join(" and ")} turns end all the same`, async () => {
    const out = await run(`
      const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
      for (const name of ${JSON.stringify(missing)}) delete globalThis[name];
      const { load } = await import(LAB);
      const { wasm, Node } = load();
      const node = new Node("a");
      await Promise.resolve();
      console.log(wasm.turns);
      for (let i = 0; i < 100 && wasm.turns === 0; i += 1) await sleep(5);
      console.log(wasm.turns);
      node.free();
    `);
    assert.deepEqual(out.split("\n"), ["0", "1"]);
  });
}

test("idle time is used where the host offers it, and only while there is something to sweep", async () => {
  const out = await run(`
    const idle = [];
    globalThis.requestIdleCallback = (f) => idle.push(f);
    const { load, turn } = await import(LAB);
    const { handfast } = await import(INDEX);
    handfast.configure({ sweepInterval: 0 });
    const { wasm, Node, Other } = load({ identity: true });
    const plain = new Other("plain");
    await turn();
    console.log("nothing to sweep", idle.length);
    const node = new Node("a");
    await turn();
    console.log("asked", idle.length);
    idle.shift()();
    await turn();
    console.log("done until the next turn", idle.length);
    node.free();
    plain.free();
    await turn();
    console.log("all gone", idle.length);
  `);
  assert.deepEqual(out.split("\n"), ["nothing to sweep 0", "asked 1", "done until the next turn 0", "all gone 0"]);
});

test("Symbol.dispose may be missing", async () => {
  const out = await run(`
    const Real = Symbol;
    globalThis.Symbol = (description) => Real(description);
    for (const key of ["for", "iterator", "asyncIterator", "hasInstance", "toStringTag"]) Symbol[key] = Real[key];
    const { FakeWasm } = await import("./fake-wasm.js");
    const { glue } = await import("./fake-glue.js");
    const wasm = new FakeWasm();
    const { Other } = glue(wasm);
    delete Other.prototype[undefined];
    wasm.define(Other);
    const other = new Other("a");
    other.free();
    console.log(wasm.dropped.join());
  `);
  assert.equal(out, "a");
});

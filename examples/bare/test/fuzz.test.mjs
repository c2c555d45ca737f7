// Any number into every export of a module in C: what comes back is a status or nothing, never a trap, and the tables stay as they
// are. (Numbers of values own them, as addresses own memory: each is passed once. `hf_alloc` and `hf_free` are left out: they are for whoever writes into the module's memory, which is trusted.)

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const site = pathToFileURL(`${process.env.HANDFAST_BARE}/`);
const { handfast, instantiate } = await import(new URL("node_modules/handfast/index.js", site));

/** By the kinds of their parameters: handle, value, small number. */
const RUNTIME = {
  hf_dispose: "h", hf_finalize: "h", hf_retain: "h", hf_release: "h", hf_is_alive: "h", hf_class_of: "h",
  hf_value_new: "", hf_value_drop: "v", hf_ref_count: "", hf_turn_end: "", hf_collect: "", hf_collect_within: "nn", hf_drop_waiting: "", hf_collected: "n", hf_stat: "n",
  hf_type_count: "", hf_type_live: "n", hf_type_name: "n", hf_type_name_len: "n",
};

/** The modules: what they export besides, how an object is made, and which exports return handles and values. */
const MODULES = {
  weakref: {
    exports: { my_class_greet: "h", my_class_listen: "hv", my_class_new: "h", live: "", live_counters: "" },
    make: ({ exports }) => exports.my_class_new(0),
    handles: ["my_class_new"],
    values: ["hf_value_new"],
  },
  growth: {
    exports: {
      numbers_new: "nv", numbers_view: "hn", numbers_name: "h", bytes_of: "h", numbers_sum: "h", numbers_length: "h",
      numbers_pointer: "h", numbers_push: "hn", numbers_listen: "hv", live: "",
    },
    make: (wasm) => wasm.exports.numbers_new(4, wasm.hold("name")),
    handles: ["numbers_new"],
    values: ["hf_value_new", "numbers_view", "numbers_name"],
  },
};

const ROUNDS = 20_000;

/** A small generator of the linear congruential kind, so that a failure can be repeated. */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Whatever the last export has left to be thrown. */
function forgetFailure(wasm) {
  try {
    wasm.check(0);
  } catch {
    // As expected of most.
  }
}

const runs = Object.keys(MODULES).flatMap((module) => [1, 2, 3].map((seed) => ({ module, seed })));

for (const { module, seed } of runs) {
  test(`any numbers: ${module}, seed ${seed}`, async () => {
    const { exports: own, make, handles: returnHandles, values: returnValues } = MODULES[module];
    const kinds = { ...RUNTIME, ...own };
    const names = Object.keys(kinds);
    const memory = module === "growth" ? new WebAssembly.Memory({ initial: 20, maximum: 1_000 }) : undefined;
    const wasm = await instantiate(await readFile(new URL(`${module}/${module}.wasm`, site)), { memory });
    const { exports } = wasm;
    const pick = random(seed);
    const handles = [0, -0, -1, NaN, Infinity, -Infinity, 0.5, 1, 2 ** 32, 2 ** 52, 2 ** 53, 1e300];
    // All of these come from the same module: what was freed is stale from then on.
    for (let i = 0; i < 5; i += 1) {
      const handle = make(wasm);
      wasm.check(handle);
      handles.push(handle);
    }
    // Numbers of values are like addresses: each is given away once. These are none.
    const noValues = [0, -1, 2 ** 31, 2 ** 20];
    const values = [wasm.hold({}), wasm.hold(() => {})];
    const small = [0, 1, 2, 3, -1, 77];
    const choose = {
      h: () => handles[pick(handles.length)],
      n: () => small[pick(small.length)],
      v: () => (values.length > 0 && pick(2) === 0 ? values.pop() : noValues[pick(noValues.length)]),
    };
    for (let round = 0; round < ROUNDS; round += 1) {
      const name = names[pick(names.length)];
      const parameters = [...kinds[name]].map((kind) => choose[kind]());
      const result = exports[name](...parameters);
      if (round % 100 === 0) forgetFailure(wasm);
      if (returnValues.includes(name) && result !== 0) {
        // A view's handle is one like any other; nobody has its wrapper but the value.
        if (name !== "hf_value_new") handles.push(wasm.handle(wasm.value(result)));
        values.push(result);
      }
      if (returnHandles.includes(name) && result !== 0) handles.push(result);
    }
    forgetFailure(wasm);
    for (const value of values) exports.hf_value_drop(value);
    for (const handle of handles) {
      while (exports.hf_release(handle) === 0);
      exports.hf_dispose(handle);
    }
    exports.hf_collect();
    handfast.flush();
    assert.equal(exports.hf_ref_count(), 0);
    assert.equal(exports.live(), 0);
    const { rustObjects, handles: left, jsRefs } = handfast.stats();
    assert.deepEqual({ rustObjects, left, jsRefs }, { rustObjects: 0, left: 0, jsRefs: 0 });
  });
}

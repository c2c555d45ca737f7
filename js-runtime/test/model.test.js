// Random histories against a model that says in one line which objects must be alive: those that were
// neither disposed nor consumed and have a wrapper that is not dead.

import assert from "node:assert/strict";
import { test } from "node:test";
import { handfast } from "../src/index.js";
import * as abi from "./abi.js";
import { countEntries } from "../src/entries.js";
import { instanceAt } from "../src/instance.js";
import { FakeCollector } from "./collector.js";
import { assertEmpty, load, withConfig, withGlobals } from "./lab.js";

const RUNS = 300;
const STEPS = 250;

/** A small generator of random numbers (mulberry32): a failing run is repeated by its seed. */
function random(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  return { below: (n) => next() % n, pick: (list) => list[next() % list.length] };
}

class Run {
  constructor(seed, collector) {
    this.rng = random(seed);
    this.collector = collector;
    Object.assign(this, load({ identity: true }));
    this.instance = instanceAt(this.wasm.instance);
    /** `{ handle, cls, wrappers }`; an object leaves the list when it is disposed, consumed or dead. */
    this.objects = [];
    /** Handles that must not be alive. */
    this.gone = [];
  }

  alive(wrapper) {
    return !this.collector.dead.has(wrapper);
  }

  /** The wrapper is strongly held by the nursery, so it cannot die. */
  isHeld(wrapper) {
    return this.instance.refs.includes(wrapper);
  }

  retire(object) {
    this.objects.splice(this.objects.indexOf(object), 1);
    this.gone.push(object.handle);
  }

  make() {
    const cls = this.rng.pick([this.Node, this.Other]);
    const wrapper = this.rng.below(2) ? this.wasm.make(cls) : new cls("made");
    this.objects.push({ handle: wrapper.__wbg_ptr, cls, wrappers: [wrapper] });
  }

  /** Rust returns the object once more. */
  giveAgain(object) {
    const found = abi.wrapperOf(object.handle, object.cls.id);
    if (object.cls === this.Node) assert.equal(found, object.wrappers.find((each) => this.alive(each)), "identity");
    if (found !== undefined) assert.ok(object.wrappers.includes(found) && this.alive(found));
    const wrapper = found ?? abi.wrapNew(object.handle, object.cls.id, this.rng.below(2) === 0);
    if (wrapper !== found) object.wrappers.push(wrapper);
  }

  step() {
    const { rng } = this;
    const object = rng.pick(this.objects);
    const op = rng.below(11);
    if (op <= 1 || object === undefined) this.make();
    else if (op === 2) this.giveAgain(object);
    else if (op === 3) {
      const wrapper = rng.pick(object.wrappers);
      if (!this.alive(wrapper)) return;
      wrapper.free();
      this.retire(object);
    } else if (op === 4) {
      const wrapper = rng.pick(object.wrappers);
      if (!this.alive(wrapper)) return;
      this.wasm.consume(wrapper, object.cls);
      this.retire(object);
    } else if (op <= 6) {
      const wrapper = rng.pick(object.wrappers);
      if (this.isHeld(wrapper)) return;
      this.collector.kill(wrapper);
      // Not yet gone: it is released some time later. But it must not come back to life by itself.
      if (!object.wrappers.some((each) => this.alive(each))) this.dying(object);
    } else if (op === 7) {
      const dead = this.collector.registrations.filter(({ target }) => !this.alive(target));
      if (dead.length > 0) this.collector.fire(rng.pick(dead).target);
    } else if (op === 8) handfast.sweep({ budget: 1 + rng.below(64) });
    else if (op === 9) handfast.flush();
    else if (rng.below(4) === 0) handfast.configure({ finalizers: rng.below(2) === 0 });
    else {
      const wrapper = rng.pick(object.wrappers);
      if (this.alive(wrapper)) assert.equal(abi.handleOf(wrapper, this.wasm.instance, true), object.handle);
    }
  }

  /** The last wrapper has died. Half of the time Rust returns the object once more before that is noticed. */
  dying(object) {
    if (this.rng.below(2) && this.wasm.exports.hf_is_alive(object.handle)) this.giveAgain(object);
    else this.objects.splice(this.objects.indexOf(object), 1);
  }

  check() {
    for (const { handle } of this.objects) assert.equal(this.wasm.exports.hf_is_alive(handle), 1, "released too early");
    for (const handle of this.gone) assert.equal(this.wasm.exports.hf_is_alive(handle), 0, "not released");
  }

  end() {
    handfast.flush();
    for (const { wrappers } of this.objects) for (const wrapper of wrappers) this.collector.kill(wrapper);
    handfast.flush();
    handfast.sweep();
    this.collector.fire();
    handfast.sweep();
    handfast.flush();
  }
}

test("random histories: nothing is released too early, nothing is left", async (t) => {
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const collector = new FakeCollector();
    await withGlobals(collector.globals, () =>
      withConfig({ nursery: 1 + (seed % 9) }, async () => {
        const run = new Run(seed, collector);
        try {
          for (let i = 0; i < STEPS; i += 1) {
            run.step();
            run.check();
          }
          run.end();
          assert.ok(run.wasm.isEmpty, "objects left");
          assert.equal(countEntries(run.instance), 0);
          assert.equal(run.instance.weak, 0);
          assert.equal(run.instance.others?.size ?? 0, 0);
        } catch (error) {
          error.message = `seed ${seed}: ${error.message}`;
          throw error;
        }
      }),
    );
  }
  await new Promise((resolve) => setTimeout(resolve, 5));
  assertEmpty();
});

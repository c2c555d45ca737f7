// Random programs over real objects, and the model they are compared with.
//
// The model knows what must be alive: what JavaScript's variables, Rust's own list and raw retains lead to. Programs make
// no cycles (a child is always older than its parent), since those are not collected here.

import { assert } from "./assert.mjs";
import { random } from "./lab.mjs";

const GONE = ["HANDFAST_DISPOSED", "HANDFAST_STALE_HANDLE", "HANDFAST_SCOPE_ENDED"];

/** One program and its model. */
export class World {
  /**
   * @param {import("./lab.mjs").Lab} lab where it runs
   * @param {number} seed
   */
  constructor(lab, seed) {
    this.lab = lab;
    this.m = lab.m;
    this.random = random(seed);
    this.next = 1;
    /** By number: what the model knows of an object. */
    this.objects = new Map();
    /** What JavaScript's variables hold: wrapper, number, and whether it was disposed. */
    this.variables = [];
    /** Functions of Rust's: what they are called, of what kind, with what code they refuse to be called, and whether they were. */
    this.functions = [];
    /** Numbers of what Rust holds by itself, oldest first. */
    this.parked = [];
    /** Raw handles and their numbers. */
    this.retained = [];
    /** Async calls under way, each of which holds an object: its number, the promise, and how to settle what it waits for. */
    this.pending = [];
    /** Numbers of the objects that Rust has dropped. */
    this.dropped = new Set();
    /** For each held value, a WeakRef to it. */
    this.values = new Map();
  }

  /** What {@link step} chooses from. */
  operations = OPERATIONS;

  /** Numbers of all objects that must be alive. `others`: of those that something else holds. */
  reachable(others = []) {
    const seen = new Set();
    const todo = [
      ...others,
      ...this.variables.filter((variable) => !variable.disposed).map((variable) => variable.id),
      ...this.functions.filter((entry) => !entry.disposed && !entry.called).map((entry) => entry.id),
      ...this.parked,
      ...this.retained.map((entry) => entry.id),
      ...this.pending.map((entry) => entry.id),
    ];
    while (todo.length > 0) {
      const id = todo.pop();
      if (seen.has(id)) continue;
      seen.add(id);
      todo.push(...this.objects.get(id).children);
    }
    return seen;
  }

  /** Asserts that nothing reachable was dropped, and nothing dropped twice. */
  check() {
    for (const id of this.m.takeDropped()) {
      assert(!this.dropped.has(id), `object ${id} was dropped twice`);
      this.dropped.add(id);
    }
    for (const id of this.reachable()) assert(!this.dropped.has(id), `object ${id} was dropped, though it is reachable`);
  }

  /** Enters a wrapper; the same object must be the same wrapper as long as JavaScript has it. */
  remember(wrapper, id) {
    assert.equal(wrapper.id, id);
    for (const known of this.variables) {
      if (known.id === id && !known.disposed) assert.equal(known.wrapper, wrapper, `object ${id} has two wrappers`);
    }
    this.variables.push({ wrapper, id, disposed: false });
  }

  live() {
    return this.variables.filter((variable) => !variable.disposed);
  }

  /** Marks every variable that holds this object's wrapper. */
  markDisposed(wrapper) {
    for (const variable of this.variables) if (variable.wrapper === wrapper) variable.disposed = true;
  }

  /** How many references Rust holds to an object besides the wrapper's share. */
  others(id) {
    let count = this.parked.filter((parked) => parked === id).length;
    count += this.retained.filter((entry) => entry.id === id).length;
    count += this.pending.filter((entry) => entry.id === id).length;
    for (const [owner, object] of this.objects) {
      if (this.dropped.has(owner)) continue;
      count += object.children.filter((child) => child === id).length;
    }
    return count;
  }

  /** Rust has returned a wrapper. */
  returned() {}

  /** Does one random thing. */
  async step() {
    const name = this.random.pick(this.operations);
    await this[name]();
    this.check();
  }

  create() {
    const id = this.next++;
    const special = this.random.next() < 0.3;
    this.objects.set(id, { children: [], held: [], special });
    this.remember(special ? new this.m.Special(id, 1) : new this.m.Thing(id), id);
  }

  forget() {
    if (this.variables.length > 0) this.variables.splice(this.random.below(this.variables.length), 1);
  }

  push() {
    const live = this.live();
    if (live.length < 2) return;
    const [a, b] = [this.random.pick(live), this.random.pick(live)];
    if (a.id === b.id) return;
    const [parent, child] = a.id > b.id ? [a, b] : [b, a];
    parent.wrapper.push(child.wrapper);
    this.objects.get(parent.id).children.push(child.id);
  }

  pop() {
    const parent = this.random.pick(this.live());
    if (!parent) return;
    const child = parent.wrapper.pop();
    const id = this.objects.get(parent.id).children.pop();
    if (id === undefined) assert.equal(child, undefined);
    else this.remember(child, id);
    this.returned(child);
  }

  look() {
    const parent = this.random.pick(this.live());
    if (!parent) return;
    const { children } = this.objects.get(parent.id);
    const all = parent.wrapper.children();
    for (const child of all) this.returned(child);
    assert.sameItems(all.map((child) => child.id), children);
    if (children.length === 0) return;
    const index = this.random.below(children.length);
    assert.equal(parent.wrapper.child(index), all[index]);
    this.remember(all[index], children[index]);
  }

  hold() {
    const thing = this.random.pick(this.live());
    if (!thing) return;
    const name = `v${this.next++}`;
    const value = { name };
    this.values.set(name, new WeakRef(value));
    thing.wrapper.hold(value);
    this.objects.get(thing.id).held.push(name);
  }

  letGo() {
    const thing = this.random.pick(this.live());
    if (!thing) return;
    const { held } = this.objects.get(thing.id);
    assert.equal(thing.wrapper.letGo(), held.pop() !== undefined);
    if (held.length > 0) assert.equal(thing.wrapper.held(held.length - 1).name, held.at(-1));
  }

  dispose() {
    const variable = this.random.pick(this.variables);
    if (!variable) return;
    variable.wrapper.free();
    this.markDisposed(variable.wrapper);
    variable.wrapper.free();
    this.use(variable.wrapper);
  }

  /** Whatever is done with a disposed wrapper is a typed error. */
  use(wrapper) {
    const live = this.random.pick(this.live());
    const uses = [() => wrapper.id, () => wrapper.push(wrapper), () => wrapper.consume()];
    if (live) uses.push(() => live.wrapper.push(wrapper), () => live.wrapper.sum(wrapper), () => live.wrapper.swallow(wrapper));
    assert.throws(this.random.pick(uses), (error) => GONE.includes(error.code));
  }

  useDisposed() {
    const variable = this.random.pick(this.variables.filter((entry) => entry.disposed));
    if (variable) this.use(variable.wrapper);
  }

  consume() {
    const variable = this.random.pick(this.live());
    if (!variable) return;
    this.byValue(variable, () => variable.wrapper.consume());
  }

  swallow() {
    const live = this.live();
    const [owner, variable] = [this.random.pick(live), this.random.pick(live)];
    if (!owner || owner.id === variable.id) return;
    this.byValue(variable, () => owner.wrapper.swallow(variable.wrapper));
  }

  /** An object goes by value only if nothing else holds it and it is of just that class. */
  byValue(variable, take) {
    const { special } = this.objects.get(variable.id);
    const shared = this.others(variable.id) > 0;
    if (shared || special) {
      const codes = [shared && "HANDFAST_SHARED", special && "HANDFAST_WRONG_CLASS"];
      assert.throws(take, (error) => codes.includes(error.code));
      assert.equal(variable.wrapper.id, variable.id);
      return;
    }
    assert.equal(take(), variable.id);
    this.markDisposed(variable.wrapper);
    this.use(variable.wrapper);
  }

  park() {
    const variable = this.random.pick(this.live());
    if (!variable) return;
    variable.wrapper.park();
    this.parked.push(variable.id);
  }

  unpark() {
    const wrapper = this.m.Thing.unpark();
    const id = this.parked.pop();
    if (id === undefined) assert.equal(wrapper, undefined);
    else this.remember(wrapper, id);
    this.returned(wrapper);
  }

  retain() {
    const variable = this.random.pick(this.live());
    if (!variable) return;
    const handle = this.m.handfast.handleOf(variable.wrapper);
    this.m.handfast.retain(handle);
    this.retained.push({ handle, id: variable.id });
  }

  release() {
    if (this.retained.length === 0) return;
    const [{ handle }] = this.retained.splice(this.random.below(this.retained.length), 1);
    assert(this.m.handfast.isAlive(handle));
    this.m.handfast.release(handle);
  }

  createFunction() {
    const id = this.next++;
    const thing = this.random.pick(this.live());
    const kind = this.random.pick(["makeFn", "makeFnMut", "makeFnOnce"]);
    this.objects.set(id, { children: thing ? [thing.id] : [], held: [] });
    this.functions.push({ f: this.m[kind](id, thing?.wrapper), id, kind, disposed: undefined, called: false });
  }

  forgetFunction() {
    if (this.functions.length > 0) this.functions.splice(this.random.below(this.functions.length), 1);
  }

  /** With a call of itself inside, in which it may dispose itself. */
  callFunction() {
    const entry = this.random.pick(this.functions);
    if (!entry) return;
    const { f, id, kind } = entry;
    const code = entry.disposed ?? (entry.called ? "HANDFAST_ALREADY_CALLED" : undefined);
    if (code) return assert.throws(() => f(), (error) => error.code === code && /functions::|the scope/.test(error.message));
    const { children } = this.objects.get(id);
    const inner = { makeFn: undefined, makeFnMut: "HANDFAST_BORROWED_MUT", makeFnOnce: "HANDFAST_ALREADY_CALLED" }[kind];
    const dispose = this.random.next() < 0.2;
    const thrown = this.random.next() < 0.2 ? new Error("mine") : undefined;
    const inside = () => {
      if (inner) assert.throws(() => f(), (error) => error.code === inner);
      else this.answers(f(), [id, ...children]);
      if (dispose) this.disposeFunction(entry);
      if (thrown) throw thrown;
    };
    if (thrown) assert.throws(() => f(inside), (error) => error === thrown);
    else this.answers(f(inside), [id, ...children]);
    entry.called = kind === "makeFnOnce";
  }

  /** A function has returned its number, and its object if it has one. */
  answers(list, ids) {
    for (const it of list) if (typeof it === "object") this.returned(it);
    assert.sameItems(list.map((it) => it.id ?? it), ids);
  }

  disposeFunction(entry = this.random.pick(this.functions)) {
    if (!entry) return;
    entry.disposed ??= "HANDFAST_DISPOSED";
    this.m.handfast.dispose(entry.f);
    this.m.handfast.dispose(entry.f);
    assert(!this.m.handfast.isAlive(entry.f));
    assert.throws(() => entry.f(), (error) => error.code === entry.disposed);
  }

  derived() {
    const variable = this.random.pick(this.live());
    if (!variable) return;
    const { special } = this.objects.get(variable.id);
    assert.equal(variable.wrapper instanceof this.m.Special, special);
    if (special) assert(variable.wrapper.raise() > 1);
    else assert.throws(() => this.m.Special.prototype.raise.call(variable.wrapper), (error) => /WRONG_CLASS|NOT_A_HANDLE/.test(error.code));
  }

  conflict() {
    const variable = this.random.pick(this.live());
    if (!variable) return;
    const { wrapper } = variable;
    wrapper.callLocked(() => {
      assert.throws(() => wrapper.id, (error) => error.code === "HANDFAST_BORROWED_MUT" && /Thing\.call/.test(error.message));
    });
    wrapper.callShared(() => {
      assert.equal(wrapper.id, variable.id);
      assert.throws(() => wrapper.pop(), (error) => error.code === "HANDFAST_BORROWED");
    });
    const thrown = new Error("mine");
    assert.throws(() => wrapper.callLocked(() => { throw thrown; }), (error) => error === thrown);
  }

  /** Calls that nest, and in the innermost a disposal and perhaps an exception, which some level may catch. */
  nest() {
    if (this.live().length === 0) return;
    const thrown = this.random.next() < 0.6 ? { oops: this.next } : undefined;
    const levels = Array.from({ length: 1 + this.random.below(5) }, () => this.random.next() < 0.2);
    const down = (level) => {
      const { wrapper } = this.random.pick(this.live());
      return wrapper.callShared(() => {
        if (level === levels.length) {
          this[this.random.pick(["dispose", "dispose", "flush", "create", "look", "retain", "sweep"])]();
          if (thrown) throw thrown;
          return "returned";
        }
        if (!levels[level]) return down(level + 1);
        try {
          return down(level + 1);
        } catch (error) {
          assert.equal(error, thrown);
          return "caught";
        }
      });
    };
    const outcome = () => down(0);
    if (thrown && !levels.includes(true)) assert.throws(outcome, (error) => error === thrown);
    else assert.equal(outcome(), thrown ? "caught" : "returned");
  }

  /** An async method, whose future holds the object until what it waits for is settled. */
  wait() {
    const variable = this.random.pick(this.live());
    if (!variable) return;
    let resolve, reject;
    const awaited = new Promise((...settle) => ([resolve, reject] = settle));
    this.pending.push({ id: variable.id, promise: variable.wrapper.wait(awaited), resolve, reject });
  }

  /** Settles one, also after its object was disposed: the result arrives, or what it was rejected with. */
  async settle() {
    if (this.pending.length === 0) return;
    const [{ id, promise, resolve, reject }] = this.pending.splice(this.random.below(this.pending.length), 1);
    const thrown = this.random.next() < 0.3 ? { oops: id } : undefined;
    if (thrown) reject(thrown);
    else resolve();
    const outcome = await promise.catch((error) => error);
    assert.equal(outcome, thrown ?? id);
  }

  async collect() {
    await this.lab.collect();
  }

  async endTurn() {
    await this.lab.turn();
  }

  flush() {
    this.m.handfast.flush();
  }

  sweep() {
    this.m.handfast.sweep(this.random.next() < 0.5 ? { budget: 8 } : {});
  }

  /** Lets go of everything. */
  end() {
    this.variables.length = 0;
    this.functions.length = 0;
    for (const { handle } of this.retained.splice(0)) this.m.handfast.release(handle);
    while (this.parked.pop() !== undefined) this.m.Thing.unpark();
    for (const { resolve } of this.pending.splice(0)) resolve();
  }
}

export const OPERATIONS = [
  "create", "create", "create", "forget", "forget", "push", "push", "push", "pop", "look", "look", "hold", "hold", "letGo",
  "dispose", "useDisposed", "consume", "swallow", "park", "unpark", "retain", "release", "derived", "conflict",
  "createFunction", "createFunction", "forgetFunction", "callFunction", "callFunction", "disposeFunction",
  "nest", "nest", "wait", "settle",
  "collect", "endTurn", "flush", "sweep",
];

// Random programs whose objects refer to each other through both heaps, cycles included, and the oracle they are compared with.
//
// Plain JavaScript objects and functions, and Things and functions of Rust's, refer to each other at random. The oracle is a graph of
// numbers: it knows what the program's variables and Rust's own list lead to, and holds no object.

/** Whether a value is a function of Rust's. */
const isRustFn = (value) => typeof value === "function" && Object.hasOwn(value, "__wbg_ptr");

/** What a plain object, or a function, refers to; the last entry is its number. */
const edgesOf = (value) => (typeof value === "function" ? value() : value.edges);

export class Web {
  /**
   * @param {any} m the module under test
   * @param {{ next: () => number, below: (n: number) => number, pick: (list: any[]) => any }} random
   */
  constructor(m, random) {
    this.m = m;
    this.random = random;
    this.next = 1;
    /** The program's variables. */
    this.roots = [];
    /** By number: the numbers of what a value refers to, in order. `thing` says that it is Rust's, with values it holds. */
    this.graph = new Map();
    /** Numbers of what Rust holds by itself, oldest first. */
    this.parked = [];
    /** Numbers of the Things that Rust has dropped. */
    this.dropped = new Set();
    /** For each plain value, a WeakRef to it. */
    this.probes = new Map();
  }

  /** The number of a value. */
  number(value) {
    if (isRustFn(value)) return value()[0];
    return value instanceof this.m.Thing ? value.id : value.number;
  }

  /** Numbers of everything that must be alive. */
  reachable() {
    const seen = new Set();
    const todo = [...this.roots.map((value) => this.number(value)), ...this.parked];
    while (todo.length > 0) {
      const number = todo.pop();
      if (seen.has(number)) continue;
      seen.add(number);
      const { edges, held, kept } = this.graph.get(number);
      todo.push(...edges, ...held, ...kept);
    }
    return seen;
  }

  /** Checks what Rust has dropped since the last time. */
  check() {
    const reachable = this.reachable();
    for (const number of this.m.takeDropped()) {
      if (this.dropped.has(number)) throw new Error(`object ${number} was dropped twice`);
      if (reachable.has(number)) throw new Error(`object ${number} was dropped, though it is reachable`);
      this.dropped.add(number);
    }
  }

  /** Goes everywhere from the variables, and compares what is there with the graph. */
  checkAll() {
    this.check();
    const seen = new Set();
    const todo = [...this.roots];
    while (todo.length > 0) {
      const value = todo.pop();
      const number = this.number(value);
      if (seen.has(number)) continue;
      seen.add(number);
      const { edges, held, kept } = this.graph.get(number);
      const found = this.around(value);
      const numbers = found.map((next) => next && this.number(next));
      const expected = [...edges, ...held, ...kept];
      if (numbers.join() !== expected.join()) throw new Error(`${number} refers to ${numbers}, expected ${expected}`);
      todo.push(...found);
    }
  }

  /** What a value refers to. */
  around(value) {
    if (isRustFn(value)) return value().slice(1);
    if (!(value instanceof this.m.Thing)) return edgesOf(value);
    const { held } = this.graph.get(value.id);
    return [...value.children(), ...held.map((_, i) => value.held(i)), ...value.kept()];
  }

  /** A value that the program can get at. */
  somewhere() {
    if (this.roots.length === 0) return undefined;
    let value = this.random.pick(this.roots);
    for (let steps = this.random.below(4); steps > 0; steps -= 1) {
      const next = this.around(value);
      if (next.length === 0) break;
      value = this.random.pick(next);
    }
    return value;
  }

  /** One random step; `pass` is left to the caller, who knows how to collect garbage. */
  step() {
    this[this.random.pick(STEPS)]();
    this.check();
  }

  enter(number, thing) {
    this.graph.set(number, { edges: [], held: [], kept: [], thing });
  }

  /** Puts a new value into a variable, or has another value refer to it. */
  place(value) {
    const owner = this.random.next() < 0.6 ? this.somewhere() : undefined;
    if (owner === undefined) this.roots.push(value);
    else this.refer(owner, value);
  }

  refer(from, to) {
    // What a function of Rust's holds, it was made with.
    if (isRustFn(from)) return void this.roots.push(to);
    const { edges, held, kept } = this.graph.get(this.number(from));
    const number = this.number(to);
    if (from instanceof this.m.Thing && isRustFn(to) && this.random.next() < 0.7) {
      from.keep(to);
      kept.push(number);
    } else if (!(from instanceof this.m.Thing)) {
      edgesOf(from).push(to);
      edges.push(number);
    } else if (to instanceof this.m.Thing && this.random.next() < 0.7) {
      from.push(to);
      edges.push(number);
    } else {
      from.hold(to);
      held.push(number);
    }
  }

  makePlain() {
    const number = this.next++;
    const edges = [];
    const value = this.random.next() < 0.5 ? { number, edges } : Object.assign(() => edges, { number });
    this.enter(number, false);
    this.probes.set(number, new WeakRef(value));
    this.place(value);
  }

  makeThing() {
    const number = this.next++;
    this.enter(number, true);
    this.place(new this.m.Thing(number));
  }

  makeFunction() {
    const number = this.next++;
    const [thing, value] = [this.somewhere(), this.somewhere()];
    this.enter(number, true);
    const { edges } = this.graph.get(number);
    const child = thing instanceof this.m.Thing ? thing : undefined;
    for (const it of [child, value]) if (it !== undefined) edges.push(this.number(it));
    this.place(this.m[this.random.pick(["makeFn", "makeFnMut"])](number, child, value));
  }

  link() {
    const [from, to] = [this.somewhere(), this.somewhere()];
    if (from !== undefined) this.refer(from, to);
  }

  unlink() {
    const from = this.somewhere();
    if (from === undefined || isRustFn(from)) return;
    const { edges, held, kept } = this.graph.get(this.number(from));
    if (kept.length > 0 && this.random.next() < 0.3) {
      const f = from.unkeep();
      const number = kept.pop();
      if (this.number(f) !== number) throw new Error(`let go of ${this.number(f)}, expected ${number}`);
      if (this.random.next() < 0.3) this.roots.push(f);
    } else if (!(from instanceof this.m.Thing)) {
      edgesOf(from).pop();
      edges.pop();
    } else if (this.random.next() < 0.5) {
      const child = from.pop();
      const number = edges.pop();
      if (child?.id !== number) throw new Error(`popped ${child?.id}, expected ${number}`);
      if (child !== undefined && this.random.next() < 0.3) this.roots.push(child);
    } else {
      from.letGo();
      held.pop();
    }
  }

  remember() {
    const value = this.somewhere();
    if (value !== undefined) this.roots.push(value);
  }

  forget() {
    if (this.roots.length > 0) this.roots.splice(this.random.below(this.roots.length), 1);
  }

  park() {
    const value = this.somewhere();
    if (!(value instanceof this.m.Thing)) return;
    value.park();
    this.parked.push(value.id);
  }

  unpark() {
    const value = this.m.Thing.unpark();
    const number = this.parked.pop();
    if (value?.id !== number) throw new Error(`unparked ${value?.id}, expected ${number}`);
    if (value !== undefined) this.roots.push(value);
  }

  /** From one moment to the next only Rust holds anything: what it has got at since the last pass must stay. */
  retreat() {
    this.pass();
    this.park();
    this.roots = [];
  }

  /** Nested: a pass while Rust has the object borrowed. */
  callDuringPass() {
    const value = this.somewhere();
    const pass = () => void this.m.handfast.collect();
    if (value instanceof this.m.Thing) value.callShared(pass);
    else if (isRustFn(value)) value(pass);
  }

  pass() {
    this.m.handfast.collect();
  }

  /** A slice of a pass. The program goes on in the middle of it. */
  slice() {
    this.m.handfast.collectWithin(0);
  }

  /** Lets everything go. */
  end() {
    this.roots = [];
  }

  /** Whether all that cannot be reached is gone. */
  isSettled() {
    this.check();
    const reachable = this.reachable();
    for (const [number, { thing }] of this.graph) {
      if (reachable.has(number)) continue;
      if (thing ? !this.dropped.has(number) : this.probes.get(number).deref() !== undefined) return false;
    }
    return true;
  }
}

/** With their weights. */
const STEPS = [
  ["makePlain", 8],
  ["makeThing", 10],
  ["makeFunction", 6],
  ["link", 14],
  ["unlink", 6],
  ["remember", 3],
  ["forget", 12],
  ["park", 6],
  ["unpark", 4],
  ["retreat", 2],
  ["callDuringPass", 2],
  ["pass", 3],
  ["slice", 16],
].flatMap(([name, weight]) => Array(weight).fill(name));

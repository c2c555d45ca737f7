// A small model of the wasm side in JavaScript: the exports `hf_*`, and objects that
// record that they were dropped. Everything else is the real package.

import * as abi from "./abi.js";
import { abandonConstruct } from "../src/construct.js";
import { instanceAt } from "../src/instance.js";

const STALE = 1;
const NOT_A_HANDLE = 4;
const OVER_RELEASE = 11;
const SCOPE_ENDED = 22;

/** One fake instance. */
export class FakeWasm {
  constructor({ shared = false, memory = new WebAssembly.Memory({ initial: 1, maximum: 16, shared }) } = {}) {
    this.memory = memory;
    /** By index: `{ generation, name, share, raw }`, or `undefined`. Index 0 is never used. */
    this.cells = [undefined];
    this.generations = [0];
    this.free = [];
    /** Names of dropped objects, in order. */
    this.dropped = [];
    /** Names of objects whose release waits for the end of the turn. */
    this.queue = [];
    this.constructing = 0;
    /** The class whose construction has ended last, or has failed. */
    this.constructed = 0;
    this.turns = 0;
    this.collections = 0;
    this.message = "";
    this.lostStack = 0;
    this.poisoned = false;
    this.statusOfDispose = 0;
    this.calls = { dispose: 0, finalize: 0 };
    this.typeNames = ["Node"];
    this.exports = this.createExports();
    this.instance = abi.attach(this.exports, this.memory);
    this.salt = abi.saltOf(this.instance);
  }

  createExports() {
    return {
      hf_dispose: (handle) => {
        this.calls.dispose += 1;
        if (this.statusOfDispose !== 0) return this.fail(this.statusOfDispose, "refused by the test");
        const cell = this.cell(handle);
        if (cell === undefined || !cell.share) return this.fail(STALE, "stale");
        this.giveBack(handle, cell, (name) => this.drop(name));
        return 0;
      },
      hf_finalize: (handle) => {
        this.calls.finalize += 1;
        const cell = this.cell(handle);
        if (cell === undefined || !cell.share) return 0;
        this.giveBack(handle, cell, (name) => this.queue.push(name));
        return 1;
      },
      hf_drop_waiting: () => {},
      hf_retain: (handle) => {
        const cell = this.cell(handle);
        if (cell === undefined) return this.fail(handle > 0 ? STALE : NOT_A_HANDLE, "größer als nichts");
        cell.raw += 1;
        return 0;
      },
      hf_release: (handle) => {
        const cell = this.cell(handle);
        if (cell === undefined) return this.fail(STALE, "stale");
        if (cell.raw === 0) return this.fail(OVER_RELEASE, "released more often than retained");
        cell.raw -= 1;
        if (cell.raw === 0 && !cell.share) this.remove(handle, (name) => this.drop(name));
        return 0;
      },
      hf_is_alive: (handle) => (this.cell(handle) === undefined ? 0 : 1),
      hf_class_of: () => 0,
      hf_constructing: () => this.constructing,
      hf_constructed: () => this.constructed,
      hf_turn_end: () => {
        this.turns += 1;
        for (const name of this.queue.splice(0)) this.drop(name);
        return 0;
      },
      hf_poison: () => {
        this.poisoned = true;
      },
      hf_stack: () => 1048576 - this.lostStack,
      hf_collect: () => {
        this.collections += 1;
      },
      hf_collect_within: () => {
        this.collections += 1;
        return 1;
      },
      hf_collected: (which) => [50, 40, 30, 25, 24, 20, 10][which] * this.collections,
      hf_stat: (which) => {
        const live = this.cells.filter((cell) => cell !== undefined).length;
        return [live + this.queue.length, live, 0, this.queue.length, 0, 9, 8, 7, 0, 6][which];
      },
      hf_type_count: () => this.typeNames.length,
      hf_type_live: () => this.cells.filter((cell) => cell !== undefined).length,
      hf_type_name: (type) => this.write(256, this.typeNames[type]).pointer,
      hf_type_name_len: (type) => this.write(256, this.typeNames[type]).length,
      hf_error_message: () => this.write(512, this.message).pointer,
      hf_error_message_len: () => this.write(512, this.message).length,
    };
  }

  /** Exposes a new object: its handle has one share, the wrapper's. */
  expose(name) {
    const index = this.free.pop() ?? this.cells.length;
    const generation = ((this.generations[index] ?? this.salt * 1024) + 1) % 2 ** 21;
    this.generations[index] = generation;
    this.cells[index] = { generation, name, share: true, raw: 0 };
    return generation * 2 ** 32 + index;
  }

  /** As a method that returns a new object. */
  make(cls, name = cls.wasmName, identity = false) {
    return abi.wrapNew(this.expose(name), cls.id, identity);
  }

  /**
   * As an exported constructor: `body`, if given, is what the Rust code does before it has an object.
   */
  construct(cls, name, body) {
    const depth = this.constructing;
    this.constructing += 1;
    let done = false;
    try {
      body?.();
      done = true;
    } finally {
      this.constructing = depth;
      this.constructed = cls.id;
      if (!done) abandonConstruct(instanceAt(this.instance));
    }
    return abi.wrapConstructed(this.expose(name), cls.id);
  }

  /** As a method that takes the object by value. */
  consume(wrapper, cls) {
    const handle = abi.handleOf(wrapper, this.instance, false);
    const cell = this.cell(handle);
    abi.forget(handle, cls.id);
    this.giveBack(handle, cell, () => {});
  }

  /** The name of the object of a handle, or an error, as any method of it would answer. */
  nameOf(handle) {
    if (handle <= -16) throw abi.makeError(SCOPE_ENDED | ((-16 - handle) << 8), "");
    const cell = this.cell(handle);
    if (cell === undefined) throw abi.makeError(STALE, "stale");
    return cell.name;
  }

  /** Whether nothing is left of what was exposed. */
  get isEmpty() {
    return this.queue.length === 0 && this.cells.every((cell) => cell === undefined);
  }

  cell(handle) {
    const cell = this.cells[handle >>> 0];
    return cell !== undefined && handle === cell.generation * 2 ** 32 + (handle >>> 0) ? cell : undefined;
  }

  giveBack(handle, cell, drop) {
    cell.share = false;
    if (cell.raw === 0) this.remove(handle, drop);
  }

  remove(handle, drop) {
    const index = handle >>> 0;
    const { name } = this.cells[index];
    this.cells[index] = undefined;
    this.free.push(index);
    drop(name);
  }

  drop(name) {
    this.dropped.push(name);
  }

  fail(status, message) {
    this.message = message;
    return status;
  }

  write(pointer, text) {
    const bytes = new TextEncoder().encode(text);
    new Uint8Array(this.memory.buffer).set(bytes, pointer);
    return { pointer, length: bytes.length };
  }

  /** Registers a class; its static `id` is the class id. */
  define(cls, { parent, identity = false } = {}) {
    cls.id = abi.defineClass(this.instance, cls, parent?.id ?? 0, cls.wasmName, identity ? 1 : 0);
    return cls;
  }
}

// Random programs with scopes, and what the model knows of these.

import { assert } from "./assert.mjs";
import { OPERATIONS, World } from "./world.mjs";

/** What can be done in a scope: all that does not wait. */
const INSIDE = OPERATIONS.filter((name) => !["collect", "endTurn"].includes(name)).concat("scope", "scope", "own", "openScope", "closeScope");
const ALL = OPERATIONS.concat("scope", "scope", "scope", "openScope", "own", "own", "closeScope");

export class ScopedWorld extends World {
  /** For each running scope, the wrappers that were made in it for certain. */
  made = [];
  /** What was opened by `openScope`: each with the wrappers that it has, and their numbers. */
  open = [];
  operations = ALL;

  reachable() {
    return super.reachable(this.open.flatMap(({ owned }) => [...owned.values()]));
  }

  create() {
    super.create();
    this.made.at(-1)?.add(this.variables.at(-1).wrapper);
  }

  returned(wrapper) {
    // Open scopes do not run, so what Rust returns is not theirs alone any more.
    for (const { owned } of this.open) owned.delete(wrapper);
  }

  markDisposed(wrapper) {
    super.markDisposed(wrapper);
    for (const { owned } of this.open) owned.delete(wrapper);
  }

  /** Does some things in a scope, or in several. Some of what is made there escapes, by one of several ways. */
  scope() {
    if (this.made.length === 3) return;
    const before = new Set(this.variables.map(({ wrapper }) => wrapper));
    const error = this.random.next() < 0.2 ? new Error("mine") : undefined;
    const functions = new Set(this.functions);
    const kept = new Set();
    const made = new Set();
    this.made.push(made);
    const body = (s) => {
      for (let i = this.random.below(8); i > 0; i -= 1) {
        this[this.random.pick(INSIDE)]();
        this.check();
      }
      const inside = [...made].filter((wrapper) => this.live().some((variable) => variable.wrapper === wrapper));
      const escaped = this.random.pick(inside);
      if (escaped && this.random.next() < 0.3) kept.add(s.escape(escaped));
      const f = this.random.pick(this.functions.filter((entry) => !functions.has(entry) && !entry.disposed));
      if (f && this.random.next() < 0.5) kept.add(s.escape(f.f));
      if (error) throw error;
      if (f && this.random.next() < 0.3) {
        kept.add(f.f);
        return f.f;
      }
      const results = inside.filter(() => this.random.next() < 0.3);
      const result = this.random.pick([results[0], results, Object.fromEntries(results.entries()), undefined]);
      for (const wrapper of result === undefined ? [] : result === results[0] ? [result] : Object.values(result)) kept.add(wrapper);
      return result;
    };
    try {
      this.m.handfast.scope(body, "random");
    } catch (thrown) {
      if (thrown !== error) throw thrown;
    }
    this.made.pop();
    for (const entry of this.functions) if (!functions.has(entry) && !kept.has(entry.f)) this.functionEnds(entry);
    for (const wrapper of kept) this.made.at(-1)?.add(wrapper);
    for (const { wrapper, id } of this.live()) this.afterScope(wrapper, id, before.has(wrapper) || kept.has(wrapper), made.has(wrapper));
  }

  /** A wrapper lives on for certain, or was made in the scope for certain; or its object was returned, and may have had one before. */
  afterScope(wrapper, id, lives, made) {
    const owned = this.open.some(({ owned }) => owned.has(wrapper));
    if (lives || owned) return assert.equal(wrapper.id, id);
    if (!made && this.m.handfast.isAlive(wrapper)) return;
    assert.throws(() => wrapper.id, (error) => error.code === "HANDFAST_SCOPE_ENDED" && /"random"/.test(error.message));
    this.markDisposed(wrapper);
  }

  /** Functions are made each time, so one that was made in a scope is its own for certain. */
  functionEnds(entry) {
    entry.disposed ??= "HANDFAST_SCOPE_ENDED";
    assert.throws(() => entry.f(), (error) => error.code === entry.disposed);
  }

  openScope() {
    if (this.open.length < 3) this.open.push({ scope: this.m.handfast.openScope("open"), owned: new Map() });
  }

  own() {
    const open = this.random.pick(this.open);
    const variable = this.random.pick(this.live());
    if (!open || !variable) return;
    const { wrapper, id } = variable;
    for (const { owned } of this.open) owned.delete(wrapper);
    assert.equal(open.scope.own(wrapper), wrapper);
    open.owned.set(wrapper, id);
    for (const made of this.made) made.delete(wrapper);
  }

  closeScope() {
    if (this.open.length === 0) return;
    const [{ scope, owned }] = this.open.splice(this.random.below(this.open.length), 1);
    scope.close();
    for (const wrapper of owned.keys()) {
      assert.throws(() => wrapper.id, (error) => error.code === "HANDFAST_SCOPE_ENDED");
      this.markDisposed(wrapper);
    }
    assert.throws(() => scope.run(() => {}), (error) => error.code === "HANDFAST_SCOPE_ENDED");
  }

  end() {
    while (this.open.length > 0) this.closeScope();
    super.end();
  }
}

// `Drop` code that needs an object which a method up the stack is changing: it runs when that method has returned.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertEmpty, codeOf, m, turn } from "./support.mjs";

const { handfast, Ledger, Loan } = m;
const COUNT = 20;

/** Loans whose wrappers are found dead. */
async function lose(ledger, bytes = 0) {
  (() => {
    for (let i = 0; i < COUNT; i += 1) new Loan(ledger, bytes);
  })();
  await findable();
  async function findable() {
    // The engine may collect at any time, and its finalizers would come first.
    handfast.configure({ finalizers: false });
    handfast.flush();
    handfast.configure({ finalizers: true });
    await turn();
  }
}

/** Rust-only cycles: loans that nobody but each other holds. */
function lock(ledger, bytes = 0) {
  for (let i = 0; i < COUNT; i += 2) {
    const [a, b] = [new Loan(ledger, bytes), new Loan(ledger, bytes)];
    a.join(b);
    b.join(a);
    a.free();
    b.free();
  }
}

/** What is left of them, by three accounts. */
function counts(ledger) {
  const { types, pendingReleases } = handfast.stats();
  return { live: types.Loan ?? 0, pending: pendingReleases, refused: Ledger.refused };
}

/** The ways in which Rust calls JavaScript while a ledger is being changed. */
const CALLS = {
  "a held function": (ledger, f) => ledger.call(f),
  "a method of an interface": (ledger, f) => ledger.tell({ audit: f }),
  "a function of js_sys": (ledger, f) => ledger.callForeign(f),
};

for (const [name, call] of Object.entries(CALLS)) {
  test(`a sweep in ${name}`, async () => {
    const ledger = new Ledger();
    const other = new Ledger();
    await lose(ledger);
    gc();
    call(ledger, () => {
      const released = handfast.sweep();
      assert.ok(released >= COUNT - 2, `${released} released`);
      assert.deepEqual(counts(ledger), { live: COUNT, pending: released, refused: 0 });
      // Nothing of this is a safe point, wherever it is called from.
      call(other, () => handfast.sweep());
      handfast.flush();
      handfast.collect();
      other.returned;
      assert.deepEqual(counts(ledger), { live: COUNT, pending: released, refused: 0 });
      assert.equal(codeOf(() => ledger.returned), "HANDFAST_BORROWED_MUT");
    });
    handfast.sweep();
    assert.equal(counts(ledger).pending, 0);
    assert.equal(ledger.returned, COUNT - counts(ledger).live);
    await empty(ledger, other);
  });

  test(`a pass in ${name}`, async () => {
    const ledger = new Ledger();
    lock(ledger);
    call(ledger, () => {
      assert.equal(handfast.collect().freed, COUNT);
      assert.deepEqual(counts(ledger), { live: COUNT, pending: COUNT, refused: 0 });
      assert.equal(handfast.collect().freed, 0);
    });
    assert.equal(ledger.returned, 0);
    await turn();
    assert.equal(ledger.returned, COUNT, "at the end of the turn");
    await empty(ledger);
  });
}

test("what an earlier call has left is dropped by the next sweep, pass or dispose", async () => {
  const nothing = new Ledger();
  for (const next of [() => handfast.sweep(), () => handfast.collect(), () => nothing.free()]) {
    const ledger = new Ledger();
    lock(ledger);
    ledger.call(() => handfast.collect());
    assert.equal(ledger.returned, 0);
    next();
    assert.equal(ledger.returned, COUNT);
    ledger.free();
  }
  await assertEmpty();
});

test("where no method is running everything is dropped at once", async () => {
  const ledger = new Ledger();
  lock(ledger);
  handfast.collect();
  assert.deepEqual(counts(ledger), { live: 0, pending: 0, refused: 0 });
  await lose(ledger);
  gc();
  assert.ok(handfast.sweep() >= COUNT - 2);
  assert.equal(ledger.returned, 2 * COUNT - counts(ledger).live);
  await empty(ledger);
});

test("a budget that is exceeded in a call", async () => {
  const said = [];
  // What they report themselves, and their boxes; one more is too much.
  handfast.configure({ budgets: { Loan: 1100 * COUNT }, onPressure: (report) => said.push(report) });
  const ledger = new Ledger();
  const other = new Ledger();
  const exceed = () => new Loan(other, 2000).free();
  const ways = {
    "a held function": () => ledger.call(exceed),
    "a method of an interface": () => ledger.tell({ audit: exceed }),
    "an argument": () => ledger.show({ audit: (loan) => loan.free() }, other, 2000),
  };
  for (const [name, way] of Object.entries(ways)) {
    const before = ledger.returned;
    lock(ledger, 1000);
    way();
    assert.deepEqual(counts(ledger), { live: COUNT, pending: COUNT, refused: 0 }, name);
    assert.equal(handfast.stats().bytesByType.Loan >= 1000 * COUNT, true, "they still take their bytes");
    await turn();
    assert.equal(ledger.returned, before + COUNT, name);
    assert.equal(handfast.stats().bytes, 0);
  }
  // At the top level at once, as ever.
  lock(ledger, 1000);
  exceed();
  assert.equal(counts(ledger).live, 0);
  await turn();
  assert.deepEqual(said, []);
  handfast.configure({ budgets: {}, onPressure: undefined });
  await empty(ledger, other);
});

/** Lets go of the ledgers. */
async function empty(...ledgers) {
  await turn();
  gc();
  await turn();
  handfast.sweep();
  assert.equal(Ledger.refused, 0);
  for (const ledger of ledgers) ledger.free();
  await assertEmpty();
}

// The cases: what is done once per iteration, on Handfast, on plain wasm-bindgen, and on the floor.
//
// `run(n)` does it n times and returns nothing, or a promise if each time waits for the one before. `collect` says that the objects made must be gone, on both sides,
// before the clock stops. `before` is done each time before the clock starts.

/** What a promise of an engine's own costs. */
async function floorAsync(m, i) {
  return m.floorAdd(i, 1);
}

export function cases(m) {
  const f = () => {};
  const value = {};
  const leaf = new m.Leaf(1);
  const plain = new m.PlainLeaf(1);
  const parent = new m.Edges();
  parent.setChild(new m.Edges());
  const child = parent.child();
  const same = new m.PlainEdges();
  const registry = new FinalizationRegistry(() => {});
  const table = [];
  const listening = new m.Node(0);
  listening.listen(f);
  class Bare {
    constructor(x) {
      this.x = x;
    }
  }
  return {
    keep: [leaf, plain, parent, child, same, registry, listening],
    list: [
      {
        name: "create_collect",
        n: 50_000,
        collect: true,
        handfast: (n) => { for (let i = 0; i < n; i++) new m.Leaf(i); },
        wasmBindgen: (n) => { for (let i = 0; i < n; i++) new m.PlainLeaf(i); },
        floor: (n) => { for (let i = 0; i < n; i++) registry.register(new Bare(i), i); },
      },
      {
        name: "create_collect_edges",
        n: 50_000,
        collect: true,
        handfast: (n) => { for (let i = 0; i < n; i++) new m.Edges(); },
        wasmBindgen: (n) => { for (let i = 0; i < n; i++) new m.PlainEdges(); },
        floor: (n) => { for (let i = 0; i < n; i++) registry.register(new Bare(i), i); },
      },
      {
        name: "create_dispose",
        n: 50_000,
        handfast: (n) => { for (let i = 0; i < n; i++) new m.Leaf(i).free(); },
        wasmBindgen: (n) => { for (let i = 0; i < n; i++) new m.PlainLeaf(i).free(); },
        floor: (n) => { for (let i = 0; i < n; i++) new Bare(i).x = 0; },
      },
      {
        name: "method_mut_i32",
        n: 1_000_000,
        handfast: (n) => { for (let i = 0; i < n; i++) leaf.add(1); },
        wasmBindgen: (n) => { for (let i = 0; i < n; i++) plain.add(1); },
        floor: (n) => { for (let i = 0; i < n; i++) m.floorAdd(i, 1); },
      },
      {
        name: "async_call",
        n: 50_000,
        handfast: async (n) => { for (let i = 0; i < n; i++) await leaf.addLater(1); },
        wasmBindgen: async (n) => { for (let i = 0; i < n; i++) await plain.addLater(1); },
        floor: async (n) => { for (let i = 0; i < n; i++) await floorAsync(m, i); },
      },
      {
        name: "async_await",
        n: 50_000,
        handfast: async (n) => { for (let i = 0; i < n; i++) await leaf.addAwaited(Promise.resolve(1)); },
        wasmBindgen: async (n) => { for (let i = 0; i < n; i++) await plain.addAwaited(Promise.resolve(1)); },
        floor: async (n) => { for (let i = 0; i < n; i++) await floorAsync(m, await Promise.resolve(i)); },
      },
      {
        name: "return_same",
        n: 50_000,
        handfast: (n) => { for (let i = 0; i < n; i++) parent.child(); },
        wasmBindgen: (n) => { for (let i = 0; i < n; i++) same.same(); },
        floor: (n) => { for (let i = 0; i < n; i++) m.floorAdd(i, 1); },
      },
      {
        name: "call_held_fn",
        n: 1_000_000,
        handfast: (n) => m.handfastCallHeld(f, n),
        wasmBindgen: (n) => m.plainCallHeld(f, n),
        floor: (n) => m.floorCallImport(f, n),
      },
      {
        name: "call_held_fn_weak",
        n: 1_000_000,
        // The pass makes the slot weak; the call of the method enters the object first, as every call does.
        before: () => m.handfast.collect(),
        handfast: (n) => listening.call(n),
        wasmBindgen: (n) => m.plainCallHeld(f, n),
        floor: (n) => m.floorCallImport(f, n),
      },
      {
        name: "jsref_clone_drop",
        n: 1_000_000,
        handfast: (n) => m.handfastCloneDrop(value, n),
        wasmBindgen: (n) => m.plainCloneDrop(value, n),
        floor: (n) => m.floorCloneDrop(n),
      },
      {
        name: "jsref_hold_drop",
        n: 1_000_000,
        handfast: (n) => { for (let i = 0; i < n; i++) m.handfastHoldDrop(value); },
        wasmBindgen: (n) => { for (let i = 0; i < n; i++) m.plainHoldDrop(value); },
        floor: (n) => { for (let i = 0; i < n; i++) table[i & 1023] = value; },
      },
    ],
  };
}

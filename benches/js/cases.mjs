// The cases: what is done once per iteration, on Handfast, on plain wasm-bindgen, and on the floor.
//
// `run(n)` does it n times and returns nothing. `collect` says that the objects made must be gone, on both sides,
// before the clock stops; it may name the sides where this takes a collection. `before` is done each time before the clock starts.

export function cases(m) {
  const f = () => {};
  const value = {};
  const identity = (x) => x;
  const leaf = new m.Leaf(1);
  const plain = new m.PlainLeaf(1);
  const parent = new m.Edges();
  parent.setChild(new m.Edges());
  const child = parent.child();
  const same = new m.PlainEdges();
  const registry = new FinalizationRegistry(() => {});
  const table = [];
  // A function by itself, because a forced collection throws away the code of closures that are gone.
  const temporaries = () => { for (let i = 0; i < 1000; i++) new m.Edges(); };
  const leaves = () => { for (let i = 0; i < 1000; i++) new m.Leaf(i); };
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
      {
        name: "scoped_temporaries",
        n: 50_000,
        // Where there is a scope, nothing is left to be collected.
        collect: ["unscoped", "wasmBindgen"],
        handfast: (n) => { for (let i = 0; i < n; i += 1000) m.handfast.scope(temporaries); },
        unscoped: (n) => { for (let i = 0; i < n; i++) new m.Edges(); },
        wasmBindgen: (n) => { for (let i = 0; i < n; i++) new m.PlainEdges(); },
        floor: (n) => { for (let i = 0; i < n; i++) table[i & 1023] = new Bare(i); },
      },
      {
        name: "scoped_temporaries_leaf",
        n: 50_000,
        collect: ["unscoped", "wasmBindgen"],
        handfast: (n) => { for (let i = 0; i < n; i += 1000) m.handfast.scope(leaves); },
        unscoped: (n) => { for (let i = 0; i < n; i++) new m.Leaf(i); },
        wasmBindgen: (n) => { for (let i = 0; i < n; i++) new m.PlainLeaf(i); },
        floor: (n) => { for (let i = 0; i < n; i++) table[i & 1023] = new Bare(i); },
      },
      {
        name: "scoped_locals",
        n: 1_000_000,
        handfast: (n) => m.handfastCallLocals(identity, value, n),
        wasmBindgen: (n) => m.plainCallLocals(identity, value, n),
        floor: (n) => m.floorCallImport(f, n),
        unscoped: (n) => m.handfastCallRefs(identity, value, n),
      },
    ],
  };
}

// The cases: what is done once per iteration, on Handfast, on plain wasm-bindgen, and on the floor.
//
// `run(n)` does it n times and returns nothing. `collect` says that the objects made must be gone, on both sides,
// before the clock stops. `before` is done each time before the clock starts.

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
  const [ours, plainFn] = [m.handfastFn(), m.plainFn()];
  const eight = (make) => Array.from({ length: 8 }, (_, i) => make(i));
  const [oursMany, plainMany] = [eight(m.handfastFn), eight(m.plainFn)];
  const [oursEnv, plainEnv] = [eight(m.handfastFnEnv), eight(m.plainFnEnv)];
  const dispose = (it) => { m.handfast.dispose(it); };
  class Bare {
    constructor(x) {
      this.x = x;
    }
  }
  return {
    keep: [leaf, plain, parent, child, same, registry, listening, ours, plainFn],
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
        name: "rustfn_call",
        n: 1_000_000,
        handfast: (n) => { for (let i = 0; i < n; i++) ours(i); },
        wasmBindgen: (n) => { for (let i = 0; i < n; i++) plainFn(i); },
        floor: (n) => { for (let i = 0; i < n; i++) m.floorAdd(i, 1); },
      },
      {
        name: "rustfn_call_many",
        // One after the other: of a single one, engines take what it closes over for constant.
        n: 1_000_000,
        handfast: (n) => { for (let i = 0; i < n; i++) oursMany[i & 7](i); },
        wasmBindgen: (n) => { for (let i = 0; i < n; i++) plainMany[i & 7](i); },
        floor: (n) => { for (let i = 0; i < n; i++) m.floorAdd(i, 1); },
      },
      {
        name: "rustfn_call_env",
        n: 1_000_000,
        handfast: (n) => { for (let i = 0; i < n; i++) oursEnv[i & 7](i); },
        wasmBindgen: (n) => { for (let i = 0; i < n; i++) plainEnv[i & 7](i); },
        floor: (n) => { for (let i = 0; i < n; i++) m.floorAdd(i, 1); },
      },
      {
        name: "rustfn_create_release",
        n: 50_000,
        // A closure of wasm-bindgen's is released by Rust, ours by whoever has the function.
        handfast: (n) => m.handfastFns(dispose, n),
        wasmBindgen: (n) => m.plainFns(f, n),
        floor: (n) => { for (let i = 0; i < n; i++) table[i & 1023] = () => i; },
      },
    ],
  };
}

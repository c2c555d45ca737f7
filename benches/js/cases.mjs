// The cases: what is done once per iteration, on Handfast, on plain wasm-bindgen, and on the floor.
//
// `run(n)` does it n times and returns nothing, or a promise if each time waits for the one before. `collect` says that the objects made
// must be gone, on both sides, before the clock stops; it may name the sides where this takes a collection. `before` is done each time
// before the clock starts.

/** What a promise of an engine's own costs. */
async function floorAsync(m, i) {
  return m.floorAdd(i, 1);
}

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
  const observer = { total: 0, changed(by) { this.total += by; }, seen: () => 1 };
  const [field, plainField] = [new m.Field(512), new m.PlainField(512)];
  const wide = new m.Field(65_536).numbers;
  // The same numbers in an array that no view knows of, made again because the memory grows between the rounds.
  let raw;
  const makeRaw = () => { raw = new Float64Array(wide.array.buffer, wide.array.byteOffset, wide.length); };
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
    keep: [leaf, plain, parent, child, same, registry, listening, ours, plainFn, field, plainField, wide],
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
        name: "trait_call",
        n: 1_000_000,
        handfast: (n) => m.handfastCallMethod(observer, n),
        wasmBindgen: (n) => m.plainCallMethod(observer, n),
        floor: (n) => m.floorCallMethod(observer, n),
      },
      {
        name: "trait_call_object",
        n: 20_000,
        handfast: (n) => m.handfastCallWatcher(observer, parent, n),
        wasmBindgen: (n) => m.plainCallWatcher(observer, same, n),
        floor: (n) => m.floorCallMethod(observer, n),
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
      {
        // The floor is the same loop over an array that no view knows of.
        name: "view_access",
        n: 200,
        before: makeRaw,
        handfast: (n) => { for (let i = 0; i < n; i++) overView(wide.array); },
        wasmBindgen: (n) => { for (let i = 0; i < n; i++) overPlain(raw); },
        floor: (n) => { for (let i = 0; i < n; i++) overPlain(raw); },
      },
      {
        name: "view_create_release_4k",
        n: 20_000,
        before: makeRaw,
        handfast: (n) => {
          for (let i = 0; i < n; i++) {
            const view = field.numbers;
            view.array[i & 511] = i;
            view.free();
          }
        },
        wasmBindgen: (n) => { for (let i = 0; i < n; i++) plainField.numbers[i & 511] = i; },
        floor: (n) => { for (let i = 0; i < n; i++) new Float64Array(raw.buffer, raw.byteOffset, 512)[i & 511] = i; },
      },
      {
        name: "marshal_1mb",
        n: 50,
        handfast: (n) => {
          for (let i = 0; i < n; i++) {
            const bytes = m.handfastMegabyte();
            bytes.array[i] = 1;
            bytes.free();
          }
        },
        wasmBindgen: (n) => { for (let i = 0; i < n; i++) m.plainMegabyte()[i] = 1; },
        floor: (n) => { for (let i = 0; i < n; i++) new Uint8Array(2 ** 20)[i] = 1; },
      },
      ...texts(m),
    ],
  };
}

/** The loop of `view_access`; once for each array, so that each is all that the engine has seen there. */
const [overView, overPlain] = ["", " "].map((blank) => new Function("array", `${blank}
  let sum = 0;
  for (let i = 0; i < array.length; i += 1) {
    array[i] += 1;
    sum += array[i];
  }
  return sum;
`));
/** Texts of three lengths, passed to Rust, and returned, looked at and let go of. */
function texts(m) {
  const lengths = { "16": [16, 200_000], "1k": [1024, 100_000], "1m": [2 ** 20, 50] };
  return Object.entries(lengths).flatMap(([name, [length, n]]) => {
    const [texts, plain, text] = [new m.Texts(length), new m.PlainTexts(length), "x".repeat(length)];
    const [encoder, decoder, bytes] = [new TextEncoder(), new TextDecoder(), new Uint8Array(length).fill(120)];
    return [
      {
        name: `string_pass_${name}`,
        n,
        handfast: (n) => { for (let i = 0; i < n; i++) m.handfastText(text); },
        wasmBindgen: (n) => { for (let i = 0; i < n; i++) m.plainText(text); },
        floor: (n) => { for (let i = 0; i < n; i++) encoder.encodeInto(text, bytes); },
      },
      {
        name: `string_return_${name}`,
        n,
        handfast: (n) => {
          for (let i = 0; i < n; i++) {
            const string = texts.text();
            if (string.value.length !== length) throw new Error("another text");
            string.free();
          }
        },
        wasmBindgen: (n) => { for (let i = 0; i < n; i++) if (plain.text().length !== length) throw new Error("another text"); },
        floor: (n) => { for (let i = 0; i < n; i++) decoder.decode(bytes); },
      },
      {
        // Passed on without a look, as a key or a token is.
        name: `string_return_unread_${name}`,
        n,
        handfast: (n) => { for (let i = 0; i < n; i++) texts.text().free(); },
        wasmBindgen: (n) => { for (let i = 0; i < n; i++) plain.text(); },
        floor: (n) => { for (let i = 0; i < n; i++) decoder.decode(bytes); },
      },
    ];
  });
}

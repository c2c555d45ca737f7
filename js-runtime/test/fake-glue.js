// Classes as wasm-bindgen's glue writes them, over a FakeWasm, before they are registered.

/** What the glue passes to `super` when it only wants the object made. */
const SKIP = Symbol("wasm-bindgen.super-skip");

const own = () => {
  throw new Error("the glue's own method was called");
};

/** As the glue converts a string; may run code of the caller, and may throw. */
const passString = (value) => {
  for (let i = 0; i < value.length; i += 1) value.charCodeAt(i);
  return `${value}`;
};

/**
 * @param {import("./fake-wasm.js").FakeWasm} wasm
 * @returns `Node`; `Leaf`, which extends it in Rust; and `Other`, which has nothing to do with them
 */
export function glue(wasm) {
  class Marker {
    free = own;
  }

  class Node extends Marker {
    static wasmName = "Node";
    static __wrap() {
      return own();
    }
    constructor(name, body) {
      super(SKIP);
      if (arguments[0] === SKIP) return;
      return wasm.construct(Node, passString(name), body);
    }
    __destroy_into_raw() {
      own();
    }
    free() {
      own();
    }
    get name() {
      return wasm.nameOf(this.__wbg_ptr_Node);
    }
  }
  Node.prototype[Symbol.dispose] = own;

  class Leaf extends Node {
    static wasmName = "Leaf";
    static __wrap() {
      return own();
    }
    constructor(name, body) {
      super(SKIP);
      if (arguments[0] === SKIP) return;
      return wasm.construct(Leaf, passString(name), body);
    }
    __destroy_into_raw() {
      own();
    }
    free() {
      own();
    }
    get shout() {
      return wasm.nameOf(this.__wbg_ptr_Leaf).toUpperCase();
    }
  }
  Leaf.prototype[Symbol.dispose] = own;

  class Other extends Marker {
    static wasmName = "Other";
    static __wrap() {
      return own();
    }
    constructor(name, body) {
      super(SKIP);
      if (arguments[0] === SKIP) return;
      return wasm.construct(Other, passString(name), body);
    }
    __destroy_into_raw() {
      own();
    }
    free() {
      own();
    }
    get name() {
      return wasm.nameOf(this.__wbg_ptr_Other);
    }
  }
  Other.prototype[Symbol.dispose] = own;

  return { Node, Leaf, Other };
}

// What wasm calls in some app or other, under one name.

export * from "../src/abi.js";
export * from "../src/bridge.js";
export * from "../src/table.js";
export * from "../src/wrap.js";

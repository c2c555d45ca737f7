// handfast: what the package exports. Apps with wasm-bindgen have the files of src/ beside their glue already.

export * from "./src/index.js";
export { BareModule, instantiate } from "./bare/instantiate.js";

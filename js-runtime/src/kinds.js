// The kinds of typed arrays that Rust has numbers for, by the number that it has for them.

/** Floating point numbers of 16 bits are left out: stable Rust has none. */
export const KINDS = [
  Uint8Array, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array, BigUint64Array, BigInt64Array, Float32Array,
  Float64Array, Uint8ClampedArray,
];

// The kinds of typed arrays, and how to ask whatever claims to be one.

/** By the number that Rust has for the kind. Floating point numbers of 16 bits are left out: stable Rust has none. */
export const KINDS = [
  Uint8Array, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array, BigUint64Array, BigInt64Array, Float32Array,
  Float64Array, Uint8ClampedArray,
];
/** What they are called: the answer of {@link tag}. */
export const NAMES = KINDS.map((Kind) => Kind.name);

/** The engine's own methods of all kinds. */
export const { prototype } = Object.getPrototypeOf(Uint8Array);

// The engine's own getters: a subclass or a Proxy can answer with anything, or with something else the next time.
export const [tag, buffer, byteOffset, byteLength] = [Symbol.toStringTag, "buffer", "byteOffset", "byteLength"].map(
  (name) => /** @type {() => any} */ (Object.getOwnPropertyDescriptor(prototype, name)?.get),
);

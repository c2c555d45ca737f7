// Texts on their way to Rust. wasm-bindgen's glue would measure and copy whatever it was given as if it were a
// string; here only strings pass, and everything else is told to Rust, which can still return.

import { bytesUpTo, leave } from "./bytes.js";
import { instanceAt } from "./instance.js";

/** The answer of {@link writeText} for what is no string. */
const NO_TEXT = -1;
/** Answers from here down ask for room; the last one says that there cannot be enough. */
const NEEDS_ROOM = -2;
const TOO_LONG = -(2 ** 31);

const encoder = new TextEncoder();

/**
 * Writes a text into memory as UTF-8, if it is sure to fit. For short texts this loop is three to five times as fast as
 * the engine's encoder, which makes an array for each.
 *
 * @param {any} value
 * @param {number} instanceId
 * @param {number} pointer to `capacity` bytes
 * @param {number} capacity
 * @returns {number} the length in bytes; -1 if it is no string; -2 - n if nothing was written yet, because `takeBytes`
 *   must be called with room for n bytes; -(2 ** 31) if there is no room for so many
 */
export function writeText(value, instanceId, pointer, capacity) {
  if (typeof value !== "string") return NO_TEXT;
  const { length } = value;
  if (length * 3 > capacity) return encode(value);
  const start = pointer >>> 0;
  const bytes = bytesUpTo(instanceAt(instanceId), start + capacity);
  let at = start;
  for (let i = 0; i < length; i += 1) {
    let code = value.charCodeAt(i);
    if (code < 0x80) {
      bytes[at++] = code;
      continue;
    }
    if (code < 0x800) {
      bytes[at++] = 0xc0 | (code >> 6);
    } else {
      if ((code & 0xf800) === 0xd800) {
        // A pair of surrogates; one that is alone is replaced, as encoders do.
        code = /** @type {number} */ (value.codePointAt(i));
        if (code > 0xffff) i += 1;
        else code = 0xfffd;
      }
      if (code > 0xffff) {
        bytes[at++] = 0xf0 | (code >> 18);
        bytes[at++] = 0x80 | ((code >> 12) & 0x3f);
      } else {
        bytes[at++] = 0xe0 | (code >> 12);
      }
      bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
    }
    bytes[at++] = 0x80 | (code & 0x3f);
  }
  return at - start;
}

/**
 * @param {string} text
 * @returns {number} as {@link writeText}
 */
function encode(text) {
  const encoded = encoder.encode(text);
  if (encoded.length >= -TOO_LONG + NEEDS_ROOM) return TOO_LONG;
  leave(encoded);
  return NEEDS_ROOM - encoded.length;
}

/**
 * @param {any} value
 * @returns {number} the first character of a string; -1 if there is none. It may be half of a surrogate pair.
 */
export function characterOf(value) {
  return typeof value === "string" && value !== "" ? /** @type {number} */ (value.codePointAt(0)) : -1;
}

// Texts on their way to Rust. wasm-bindgen's glue would measure and copy whatever it was given as if it were a
// string; here only strings pass, and everything else is told to Rust, which can still return.

import { bytesUpTo } from "./bytes.js";
import { instanceAt } from "./instance.js";

/** The answer of {@link writeText} for what is no string. */
const NO_TEXT = -1;
/** Answers from here down ask for room; the last one says that there cannot be enough. */
const NEEDS_ROOM = -2;
const TOO_LONG = -(2 ** 31);

const encoder = new TextEncoder();

/** What is left to be written of a long text. @type {string | Uint8Array} */
let rest = "";

/**
 * Writes a text into memory as UTF-8, if it is sure to fit. For short texts this loop is three to five times as fast as
 * the engine's encoder, which makes an array for each.
 *
 * @param {any} value
 * @param {number} instanceId
 * @param {number} pointer to `capacity` bytes
 * @param {number} capacity
 * @returns {number} the length in bytes; -1 if it is no string; -2 - n if nothing was written yet, because `takeText`
 *   must be called with room for n bytes, or more; -(2 ** 31) if there is no room for so many
 */
export function writeText(value, instanceId, pointer, capacity) {
  if (typeof value !== "string") return NO_TEXT;
  const { length } = value;
  if (length * 3 > capacity) {
    if (length >= -TOO_LONG + NEEDS_ROOM) return TOO_LONG;
    rest = value;
    return NEEDS_ROOM - length;
  }
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
 * Writes as much of a long text as there is room for, straight into memory: there is no copy in between. ASCII, which most are, is written
 * at once, because it has as many bytes as characters.
 *
 * @param {number} instanceId
 * @param {number} pointer to `room` bytes; 0 if there is no memory for them, then the text is let go of
 * @param {number} room
 * @returns {number} how many bytes were written; `textLeft` says whether that was all
 */
export function takeText(instanceId, pointer, room) {
  const start = pointer >>> 0;
  const size = start === 0 ? 0 : room >>> 0;
  const target = bytesUpTo(instanceAt(instanceId), start + size).subarray(start, start + size);
  if (typeof rest === "string") {
    try {
      const { read, written } = encoder.encodeInto(rest, target);
      rest = start === 0 ? "" : rest.slice(read);
      return written;
    } catch {
      // Encoders in browsers refuse memory that is shared or can be resized.
      rest = encoder.encode(rest);
    }
  }
  const part = rest.subarray(0, size);
  target.set(part);
  rest = start === 0 ? "" : rest.subarray(size);
  return part.length;
}

/** @returns {number} how many characters or bytes of the text are left: there is a byte for each at least, and there are three at most */
export function textLeft() {
  return rest.length;
}

/**
 * @param {any} value
 * @returns {number} the first character of a string; -1 if there is none. It may be half of a surrogate pair.
 */
export function characterOf(value) {
  return typeof value === "string" && value !== "" ? /** @type {number} */ (value.codePointAt(0)) : -1;
}

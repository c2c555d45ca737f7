// Drawing particles: into an array of pixels, so that it is the same in a page and in Node.

/** How many pixels a picture has in each direction. */
export const SIZE = 480;

/** What is behind the particles: a word of an `ImageData`'s pixels, alpha first. */
const BACKGROUND = 0xff1c1416;

/** @returns {Uint32Array} an empty picture */
export function picture() {
  return new Uint32Array(SIZE * SIZE).fill(BACKGROUND);
}

/** @param {Uint32Array} pixels */
export function clear(pixels) {
  pixels.fill(BACKGROUND);
}

/**
 * Draws particles. Both arrays are only read, and lie in wasm's memory: no wasm runs meanwhile.
 *
 * @param {Uint32Array} pixels
 * @param {Float32Array} positions x and y in turn, from 0 to 1
 * @param {Uint32Array} colors
 */
export function draw(pixels, positions, colors) {
  for (let i = 0, at = 0; i < colors.length; i += 1, at += 2) {
    const x = (positions[at] * SIZE) | 0;
    const y = (positions[at + 1] * SIZE) | 0;
    pixels[y * SIZE + x] = colors[i];
  }
}

/** How many pixels show a particle. @param {Uint32Array} pixels */
export function lit(pixels) {
  let count = 0;
  for (const pixel of pixels) if (pixel !== BACKGROUND) count += 1;
  return count;
}

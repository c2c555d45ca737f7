// Markers: objects of the glue's classes, by which Rust shows this side which class it means.

/** What the names of the properties begin with in which the glue keeps pointers. */
const POINTER = "__wbg_ptr_";

/**
 * The class of a marker. The marker is given back to wasm-bindgen, before its own `free` is replaced.
 *
 * @param {any} marker not to be used afterwards
 * @returns {Function & { prototype: any }}
 */
export function classOfMarker(marker) {
  const { constructor } = marker;
  try {
    marker.free();
  } catch {
    // A class that was defined before, in a module that is initialised again, has no such `free` any more.
  }
  return constructor;
}

/**
 * What the glue calls the class of a marker. It is not always its name: a class `Event` becomes `Event2` in an app that also
 * imports the platform's `Event`. Methods look for the handle under this name, and so does the marker, whose
 * first property of the kind is its own; those of its bases come after.
 *
 * @param {object} marker
 * @param {string} name of the class
 * @returns {string}
 */
export function nameInGlue(marker, name) {
  const own = Object.keys(marker).find((key) => key.startsWith(POINTER));
  return own === undefined ? name : own.slice(POINTER.length);
}

// The entries: what an instance knows about its wrappers, by handle index.

/** `refs` holds the wrapper strongly: it sits in the nursery, or is HELD. */
export const FRESH = 1;
/** A `WeakRef` is wanted when the nursery is flushed. */
export const WANTED = 2;
/** `refs` holds a `WeakRef`. */
export const WEAK = 4;
/** The engine will call the finalizer for this wrapper. */
export const REGISTERED = 8;
/**
 * The `WeakRef` leads to a value that shows the right handle but need not be the wrapper: the wrapper
 * could not be found any more, and a Proxy or a copy looks the same. Good for finding, not for a sweep.
 */
export const ALIAS = 16;

/** The wrapper was made in a scope that is running, and is not in the nursery. */
export const HELD = 32;
/** A scope lists the wrapper that need not be running. */
export const SCOPED = 64;
/**
 * The wrapper may have got a mirror list or ballast, which it loses when it is disposed, or its handle has other wrappers. Only of one
 * that is FRESH: others may at any time.
 */
export const LADEN = 128;

/** @typedef {import("./instance.js").Instance} Instance */

/** What becomes of a wrapper that is SCOPED and that Rust returns. @type {((instance: Instance, index: number, wrapper: object) => void) | undefined} */
let share;

/** @param {NonNullable<typeof share>} found see scope.js */
export function useShare(found) {
  share = found;
}

/**
 * Finds the live wrapper of a handle.
 *
 * @param {Instance} instance
 * @param {number} handle
 * @returns {any} the wrapper; `undefined` if there is none, it died, or only its handle is known
 */
export function find(instance, handle) {
  const index = handle >>> 0;
  if (instance.handles[index] !== handle) return undefined;
  const marks = instance.marks[index];
  const wrapper = marks & FRESH ? instance.refs[index] : marks & WEAK ? instance.refs[index].deref() : undefined;
  if (marks & SCOPED && wrapper !== undefined) share?.(instance, index, wrapper);
  return wrapper;
}

/**
 * The one wrapper of a handle: neither something that only shows the handle, nor one of several.
 *
 * @param {Instance} instance
 * @param {number} handle
 * @returns {any} `undefined` if it died or cannot be found
 */
export function lookUp(instance, handle) {
  const index = handle >>> 0;
  if (instance.handles[index] !== handle || instance.others?.has(handle)) return undefined;
  const marks = instance.marks[index];
  if (marks & FRESH) return instance.refs[index];
  return (marks & (WEAK | ALIAS)) === WEAK ? instance.refs[index].deref() : undefined;
}

/**
 * Empties the entry of a handle, if it still is the entry of that handle. From then on nothing
 * here refers to the wrapper, and its finalizer will be late.
 *
 * @param {Instance} instance
 * @param {number} handle
 */
export function clear(instance, handle) {
  const index = handle >>> 0;
  if (handle === 0 || instance.handles[index] !== handle) return;
  const marks = instance.marks[index];
  if (marks & FRESH && instance.nursery[instance.fresh - 1] === handle) {
    // The newest of the nursery: give its place back, so that make-and-dispose loops never flush.
    instance.fresh -= 1;
  }
  if ((marks & (WEAK | ALIAS)) === WEAK) instance.weak -= 1;
  if (instance.others !== undefined) setOthers(instance, handle, 0);
  instance.handles[index] = 0;
  instance.marks[index] = 0;
  instance.refs[index] = undefined;
}

/** @param {Instance} instance @returns {number} how many entries are not empty */
export function countEntries(instance) {
  let count = 0;
  for (const marks of instance.marks) if (marks !== 0) count += 1;
  return count;
}

/**
 * Sets how many registered wrappers a handle has besides the one in its entry.
 *
 * @param {Instance} instance
 * @param {number} handle
 * @param {number} count
 */
export function setOthers(instance, handle, count) {
  if (count > 0) (instance.others ??= new Map()).set(handle, count);
  else if (instance.others?.delete(handle) && instance.others.size === 0) instance.others = undefined;
}

/**
 * Gives up the dead `WeakRef` of an entry whose handle has other wrappers: from now on only the
 * finalizers, which count them, decide about its release.
 *
 * @param {Instance} instance
 * @param {number} index
 */
export function loseSight(instance, index) {
  instance.refs[index] = undefined;
  instance.marks[index] = REGISTERED;
  instance.weak -= 1;
}

/**
 * @param {Instance} instance
 * @param {number} index
 * @returns {boolean} whether the wrapper of this entry is known to be dead
 */
export function isDead(instance, index) {
  return (instance.marks[index] & (WEAK | ALIAS)) === WEAK && instance.refs[index].deref() === undefined;
}

/**
 * Makes an entry findable that is known by its handle only, so that Rust can return the same wrapper
 * later. Does nothing if it is findable already or the handle is not current.
 *
 * @param {Instance} instance
 * @param {number} handle
 * @param {object} value what showed this handle: the wrapper, or something that passes for it
 */
export function makeFindable(instance, handle, value) {
  const index = handle >>> 0;
  if (instance.handles[index] !== handle) return;
  const marks = instance.marks[index];
  if (marks & FRESH) instance.marks[index] = marks | WANTED;
  if (marks & FRESH || (marks & WEAK && instance.refs[index].deref() !== undefined)) return;
  // The entry's own wrapper has died and this is another one. Its release is on the way: leave it alone.
  if ((marks & (WEAK | ALIAS)) === WEAK) return;
  instance.refs[index] = new WeakRef(value);
  instance.marks[index] = REGISTERED | WEAK | ALIAS;
}

/**
 * Makes room for an index. Doubles, so the cost per entry is constant; the arrays never shrink.
 *
 * @param {Instance} instance
 * @param {number} index
 */
export function grow(instance, index) {
  const size = Math.max(64, 2 ** Math.ceil(Math.log2(index + 1)));
  const handles = new Float64Array(size);
  handles.set(instance.handles);
  const marks = new Uint8Array(size);
  marks.set(instance.marks);
  instance.handles = handles;
  instance.marks = marks;
  // Pushing keeps the array dense; setting `length` would leave holes, which are slower to read.
  while (instance.refs.length < size) instance.refs.push(undefined);
}

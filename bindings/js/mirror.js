// Where a wrapper keeps its mirror list; see bridge.js.

/** Adds its private field to an object that exists already. */
class Returned {
  /** @param {object} object */
  constructor(object) {
    return object;
  }
}

/** Whether any wrapper has ever got the field: asking a wrapper takes 70 ns of a `dispose`, and most have none. */
let mirroring = false;

/** Lends its private field to wrappers; there are no instances. */
export class Mirrored extends Returned {
  /** @type {unknown[] | undefined} */
  #list;

  /** @param {object} wrapper @returns {unknown[] | undefined} */
  static list(wrapper) {
    return #list in wrapper ? wrapper.#list : undefined;
  }

  /**
   * @param {object} wrapper with room for a list, if it is to get one
   * @param {unknown[] | undefined} list
   */
  static set(wrapper, list) {
    if (#list in wrapper) wrapper.#list = list;
  }

  /**
   * Makes room for a list. An engine may refuse that for a wrapper which was frozen before.
   *
   * @param {object} wrapper
   * @returns {boolean} whether there is room
   */
  static prepare(wrapper) {
    if (#list in wrapper) return true;
    mirroring = true;
    try {
      new Mirrored(wrapper);
      return true;
    } catch {
      return false;
    }
  }
}

/** @param {object} wrapper @returns {unknown[] | undefined} its mirror list */
export function listOf(wrapper) {
  return Mirrored.list(wrapper);
}

/**
 * A wrapper that is released gives up its list.
 *
 * @param {object} wrapper
 */
export function dropList(wrapper) {
  if (mirroring) Mirrored.set(wrapper, undefined);
}

// What programs get from JavaScript besides the language.

/** The globals by name. */
export function host() {
  return {
    // An EventTarget, whose listeners JavaScript holds.
    target: () => new EventTarget(),
    event: (/** @type {string} */ kind) => new Event(kind),
    later: (/** @type {() => void} */ work) => void setTimeout(work, 0),
    Math,
    JSON,
  };
}

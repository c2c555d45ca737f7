// The errors of this example, as JavaScript sees them.

/** Why something was refused; nothing has changed then. `code` says it to programs. */
export class CollabError extends Error {
  /** @param {string} code @param {string} message */
  constructor(code, message) {
    super(message);
    this.name = "CollabError";
    this.code = code;
  }
}

/** @param {string} code @param {string} message */
export function makeError(code, message) {
  return new CollabError(code, message);
}

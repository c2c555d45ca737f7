// What happens to an exception that nobody catches: a listener threw it.

/**
 * Tells the developer, as the platform does it, and does not stop the dispatch.
 *
 * @param {unknown} error
 */
export function report(error) {
  if (typeof globalThis.reportError === "function") globalThis.reportError(error);
  else console.error(error);
}

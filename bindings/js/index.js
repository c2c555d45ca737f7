// handfast: the JavaScript half of the Handfast runtime.

export { handfast } from "./api.js";
export { HandfastObject } from "./base.js";
export * from "./error-classes.js";
export { HandfastError, errorFor } from "./errors.js";

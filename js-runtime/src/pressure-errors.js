// The error that only measured classes raise, apart from errors.js, so that an app without them does not contain it.

import { HandfastError, addErrors } from "./errors.js";

/** There is no memory for another object. */
export class OutOfMemoryError extends HandfastError {}

addErrors(29, [[OutOfMemoryError, "OutOfMemoryError"]]);

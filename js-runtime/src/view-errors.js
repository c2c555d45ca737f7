// The errors that only views raise, apart from errors.js, so that an app without views does not contain them.

import { HandfastError, addErrors } from "./errors.js";

/** The buffer would have to move or to get shorter, but there are views of it. */
export class ViewedError extends HandfastError {}
/** A range or a position lies beyond the end of a view, a buffer or an array. */
export class OutOfBoundsError extends HandfastError {}
/** The view is for reading only. */
export class ReadOnlyError extends HandfastError {}

/** Codes that views have to name; the first follows those of errors.js. */
const VIEWED = 26;
export const OUT_OF_BOUNDS = VIEWED + 1;
export const READ_ONLY = VIEWED + 2;

addErrors(VIEWED, [
  [ViewedError, "ViewedError"],
  [OutOfBoundsError, "OutOfBoundsError"],
  [ReadOnlyError, "ReadOnlyError"],
]);

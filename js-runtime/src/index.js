// handfast: the JavaScript half of the Handfast runtime.

export { handfast } from "./api.js";
export { HandfastObject } from "./base.js";
export {
  AlreadyCalledError,
  AbortedError,
  BorrowedError,
  BorrowedMutError,
  DetachedError,
  DisposedError,
  ForeignHandleError,
  FreedError,
  HandfastError,
  MissingMethodError,
  NoHostError,
  NotAHandleError,
  NotCloneableError,
  NullHandleError,
  OverReleaseError,
  PanickedError,
  PoisonedError,
  ScopeEndedError,
  SharedError,
  StaleHandleError,
  TableFullError,
  TooDeepError,
  TooLargeError,
  ValueGoneError,
  WrongClassError,
  WrongTypeError,
  errorFor,
} from "./errors.js";
export { OutOfMemoryError } from "./pressure-errors.js";
export { OutOfBoundsError, ReadOnlyError, ViewedError } from "./view-errors.js";

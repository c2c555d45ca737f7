// handfast: the JavaScript half of the Handfast runtime.

export { handfast } from "./api.js";
export { HandfastObject } from "./base.js";
export {
  AbortedError,
  BorrowedError,
  BorrowedMutError,
  DetachedError,
  DisposedError,
  ForeignHandleError,
  FreedError,
  HandfastError,
  NoHostError,
  NotAHandleError,
  NotCloneableError,
  NullHandleError,
  OverReleaseError,
  PanickedError,
  PoisonedError,
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

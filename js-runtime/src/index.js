// handfast: the JavaScript half of the Handfast runtime.

export { handfast } from "./api.js";
export { HandfastObject } from "./base.js";
export {
  AlreadyCalledError,
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

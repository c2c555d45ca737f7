// The classes of errors by name. No other file needs them, so an app that does not either contains only the names.

import { errorClass } from "./errors.js";

/** @typedef {import("./errors.js").HandfastError} HandfastError */
// Told apart by their codes: `instanceof` one class must not rule out the others.
/** @template {string} C @typedef {HandfastError & { readonly code: C }} Coded what the errors of one class are */
/** @template E @typedef {{ new (message?: string, options?: ErrorOptions): E, readonly prototype: E }} ErrorClass */

/** The handle was valid once; its object has been released since. @typedef {Coded<"HANDFAST_STALE_HANDLE">} StaleHandleError */
export const StaleHandleError = /** @type {ErrorClass<StaleHandleError>} */ (errorClass(1));
/** The wrapper was disposed: by `dispose`, `free`, `using`, or because Rust took the object. @typedef {Coded<"HANDFAST_DISPOSED" | "HANDFAST_SCOPE_ENDED">} DisposedError */
export const DisposedError = /** @type {ErrorClass<DisposedError>} */ (errorClass(2));
/** The object is not of the class that was expected. @typedef {Coded<"HANDFAST_WRONG_CLASS">} WrongClassError */
export const WrongClassError = /** @type {ErrorClass<WrongClassError>} */ (errorClass(3));
/** The value is not a wrapper, or the number never was a handle. @typedef {Coded<"HANDFAST_NOT_A_HANDLE">} NotAHandleError */
export const NotAHandleError = /** @type {ErrorClass<NotAHandleError>} */ (errorClass(4));
/** `null` or `undefined` where an object was expected. @typedef {Coded<"HANDFAST_NULL_HANDLE">} NullHandleError */
export const NullHandleError = /** @type {ErrorClass<NullHandleError>} */ (errorClass(5));
/** The object belongs to another instance of the module. @typedef {Coded<"HANDFAST_FOREIGN_HANDLE">} ForeignHandleError */
export const ForeignHandleError = /** @type {ErrorClass<ForeignHandleError>} */ (errorClass(6));
/** The object is in use, so it cannot be changed now. @typedef {Coded<"HANDFAST_BORROWED">} BorrowedError */
export const BorrowedError = /** @type {ErrorClass<BorrowedError>} */ (errorClass(7));
/** The object is being changed, so it cannot be used now. @typedef {Coded<"HANDFAST_BORROWED_MUT">} BorrowedMutError */
export const BorrowedMutError = /** @type {ErrorClass<BorrowedMutError>} */ (errorClass(8));
/** The object was asked for by value, but others hold it too. @typedef {Coded<"HANDFAST_SHARED">} SharedError */
export const SharedError = /** @type {ErrorClass<SharedError>} */ (errorClass(9));
/** A table has reached its cap. @typedef {Coded<"HANDFAST_TABLE_FULL">} TableFullError */
export const TableFullError = /** @type {ErrorClass<TableFullError>} */ (errorClass(10));
/** More raw releases than raw retains. @typedef {Coded<"HANDFAST_OVER_RELEASE">} OverReleaseError */
export const OverReleaseError = /** @type {ErrorClass<OverReleaseError>} */ (errorClass(11));
/** The JavaScript value behind a JS ref has been collected. @typedef {Coded<"HANDFAST_VALUE_GONE">} ValueGoneError */
export const ValueGoneError = /** @type {ErrorClass<ValueGoneError>} */ (errorClass(12));
/** The object has been freed by the collector. @typedef {Coded<"HANDFAST_FREED">} FreedError */
export const FreedError = /** @type {ErrorClass<FreedError>} */ (errorClass(13));
/** A wrapper cannot be cloned or sent to another thread: the handle would have two owners. @typedef {Coded<"HANDFAST_NOT_CLONEABLE">} NotCloneableError */
export const NotCloneableError = /** @type {ErrorClass<NotCloneableError>} */ (errorClass(14));
/** The instance has crashed and refuses further calls. @typedef {Coded<"HANDFAST_POISONED">} PoisonedError */
export const PoisonedError = /** @type {ErrorClass<PoisonedError>} */ (errorClass(15));
/** Calls between the two languages are nested too deeply. @typedef {Coded<"HANDFAST_TOO_DEEP">} TooDeepError */
export const TooDeepError = /** @type {ErrorClass<TooDeepError>} */ (errorClass(16));
/** The object is no longer attached to what it needs. @typedef {Coded<"HANDFAST_DETACHED">} DetachedError */
export const DetachedError = /** @type {ErrorClass<DetachedError>} */ (errorClass(17));
/** There is no host to talk to. @typedef {Coded<"HANDFAST_NO_HOST">} NoHostError */
export const NoHostError = /** @type {ErrorClass<NoHostError>} */ (errorClass(18));
/** A value is not of the type that the parameter takes. @typedef {Coded<"HANDFAST_WRONG_TYPE">} WrongTypeError */
export const WrongTypeError = /** @type {ErrorClass<WrongTypeError>} */ (errorClass(19));
/** An array or a text is too large for the memory of the module. @typedef {Coded<"HANDFAST_TOO_LARGE">} TooLargeError */
export const TooLargeError = /** @type {ErrorClass<TooLargeError>} */ (errorClass(20));
/** An object has not all the methods of the interface that it was passed as. @typedef {Coded<"HANDFAST_MISSING_METHOD">} MissingMethodError */
export const MissingMethodError = /** @type {ErrorClass<MissingMethodError>} */ (errorClass(21));
/** The wrapper was released when the scope ended in which it was made; or the scope itself has ended. @typedef {Coded<"HANDFAST_SCOPE_ENDED">} ScopeEndedError */
export const ScopeEndedError = /** @type {ErrorClass<ScopeEndedError>} */ (errorClass(22));
/** The function can be called only once, and was called before. @typedef {Coded<"HANDFAST_ALREADY_CALLED">} AlreadyCalledError */
export const AlreadyCalledError = /** @type {ErrorClass<AlreadyCalledError>} */ (errorClass(23));
/** The work was given up before it was done. @typedef {Coded<"HANDFAST_ABORTED">} AbortedError */
export const AbortedError = /** @type {ErrorClass<AbortedError>} */ (errorClass(24));
/** The call has panicked; later ones still work. @typedef {Coded<"HANDFAST_PANICKED">} PanickedError */
export const PanickedError = /** @type {ErrorClass<PanickedError>} */ (errorClass(25));
/** The buffer would have to move or to get shorter, but there are views of it. @typedef {Coded<"HANDFAST_VIEWED">} ViewedError */
export const ViewedError = /** @type {ErrorClass<ViewedError>} */ (errorClass(26));
/** A range or a position lies beyond the end of a view, a buffer or an array. @typedef {Coded<"HANDFAST_OUT_OF_BOUNDS">} OutOfBoundsError */
export const OutOfBoundsError = /** @type {ErrorClass<OutOfBoundsError>} */ (errorClass(27));
/** The view is for reading only. @typedef {Coded<"HANDFAST_READ_ONLY">} ReadOnlyError */
export const ReadOnlyError = /** @type {ErrorClass<ReadOnlyError>} */ (errorClass(28));
/** There is no memory for another object. @typedef {Coded<"HANDFAST_OUT_OF_MEMORY">} OutOfMemoryError */
export const OutOfMemoryError = /** @type {ErrorClass<OutOfMemoryError>} */ (errorClass(29));

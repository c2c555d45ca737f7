// The classes of errors by name. No other file needs them, so an app that does not either contains only the names.

import { errorClass } from "./errors.js";

/** @typedef {import("./errors.js").HandfastError} HandfastError */

/** The handle was valid once; its object has been released since. @typedef {HandfastError} StaleHandleError */
export const StaleHandleError = errorClass(1);
/** The wrapper was disposed: by `dispose`, `free`, `using`, or because Rust took the object. @typedef {HandfastError} DisposedError */
export const DisposedError = errorClass(2);
/** The object is not of the class that was expected. @typedef {HandfastError} WrongClassError */
export const WrongClassError = errorClass(3);
/** The value is not a wrapper, or the number never was a handle. @typedef {HandfastError} NotAHandleError */
export const NotAHandleError = errorClass(4);
/** `null` or `undefined` where an object was expected. @typedef {HandfastError} NullHandleError */
export const NullHandleError = errorClass(5);
/** The object belongs to another instance of the module. @typedef {HandfastError} ForeignHandleError */
export const ForeignHandleError = errorClass(6);
/** The object is in use, so it cannot be changed now. @typedef {HandfastError} BorrowedError */
export const BorrowedError = errorClass(7);
/** The object is being changed, so it cannot be used now. @typedef {HandfastError} BorrowedMutError */
export const BorrowedMutError = errorClass(8);
/** The object was asked for by value, but others hold it too. @typedef {HandfastError} SharedError */
export const SharedError = errorClass(9);
/** A table has reached its cap. @typedef {HandfastError} TableFullError */
export const TableFullError = errorClass(10);
/** More raw releases than raw retains. @typedef {HandfastError} OverReleaseError */
export const OverReleaseError = errorClass(11);
/** The JavaScript value behind a JS ref has been collected. @typedef {HandfastError} ValueGoneError */
export const ValueGoneError = errorClass(12);
/** The object has been freed by the collector. @typedef {HandfastError} FreedError */
export const FreedError = errorClass(13);
/** A wrapper cannot be cloned or sent to another thread: the handle would have two owners. @typedef {HandfastError} NotCloneableError */
export const NotCloneableError = errorClass(14);
/** The instance has crashed and refuses further calls. @typedef {HandfastError} PoisonedError */
export const PoisonedError = errorClass(15);
/** Calls between the two languages are nested too deeply. @typedef {HandfastError} TooDeepError */
export const TooDeepError = errorClass(16);
/** The object is no longer attached to what it needs. @typedef {HandfastError} DetachedError */
export const DetachedError = errorClass(17);
/** There is no host to talk to. @typedef {HandfastError} NoHostError */
export const NoHostError = errorClass(18);
/** A value is not of the type that the parameter takes. @typedef {HandfastError} WrongTypeError */
export const WrongTypeError = errorClass(19);
/** An array or a text is too large for the memory of the module. @typedef {HandfastError} TooLargeError */
export const TooLargeError = errorClass(20);
/** An object has not all the methods of the interface that it was passed as. @typedef {HandfastError} MissingMethodError */
export const MissingMethodError = errorClass(21);
/** The wrapper was released when the scope ended in which it was made; or the scope itself has ended. @typedef {HandfastError} ScopeEndedError */
export const ScopeEndedError = errorClass(22);
/** The function can be called only once, and was called before. @typedef {HandfastError} AlreadyCalledError */
export const AlreadyCalledError = errorClass(23);
/** The work was given up before it was done. @typedef {HandfastError} AbortedError */
export const AbortedError = errorClass(24);
/** The call has panicked; later ones still work. @typedef {HandfastError} PanickedError */
export const PanickedError = errorClass(25);
/** The buffer would have to move or to get shorter, but there are views of it. @typedef {HandfastError} ViewedError */
export const ViewedError = errorClass(26);
/** A range or a position lies beyond the end of a view, a buffer or an array. @typedef {HandfastError} OutOfBoundsError */
export const OutOfBoundsError = errorClass(27);
/** The view is for reading only. @typedef {HandfastError} ReadOnlyError */
export const ReadOnlyError = errorClass(28);
/** There is no memory for another object. @typedef {HandfastError} OutOfMemoryError */
export const OutOfMemoryError = errorClass(29);

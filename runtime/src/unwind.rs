//! What a panic that is caught may have seen: why references are unwind safe.
//!
//! A panic ends the borrows that it passes, and nothing else of this crate is left half done: no user code runs while a table is
//! borrowed. What a value's own methods were in the middle of is theirs, as with a `Mutex` that ignores its poison. wasm-bindgen asks for
//! this where panics unwind.

use std::panic::{RefUnwindSafe, UnwindSafe};

use crate::object::Pointee;
use crate::strong::Ref;
use crate::weak::Weak;

impl<T: Pointee + ?Sized> UnwindSafe for Ref<T> {}
impl<T: Pointee + ?Sized> RefUnwindSafe for Ref<T> {}
impl<T: Pointee + ?Sized> UnwindSafe for Weak<T> {}
impl<T: Pointee + ?Sized> RefUnwindSafe for Weak<T> {}

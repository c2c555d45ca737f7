//! Catching panics, where they unwind, and what one may have seen: why references are unwind safe.
//!
//! A panic ends the borrows that it passes, and nothing else of this crate is left half done: no user code runs while a table is
//! borrowed. What a value's own methods were in the middle of is theirs, as with a `Mutex` that ignores its poison. wasm-bindgen asks for
//! this where panics unwind.

use std::panic::{RefUnwindSafe, UnwindSafe};

use crate::object::Pointee;
use crate::strong::Ref;
use crate::weak::Weak;

/// Runs something that may panic.
///
/// # Errors
/// The message of the panic.
#[cfg(all(panic = "unwind", target_family = "wasm"))]
#[doc(hidden)]
pub fn caught<T>(f: impl FnOnce() -> T) -> Result<T, String> {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    catch_unwind(AssertUnwindSafe(f)).map_err(|payload| {
        let text = payload.downcast_ref::<&str>().copied();
        let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        text.unwrap_or("with a value").to_owned()
    })
}

impl<T: Pointee + ?Sized> UnwindSafe for Ref<T> {}
impl<T: Pointee + ?Sized> RefUnwindSafe for Ref<T> {}
impl<T: Pointee + ?Sized> UnwindSafe for Weak<T> {}
impl<T: Pointee + ?Sized> RefUnwindSafe for Weak<T> {}

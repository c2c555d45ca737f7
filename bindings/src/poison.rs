//! After a crash: nothing of this instance runs again.
//!
//! On wasm a panic that aborts is a trap. The host survives it and can call in again, but values may be half changed, borrows never
//! end and wasm's stack is not unwound. So a panic hook tells JavaScript, with the message, and every way in is refused: methods and
//! constructors by JavaScript (`js-runtime/src/poison.js`), free functions and statics by [`enter`], what addresses objects by the
//! heap, whose table is empty then, and Rust code that called JavaScript does not get the control back ([`crate::depth`]).
//!
//! With `panic = "unwind"` a panic is not a crash: see [`crate::unwind`].

use handfast_runtime::Heap;
use wasm_bindgen::JsValue;

use crate::error::Thrown;
use crate::{depth, imports, instance};

#[cfg(not(panic = "unwind"))]
pub(crate) mod hook;

/// The first act of an exported function that has no receiver. Costs one comparison.
///
/// # Errors
/// Of [`Error::Poisoned`](handfast_runtime::Error::Poisoned).
#[inline]
pub fn enter() -> Result<(), Thrown> {
    if instance::is_ready() {
        Ok(())
    } else {
        first()
    }
}

#[cold]
#[inline(never)]
fn first() -> Result<(), Thrown> {
    let instance = instance::id();
    if Heap::is_poisoned() {
        Err(Thrown::of(imports::poisoned_error(instance)))
    } else {
        Ok(())
    }
}

/// Refuses whatever reaches Rust from now on. Called by JavaScript, which knows why.
pub(crate) fn close() {
    Heap::poison();
    depth::close();
    instance::close();
}

/// Ends the calls that are under way, in an instance that has crashed: the error goes through them all to JavaScript.
#[cold]
#[inline(never)]
pub(crate) fn leave() -> ! {
    wasm_bindgen::throw_val(error())
}

/// The error for whoever calls an instance that has crashed.
pub(crate) fn error() -> JsValue {
    imports::poisoned_error(instance::id())
}

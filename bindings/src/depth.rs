//! How deeply calls of JavaScript are nested: [`set_depth_limit`].
//!
//! Counted is only where Rust calls a function that it holds; a recursion through both languages passes there each time.

use std::cell::Cell;

use handfast_runtime::Error;
use wasm_bindgen::JsValue;

use crate::error::to_js_error;
use crate::{imports, instance, poison};

/// See ARCHITECTURE.md for what engines have room for.
const DEFAULT: u32 = 200;

thread_local! {
    /// How many calls of JavaScript are under way; [`CLOSED`] once the instance has crashed.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
    static LIMIT: Cell<u32> = const { Cell::new(DEFAULT) };
}

/// Larger than any limit.
const CLOSED: u32 = u32::MAX;

/// Limits how deeply calls of held functions ([`JsRef::call0`](crate::JsRef::call0) and the others) may nest on this thread: a function
/// that calls Rust, which calls a function, and so on. Beyond it they return [`Error::TooDeep`] as a JavaScript error, with nothing
/// changed, long before the engine's own stack is used up, which would poison the instance. 200 by default.
///
/// Raise it if each level needs little of the stack; calls of Rust that call Rust are not counted.
pub fn set_depth_limit(limit: u32) {
    LIMIT.set(limit.min(CLOSED - 1));
}

/// Makes one call of JavaScript, which must not throw.
///
/// # Errors
/// Of [`Error::TooDeep`].
#[inline(always)]
pub(crate) fn call(f: impl FnOnce() -> i32) -> Result<i32, JsValue> {
    let depth = DEPTH.get();
    if depth >= LIMIT.get() {
        return Err(refused());
    }
    DEPTH.set(depth + 1);
    let status = f();
    if DEPTH.get() != depth + 1 {
        crashed();
    }
    DEPTH.set(depth);
    Ok(status)
}

#[cold]
#[inline(never)]
fn refused() -> JsValue {
    if DEPTH.get() == CLOSED {
        poison::leave();
    }
    to_js_error(Error::TooDeep)
}

/// Calls inside of this one have not come back: either the instance is poisoned, or they were cut off where an import failed, which
/// happens only when the engine's stack is used up.
#[cold]
#[inline(never)]
fn crashed() -> ! {
    imports::poison(instance::id(), "the engine's stack has overflowed");
    poison::leave()
}

/// Refuses all calls from now on, and does not let those that are under way come back.
pub(crate) fn close() {
    DEPTH.set(CLOSED);
}

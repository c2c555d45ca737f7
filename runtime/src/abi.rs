//! A C ABI: for modules in C, or in any language that links C, and for Rust without wasm-bindgen.
//!
//! `include/handfast.h` declares it and says what each function does and who owns what afterwards; the JavaScript side is
//! `instantiate()` of the package `handfast`. The tables, the handles, the wrappers and the bridge pass are those of any app.
//!
//! An object of C's is some memory of its own, which the runtime does not look into, and a number of *fields*, which are the
//! runtime's: each is empty, or refers to another object, or to a JavaScript value. So the collector sees every reference,
//! and there is nothing to report and nothing to forget. What C code holds otherwise, it holds by a *reference*
//! ([`refs`]): a number with a generation, so that a stale one is an error here as well.
//!
//! Rust types are exposed as in any app: [`hosted_object!`](crate::hosted_object) names their class, [`js_class`] finds it.
//!
//! Feature `abi`. Only where nothing else connects the heap to JavaScript: not together with the crate `handfast`.
#![allow(
    unsafe_code,
    reason = "C passes addresses, and `no_mangle` counts as unsafe"
)]

mod classes;
mod foreign;
#[cfg(target_family = "wasm")]
mod host;
mod memory;
mod objects;
mod refs;
mod scopes;
mod values;

pub(crate) use classes::host_class_of;
pub use classes::{hf_class_new, js_class};
#[cfg(target_family = "wasm")]
pub use host::{failed, give, hf_attach, hf_fail, hf_throw};
pub use memory::{hf_alloc, hf_free};
pub use objects::*;
pub use refs::{hf_ref_clone, hf_ref_count, hf_ref_drop};
pub use scopes::{hf_scope_close, hf_scope_escape, hf_scope_open};
pub use values::*;

use crate::error::Error;
use crate::exports::status;

/// What C gets where a function answers with something else than a status: nothing, and the error is kept for
/// `hf_error_message`.
fn or_nothing<T: Default>(result: Result<T, Error>) -> T {
    result.unwrap_or_else(|error| {
        status(Err(error));
        T::default()
    })
}

#[cfg(test)]
mod tests;

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
//! Feature `abi`; views and texts are in `abi-views`. Only where nothing else connects the heap to JavaScript: not together with the crate `handfast`.
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
#[cfg(feature = "abi-views")]
mod shown;
mod values;

pub(crate) use classes::host_class_of;
pub use classes::{hf_class_new, js_class};
#[cfg(target_family = "wasm")]
pub use host::{failed, give, hf_attach, hf_fail, hf_throw};
pub use memory::{hf_alloc, hf_free};
pub use objects::*;
pub use refs::{hf_ref_clone, hf_ref_count, hf_ref_drop};
pub use scopes::{hf_scope_close, hf_scope_escape, hf_scope_open, hf_scope_value};
#[cfg(all(feature = "abi-views", target_family = "wasm"))]
pub use shown::{give_read_only_view, give_string, give_view};
#[cfg(feature = "abi-views")]
pub use shown::{hf_text, hf_text_of, hf_unviewed, hf_view, hf_view_data, hf_views};
pub use values::*;

use crate::error::Error;
use crate::exports::status;
#[cfg(any(target_family = "wasm", test))]
use crate::exports::{hf_error_message, hf_last_number, hf_last_status};

/// What C gets where a function answers with something else than a status: nothing, and the error is kept for
/// `hf_error_message`.
fn or_nothing<T: Default>(result: Result<T, Error>) -> T {
    result.unwrap_or_else(|error| {
        status(Err(error));
        T::default()
    })
}

/// By what JavaScript makes an error that C passes on (`Error::code_for_host`). C has no more of one than a status, so the last error is
/// recognised by its text as well: with a text of its own, C means an error of its own. 0 for what is no status.
#[cfg(any(target_family = "wasm", test))]
fn number_of(status: u32, message: usize) -> u32 {
    let last = status == hf_last_status() && message == hf_error_message() as usize;
    match status {
        _ if last => hf_last_number(),
        0..=0xff => status,
        _ => 0,
    }
}

#[cfg(test)]
mod tests;

//! Panics that unwind (`panic = "unwind"`, on a nightly toolchain): the call fails, with borrows ended and references given back by
//! the destructors, and later calls work. Otherwise a panic is a crash: see [`crate::poison`].

use crate::error::Thrown;

/// Runs what an exported function does.
///
/// # Errors
/// Of [`Error::Panicked`](handfast_runtime::Error::Panicked), with the message of the panic.
#[cfg(all(panic = "unwind", target_family = "wasm"))]
pub fn catch<T>(f: impl FnOnce() -> Result<T, Thrown>) -> Result<T, Thrown> {
    // What was half changed when it panicked is the user's own; everything of this crate is put right by destructors.
    handfast_runtime::unwind::caught(f).unwrap_or_else(|text| Err(Thrown::panicked(&text)))
}

/// The same where a panic does not unwind.
#[cfg(not(all(panic = "unwind", target_family = "wasm")))]
#[inline(always)]
pub fn catch<T>(f: impl FnOnce() -> Result<T, Thrown>) -> Result<T, Thrown> {
    f()
}

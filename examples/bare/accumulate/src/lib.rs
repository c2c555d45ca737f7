//! Sums of arrays, and running totals that JavaScript owns: a module in Rust without the standard library.
#![cfg_attr(target_family = "wasm", no_std)]
#![cfg(target_family = "wasm")]
#![allow(
    unsafe_code,
    reason = "`no_mangle` counts as unsafe, and arrays come as addresses"
)]

extern crate alloc;

use alloc::format;

use handfast_runtime::abi::{failed, give, give_read_only_view, give_string, give_view};
use handfast_runtime::{Buffer, Error, Heap, Ref, Section, Trace, Tracer, hosted_object};

/// The sum of an array of JavaScript's, which it has copied in by `copyIn`. It is freed by JavaScript.
///
/// # Safety
/// `pointer` must be the address of `length` numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sum(pointer: *const f64, length: usize) -> f64 {
    if length == 0 {
        return 0.0;
    }
    // SAFETY: the caller's promise. JavaScript does not run meanwhile.
    unsafe { core::slice::from_raw_parts(pointer, length) }
        .iter()
        .sum()
}

/// A running total.
#[derive(Debug, Default)]
pub struct Total {
    sum: f64,
    /// The sum after each array.
    history: Buffer<f64>,
}

impl Trace for Total {
    const EDGES: bool = false;
    fn trace(&self, _: &mut Tracer<'_>) {}
}

hosted_object!(Total);

/// `new Total()`.
#[unsafe(no_mangle)]
pub extern "C" fn total_new() -> f64 {
    give(&Ref::new(Total::default()))
}

/// Adds an array, and returns the sum of all so far. Refused if the history would have to move while JavaScript looks at it.
///
/// # Safety
/// As [`sum`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn total_add(this: f64, pointer: *const f64, length: usize) -> f64 {
    let add = || {
        let total = Heap::resolve_number::<Total>(this)?;
        let mut total = total.try_borrow_mut()?;
        // SAFETY: the caller's promise.
        let after = total.sum + unsafe { sum(pointer, length) };
        total.history.push(after)?;
        total.sum = after;
        Ok(after)
    };
    add().unwrap_or_else(failed)
}

fn history(this: f64) -> Result<Section<f64>, Error> {
    let total = Heap::resolve_number::<Total>(this)?;
    total.try_borrow()?.history.section(..)
}

/// The sums so far, where they are, to be looked at.
#[unsafe(no_mangle)]
pub extern "C" fn total_history(this: f64) -> u32 {
    history(this).map_or_else(failed, give_read_only_view)
}

/// The same to be changed.
#[unsafe(no_mangle)]
pub extern "C" fn total_history_mut(this: f64) -> u32 {
    history(this).map_or_else(failed, give_view)
}

/// The total in words: a text that stays here until JavaScript looks.
#[unsafe(no_mangle)]
pub extern "C" fn total_text(this: f64) -> u32 {
    let text = || {
        let total = Heap::resolve_number::<Total>(this)?;
        let total = total.try_borrow()?;
        Ok(format!("{} after {}", total.sum, total.history.len()))
    };
    text().map_or_else(failed, give_string)
}

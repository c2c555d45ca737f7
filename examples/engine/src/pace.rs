//! When a pass is made within a run.
//!
//! Passes run by themselves when a turn ends. A script may run for minutes in one turn and make cycles all the time, so the
//! engine asks for passes itself, when as many objects live as were left by the last pass twice. What counting frees by
//! itself never causes one. Any moment will do: what the evaluator works with is held by Rust's stack.

use std::cell::Cell;

use handfast::handfast;
use handfast::{Heap, Object, Ref};

use crate::live::live_objects;

/// Fewer objects than this are not worth a pass.
const FEW: u32 = 10_000;

thread_local! {
    static DUE_AT: Cell<u32> = const { Cell::new(FEW) };
    static STRESS: Cell<bool> = const { Cell::new(false) };
    static PASSES: Cell<u32> = const { Cell::new(0) };
}

/// Makes an object, and a pass if one is due.
pub(crate) fn keep<T: Object>(value: T) -> Ref<T> {
    let made = Ref::new(value);
    if STRESS.get() || live_objects() >= DUE_AT.get() {
        pass();
    }
    made
}

#[cold]
fn pass() {
    Heap::collect();
    PASSES.set(PASSES.get() + 1);
    DUE_AT.set(FEW.max(live_objects().saturating_mul(2)));
}

/// Whether a pass is made with every object: slow, and finds out what an evaluator forgets to hold.
#[handfast(js_name = setStress)]
pub fn set_stress(on: bool) {
    STRESS.set(on);
}

/// How many passes runs have made.
#[handfast]
pub fn passes() -> u32 {
    PASSES.get()
}

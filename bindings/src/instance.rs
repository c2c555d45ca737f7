//! This thread's connection to JavaScript: made once, when the first class is registered or the first JS value
//! is held.

use std::cell::Cell;
use std::rc::Rc;

use handfast_runtime::Heap;
use handfast_runtime::exports::{Imports, NumberHost};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{checked, imports, marker};

thread_local! {
    /// The id that `attach` returned; 0 before, and negative once the instance has crashed.
    static INSTANCE: Cell<i32> = const { Cell::new(0) };
}

/// JavaScript's functions, as wasm-bindgen's glue imports them.
struct Glue;

impl Imports for Glue {
    fn reserve_slots(count: i32, instance: i32) -> i32 {
        imports::reserve_slots(count, instance)
    }
    fn decref_many(instance: i32, pointer: i32, length: i32) {
        imports::decref_many(instance, pointer, length);
    }
    fn schedule_turn_end(instance: i32) {
        imports::schedule_turn_end(instance);
    }
    fn find_wrappers(instance: i32, handles: i32, length: i32, lost: i32) -> i32 {
        imports::find_wrappers(instance, handles, length, lost)
    }
    fn cede(instance: i32, plan: i32, clear: i32, length: i32, last: i32) {
        imports::cede(instance, plan, clear, length, last);
    }
    fn pin(instance: i32, handle: f64) -> i32 {
        imports::pin(instance, handle)
    }
    fn unpin(instance: i32, pins: i32, length: i32) {
        imports::unpin(instance, pins, length);
    }
    fn wrapper_lives(instance: i32, handle: f64) -> i32 {
        imports::wrapper_lives(instance, handle)
    }
    fn values_live(instance: i32, slots: i32, length: i32) -> i32 {
        imports::values_live(instance, slots, length)
    }
    fn strengthen(instance: i32, slots: i32, length: i32) {
        imports::strengthen(instance, slots, length);
    }
    fn weaken(instance: i32, slots: i32, length: i32) {
        imports::weaken(instance, slots, length);
    }
    #[cfg(any(debug_assertions, feature = "explain"))]
    fn handle_in(instance: i32, slot: i32) -> f64 {
        imports::handle_in(instance, slot)
    }
    fn now() -> f64 {
        imports::now()
    }
    fn turn_ends() {
        #[cfg(not(panic = "unwind"))]
        crate::poison::hook::install();
    }
    fn poisoned() {
        crate::poison::close();
    }
    #[cfg(all(panic = "unwind", target_family = "wasm"))]
    fn panicked(text: &str) {
        checked::fail(crate::error::Thrown::panicked(text));
    }
}

/// The id of this instance on the JavaScript side. Connects on the first call.
#[inline]
pub(crate) fn id() -> i32 {
    match INSTANCE.get() {
        id if id > 0 => id,
        other => not_ready(other),
    }
}

/// Whether this instance is connected, and has not crashed.
#[inline]
pub(crate) fn is_ready() -> bool {
    INSTANCE.get() > 0
}

/// The instance has crashed.
pub(crate) fn close() {
    INSTANCE.set(-INSTANCE.get().abs());
}

#[cold]
fn not_ready(id: i32) -> i32 {
    if id == 0 { attach() } else { -id }
}

fn attach() -> i32 {
    let instance = imports::attach(wasm_bindgen::exports(), wasm_bindgen::memory());
    INSTANCE.set(instance);
    #[cfg(any(debug_assertions, feature = "explain"))]
    imports::enable_explain();
    #[cfg(not(panic = "unwind"))]
    crate::poison::hook::install();
    marker::register();
    checked::register(instance);
    Heap::install(
        Rc::new(NumberHost::<Glue>::new(instance)),
        imports::salt_of(instance) as u32,
    );
    instance
}

/// So that the results of exported functions are checked from the first call.
#[wasm_bindgen(start, skip_typescript)]
pub(crate) fn __handfast_start() {
    id();
}

//! This thread's connection to JavaScript: made once, when the first class is registered or the first JS value
//! is held.

use std::cell::Cell;
use std::rc::Rc;

use handfast_runtime::{Heap, Host};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{checked, imports, marker};

thread_local! {
    /// The id that `attach` returned; 0 before.
    static INSTANCE: Cell<u32> = const { Cell::new(0) };
}

/// [`Host`], by imported functions.
struct JsHost {
    instance: u32,
}

impl Host for JsHost {
    fn reserve_slots(&self, count: u32) -> u32 {
        imports::reserve_slots(count)
    }

    fn decref_many(&self, slots: &[u32]) {
        imports::decref_many(self.instance, slots.as_ptr(), slots.len() as u32);
    }

    fn schedule_turn_end(&self) {
        imports::schedule_turn_end(self.instance);
    }
}

/// The id of this instance on the JavaScript side. Connects on the first call.
#[inline]
pub(crate) fn id() -> u32 {
    match INSTANCE.get() {
        0 => attach(),
        id => id,
    }
}

#[cold]
fn attach() -> u32 {
    let instance = imports::attach(wasm_bindgen::exports(), wasm_bindgen::memory());
    INSTANCE.set(instance);
    marker::register();
    checked::register(instance);
    Heap::install(Rc::new(JsHost { instance }), imports::salt_of(instance));
    instance
}

/// So that the results of exported functions are checked from the first call.
#[wasm_bindgen(start, skip_typescript)]
pub(crate) fn __handfast_start() {
    id();
}

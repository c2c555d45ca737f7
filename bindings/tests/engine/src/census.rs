//! Who died: kept by the objects themselves, independently of the runtime's counters.

use std::cell::RefCell;

use handfast::handfast;
use wasm_bindgen::prelude::*;

thread_local! {
    static DROPPED: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
}

/// Reports the number it was given when it is dropped.
pub(crate) struct Tag(pub(crate) u32);

impl Drop for Tag {
    fn drop(&mut self) {
        DROPPED.with_borrow_mut(|dropped| dropped.push(self.0));
    }
}

/// The numbers of the objects that were dropped since the last call.
#[handfast(js_name = takeDropped)]
pub fn take_dropped() -> Vec<u32> {
    DROPPED.take()
}

/// The exports of this instance, for tests that call them directly.
#[wasm_bindgen(js_name = rawExports)]
pub fn raw_exports() -> JsValue {
    wasm_bindgen::exports()
}

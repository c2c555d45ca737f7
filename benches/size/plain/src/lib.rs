//! A one-class app on plain wasm-bindgen.

use wasm_bindgen::prelude::wasm_bindgen;

/// Counts.
#[wasm_bindgen]
pub struct Counter {
    value: i32,
}

#[wasm_bindgen]
impl Counter {
    /// Starts at `value`.
    #[wasm_bindgen(constructor)]
    pub fn new(value: i32) -> Counter {
        Counter { value }
    }

    /// Adds `delta` and returns the sum.
    pub fn add(&mut self, delta: i32) -> i32 {
        self.value += delta;
        self.value
    }
}

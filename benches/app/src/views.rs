//! Views, and what wasm-bindgen has in their place: copies.

use handfast::{Buffer, handfast};
use wasm_bindgen::prelude::wasm_bindgen;

/// Has numbers that JavaScript sees where they are.
#[handfast]
pub struct Field {
    pub numbers: Buffer<f64>,
}

#[handfast]
impl Field {
    #[handfast(constructor)]
    pub fn new(length: usize) -> Result<Field, handfast::Error> {
        Ok(Field { numbers: Buffer::zeroed(length)? })
    }
}

/// Has numbers of which JavaScript gets copies.
#[wasm_bindgen]
pub struct PlainField {
    numbers: Vec<f64>,
}

#[wasm_bindgen]
impl PlainField {
    #[wasm_bindgen(constructor)]
    pub fn new(length: usize) -> PlainField {
        PlainField { numbers: vec![0.0; length] }
    }

    #[wasm_bindgen(getter)]
    pub fn numbers(&self) -> Vec<f64> {
        self.numbers.clone()
    }
}

//! Options written for wasm-bindgen, and conditional ones.

use handfast::handfast;

#[handfast]
pub struct Class;

#[handfast]
impl Class {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Class {
        Class
    }

    #[cfg_attr(target_family = "wasm", handfast(getter))]
    pub fn value(&self) -> u32 {
        1
    }

    pub fn parameter(&self, #[wasm_bindgen(js_name = other)] value: u32) {}
}

#[handfast]
pub struct Fields {
    #[wasm_bindgen(skip)]
    pub field: u32,
}

fn main() {}

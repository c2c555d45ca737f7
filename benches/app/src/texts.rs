//! Texts in both directions, and a megabyte of numbers to JavaScript.

use handfast::{Buffer, RustString, handfast};
use wasm_bindgen::prelude::wasm_bindgen;

/// Has texts to return.
#[handfast]
pub struct Texts {
    #[trace(skip)]
    text: RustString,
}

#[handfast]
impl Texts {
    #[handfast(constructor)]
    pub fn new(length: usize) -> Texts {
        Texts { text: "x".repeat(length).into() }
    }

    pub fn text(&self) -> RustString {
        self.text.clone()
    }
}

/// The same as copies.
#[wasm_bindgen]
pub struct PlainTexts {
    text: String,
}

#[wasm_bindgen]
impl PlainTexts {
    #[wasm_bindgen(constructor)]
    pub fn new(length: usize) -> PlainTexts {
        PlainTexts { text: "x".repeat(length) }
    }

    pub fn text(&self) -> String {
        self.text.clone()
    }
}

/// Takes a text.
#[handfast(js_name = handfastText)]
pub fn take(text: String) -> usize {
    text.len()
}

/// Takes a text.
#[wasm_bindgen(js_name = plainText)]
pub fn plain_take(text: String) -> usize {
    text.len()
}

/// A megabyte that was just made.
#[handfast(js_name = handfastMegabyte)]
pub fn megabyte() -> Buffer<u8> {
    vec![0; 1 << 20].into()
}

/// A megabyte that was just made.
#[wasm_bindgen(js_name = plainMegabyte)]
pub fn plain_megabyte() -> Vec<u8> {
    vec![0; 1 << 20]
}

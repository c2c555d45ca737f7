//! The base class of all exported classes, as wasm-bindgen knows it.

use wasm_bindgen::prelude::*;

/// The base class of every class exported with `#[handfast]`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct HandfastObject {}

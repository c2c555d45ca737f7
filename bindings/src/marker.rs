//! Markers: structs without content, by which wasm-bindgen learns of a class, and by which its JavaScript class is found.

use wasm_bindgen::prelude::*;

use crate::imports;

/// The base class of every class exported with `#[handfast]`.
///
/// Its type is declared in `js_api.d.ts`: wasm-bindgen would give it a private constructor, and TypeScript does not let a
/// class with one be extended.
#[wasm_bindgen(skip_typescript)]
#[derive(Debug)]
pub struct HandfastObject {}

#[wasm_bindgen]
impl HandfastObject {
    /// A base class only: construct one of the classes that extend it.
    ///
    /// It is declared, because TypeScript lets no class extend one without a constructor.
    ///
    /// # Errors
    /// Always.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<HandfastObject, JsValue> {
        let reason = "HandfastObject is a base class: construct one of the classes that extend it";
        Err(js_sys::TypeError::new(reason).into())
    }
}

/// Makes the base class known to JavaScript.
pub(crate) fn register() {
    imports::register_root(&HandfastObject {}.into());
}

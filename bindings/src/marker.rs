//! Markers: structs without content, by which wasm-bindgen learns of a class, and by which its JavaScript class is found.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use crate::imports;

/// The base class of every class exported with `#[handfast]`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct HandfastObject {}

/// The class of a marker. The marker itself is given back to wasm-bindgen, before its own `free` is replaced.
pub(crate) fn constructor_of(marker: &JsValue) -> JsValue {
    let property = |name: &str| js_sys::Reflect::get(marker, &name.into()).unwrap_or_default();
    let constructor = property("constructor");
    if let Some(free) = property("free").dyn_ref::<js_sys::Function>() {
        let _ = free.call0(marker);
    }
    constructor
}

/// Makes the base class known to JavaScript.
pub(crate) fn register() {
    imports::define_root(&constructor_of(&HandfastObject {}.into()));
}

//! What JavaScript sees: the methods and properties of the DOM standard, each a few lines over the rest of this
//! crate.
//!
//! Methods take `this: &Ref<Self>` and borrow as late and as briefly as they can, so that a listener may call
//! any of them. What the standard puts into mixins (`ParentNode`, `ChildNode`) is on `Node` here.

mod attributes;
mod character_data;
mod doctype;
mod document;
mod element;
mod event;
mod event_target;
mod handlers;
mod node;
mod query;

use handfast::{Class, Error, Ref, wrap};
use wasm_bindgen::prelude::*;

/// The standard answers `null` where there is nothing, while an `Option` would become `undefined`.
fn nullable<T: Class>(object: Option<Ref<T>>) -> Result<JsValue, Error> {
    object.map_or(Ok(JsValue::NULL), |object| wrap(&object))
}

/// A string, or `null`.
fn nullable_string(string: Option<&str>) -> JsValue {
    string.map_or(JsValue::NULL, JsValue::from_str)
}

#[wasm_bindgen]
extern "C" {
    /// JavaScript's own conversion: libraries set attributes and texts to numbers. It may run any code, so nothing
    /// may be borrowed meanwhile.
    #[wasm_bindgen(catch, js_name = String)]
    fn string(value: &JsValue) -> Result<String, JsValue>;
}

/// A string, where `null` means an empty one.
fn string_or_empty(value: &JsValue) -> Result<String, JsValue> {
    if value.is_null() {
        Ok(String::new())
    } else {
        string(value)
    }
}

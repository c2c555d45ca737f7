//! Descriptions of classes for wasm-bindgen, which runs them at build time.

use wasm_bindgen::describe::{NAMED_EXTERNREF, inform};

use crate::class::Class;

/// Describes a JavaScript value whose type is the class `T`.
pub(super) fn class<T: Class>() {
    inform(NAMED_EXTERNREF);
    inform(T::JS_NAME.chars().count() as u32);
    T::JS_NAME.chars().for_each(|character| inform(character as u32));
}

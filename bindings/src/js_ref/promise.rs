//! Awaiting promises that Rust holds.

use std::future::IntoFuture;

use js_sys::Promise;
use js_sys::futures::JsFuture;
use wasm_bindgen::JsValue;

use super::JsRef;

/// Held in a field, a promise can be awaited again and again; its `then` is called when the future is made.
impl IntoFuture for &JsRef<Promise> {
    type Output = Result<JsValue, JsValue>;
    type IntoFuture = JsFuture;

    fn into_future(self) -> JsFuture {
        self.get().into()
    }
}

impl IntoFuture for JsRef<Promise> {
    type Output = Result<JsValue, JsValue>;
    type IntoFuture = JsFuture;

    fn into_future(self) -> JsFuture {
        self.get().into()
    }
}

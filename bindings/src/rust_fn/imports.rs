//! The JavaScript functions behind [`RustFn`](super::RustFn): `js-runtime/src/functions.js`, which an app without any does not
//! contain.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/functions.js")]
extern "C" {
    /// The function of a handle.
    #[wasm_bindgen(js_name = wrapFunction)]
    pub(super) fn wrap_function(handle: f64, code: i32, identity: i32) -> JsValue;

    /// Makes a code known, by its place in the table; returns its number.
    #[wasm_bindgen(js_name = defineFunction)]
    pub(super) fn define_function(
        instance: i32,
        place: i32,
        table: &JsValue,
        arity: i32,
        values: i32,
        kind: i32,
    ) -> i32;

    /// Takes the argument at a position.
    #[wasm_bindgen(js_name = takePassed)]
    pub(super) fn take_passed(position: i32) -> JsValue;

    /// Leaves what a code returns.
    #[wasm_bindgen(js_name = giveResult)]
    pub(super) fn give_result(value: &JsValue);
}

//! Calling held functions straight through the JS-side table.

use handfast_runtime::Error;
use js_sys::{Array, Function};
use wasm_bindgen::JsValue;

use super::JsRef;
use crate::error::to_js_error;
use crate::{depth, imports};

/// What an import answers: see `js-runtime/src/call.js`.
#[inline]
fn outcome(call: impl FnOnce() -> i32) -> Result<JsValue, JsValue> {
    match depth::call(call)? {
        // The usual answer of a listener, which needs no second call.
        0 => Ok(JsValue::UNDEFINED),
        1 => Ok(imports::take_result()),
        2 => Err(imports::take_result()),
        _ => Err(to_js_error(Error::ValueGone)),
    }
}

/// Calls with `this` undefined. Arguments are lent for the call.
///
/// # Errors
/// The value the function threw.
impl JsRef<Function> {
    /// Calls the function without arguments.
    ///
    /// # Errors
    /// The value the function threw: the same object. [`Error::TooDeep`] as a JavaScript error, without a call, if calls are nested
    /// more deeply than [`set_depth_limit`](crate::set_depth_limit) allows; so for all of these functions.
    #[inline]
    pub fn call0(&self) -> Result<JsValue, JsValue> {
        outcome(|| imports::call0(self.slot()))
    }

    /// Calls the function with one argument.
    ///
    /// # Errors
    /// The value the function threw.
    #[inline]
    pub fn call1(&self, a: &JsValue) -> Result<JsValue, JsValue> {
        outcome(|| imports::call1(self.slot(), a))
    }

    /// Calls the function with two arguments.
    ///
    /// # Errors
    /// The value the function threw.
    #[inline]
    pub fn call2(&self, a: &JsValue, b: &JsValue) -> Result<JsValue, JsValue> {
        outcome(|| imports::call2(self.slot(), a, b))
    }

    /// Calls the function with three arguments.
    ///
    /// # Errors
    /// The value the function threw.
    #[inline]
    pub fn call3(&self, a: &JsValue, b: &JsValue, c: &JsValue) -> Result<JsValue, JsValue> {
        outcome(|| imports::call3(self.slot(), a, b, c))
    }

    /// Calls the function with four arguments.
    ///
    /// # Errors
    /// The value the function threw.
    #[inline]
    pub fn call4(
        &self,
        a: &JsValue,
        b: &JsValue,
        c: &JsValue,
        d: &JsValue,
    ) -> Result<JsValue, JsValue> {
        outcome(|| imports::call4(self.slot(), a, b, c, d))
    }

    /// Calls the function as a method of `this`, with one argument: what an event listener needs.
    ///
    /// # Errors
    /// The value the function threw.
    #[inline]
    pub fn call_with1(&self, this: &JsValue, a: &JsValue) -> Result<JsValue, JsValue> {
        outcome(|| imports::call_with1(self.slot(), this, a))
    }

    /// Calls the function as a method of `this`, with any arguments.
    ///
    /// # Errors
    /// The value the function threw.
    pub fn call_with(&self, this: &JsValue, arguments: &Array) -> Result<JsValue, JsValue> {
        outcome(|| imports::call_with(self.slot(), this, arguments))
    }
}

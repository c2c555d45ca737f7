//! Calling functions with values of scopes: nothing but numbers of slots crosses the boundary.

use handfast_runtime::Error;
use js_sys::Function;
use wasm_bindgen::JsValue;

use super::{Local, Scope};
use crate::error::to_js_error;
use crate::{depth, imports};

/// Calls with `this` undefined. What the function returns is put into `scope`, which may be any that is open. One call into
/// JavaScript.
impl Local<'_, Function> {
    /// Calls the function without arguments.
    ///
    /// # Errors
    /// The value the function threw; or a Handfast error if the stack is full, or the value is no function.
    #[inline]
    pub fn call0<'s>(self, scope: Scope<'s>) -> Result<Local<'s>, JsValue> {
        self.call(scope, 0, [0; 4])
    }

    /// Calls the function with one argument.
    ///
    /// # Errors
    /// As [`call0`](Local::call0).
    #[inline]
    pub fn call1<'s, A>(self, scope: Scope<'s>, a: Local<'_, A>) -> Result<Local<'s>, JsValue> {
        self.call(scope, 1, [a.slot(), 0, 0, 0])
    }

    /// Calls the function with two arguments.
    ///
    /// # Errors
    /// As [`call0`](Local::call0).
    #[inline]
    pub fn call2<'s, A, B>(
        self,
        scope: Scope<'s>,
        a: Local<'_, A>,
        b: Local<'_, B>,
    ) -> Result<Local<'s>, JsValue> {
        self.call(scope, 2, [a.slot(), b.slot(), 0, 0])
    }

    /// Calls the function with three arguments.
    ///
    /// # Errors
    /// As [`call0`](Local::call0).
    #[inline]
    pub fn call3<'s, A, B, C>(
        self,
        scope: Scope<'s>,
        a: Local<'_, A>,
        b: Local<'_, B>,
        c: Local<'_, C>,
    ) -> Result<Local<'s>, JsValue> {
        self.call(scope, 3, [a.slot(), b.slot(), c.slot(), 0])
    }

    /// Calls the function with four arguments.
    ///
    /// # Errors
    /// As [`call0`](Local::call0).
    #[inline]
    pub fn call4<'s, A, B, C, D>(
        self,
        scope: Scope<'s>,
        a: Local<'_, A>,
        b: Local<'_, B>,
        c: Local<'_, C>,
        d: Local<'_, D>,
    ) -> Result<Local<'s>, JsValue> {
        self.call(scope, 4, [a.slot(), b.slot(), c.slot(), d.slot()])
    }

    fn call<'s>(
        self,
        scope: Scope<'s>,
        count: i32,
        [a, b, c, d]: [i32; 4],
    ) -> Result<Local<'s>, JsValue> {
        // Before the call, so that what is opened during it is above the result.
        let result: Local<'s> = scope.reserve().map_err(to_js_error)?;
        let call = || imports::call_slots(self.slot(), result.slot(), count, a, b, c, d);
        match depth::call(call)? {
            0 => Ok(result),
            1 => Err(result.get()),
            _ => Err(to_js_error(Error::WrongType {
                expected: "a function",
            })),
        }
    }
}

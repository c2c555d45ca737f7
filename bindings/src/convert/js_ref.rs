//! `JsRef` parameters and returns.

use handfast_runtime::Error;
use wasm_bindgen::convert::{FromWasmAbi, RefFromWasmAbi};
use wasm_bindgen::describe::{self, WasmDescribe, inform};
use wasm_bindgen::{JsCast, JsValue};

use crate::js_ref::JsRef;

/// A JavaScript value that Rust is going to hold.
///
/// It is lent by wasm-bindgen and put into the JS-side table at once, so it never enters wasm-bindgen's own.
pub struct JsRefArg<T>(Result<JsRef<T>, Error>);

impl<T> JsRefArg<T> {
    /// The reference.
    ///
    /// # Errors
    /// [`Error::TableFull`].
    #[inline]
    pub fn into_js_ref(self) -> Result<JsRef<T>, Error> {
        self.0
    }
}

impl<T: WasmDescribe> WasmDescribe for JsRefArg<T> {
    fn describe() {
        inform(describe::REF);
        T::describe();
    }
}

impl<T: JsCast + WasmDescribe> FromWasmAbi for JsRefArg<T> {
    type Abi = u32;
    #[inline]
    unsafe fn from_abi(js: u32) -> JsRefArg<T> {
        // SAFETY: wasm-bindgen passes what `describe` asks for, a JavaScript value lent for the call.
        let value = unsafe { JsValue::ref_from_abi(js) };
        JsRefArg(JsRef::try_new(value.unchecked_ref()))
    }
}

/// A JavaScript value that Rust is going to hold, or nothing.
pub struct OptJsRefArg<T>(Result<Option<JsRef<T>>, Error>);

impl<T> OptJsRefArg<T> {
    /// The reference, if there is one.
    ///
    /// # Errors
    /// [`Error::TableFull`].
    pub fn into_js_ref(self) -> Result<Option<JsRef<T>>, Error> {
        self.0
    }
}

impl<T: WasmDescribe> WasmDescribe for OptJsRefArg<T> {
    fn describe() {
        inform(describe::OPTIONAL);
        T::describe();
    }
}

impl<T: JsCast + WasmDescribe> FromWasmAbi for OptJsRefArg<T> {
    type Abi = u32;
    unsafe fn from_abi(js: u32) -> OptJsRefArg<T> {
        // SAFETY: wasm-bindgen passes what `describe` asks for, an optional JavaScript value.
        let value = unsafe { <Option<JsValue> as FromWasmAbi>::from_abi(js) };
        OptJsRefArg(value.map(|value| JsRef::try_new(value.unchecked_ref())).transpose())
    }
}

/// The value of a reference that is returned to JavaScript.
///
/// # Errors
/// [`Error::ValueGone`] once the value can be gone.
pub fn unhold<T: JsCast>(held: &JsRef<T>) -> Result<T, Error> {
    Ok(held.get())
}

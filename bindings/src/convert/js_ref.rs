//! `JsRef` parameters and returns.

use std::marker::PhantomData;

use handfast_runtime::Error;
use wasm_bindgen::convert::{
    FromWasmAbi, IntoWasmAbi, MaybeIntoWasmAbi, ReturnWasmAbi, VectorFromWasmAbi,
    VectorIntoWasmAbi, WasmSlice,
};
use wasm_bindgen::describe::{self, WasmDescribe, inform};
use wasm_bindgen::{JsCast, JsValue};

use super::{FromJs, IntoJs, Many, One, Optional, OptionalMany};
use crate::error::Thrown;
use crate::js_ref::JsRef;

/// A JavaScript value that Rust is going to hold.
///
/// wasm-bindgen passes it through its own table, as an owned value: lending it would be cheaper to read, but clearing the
/// place of a lent value is a call into the engine.
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
        T::describe();
    }
}

impl<T: JsCast + WasmDescribe> FromWasmAbi for JsRefArg<T> {
    type Abi = u32;
    #[inline]
    unsafe fn from_abi(js: u32) -> JsRefArg<T> {
        // SAFETY: wasm-bindgen passes what `describe` asks for, a JavaScript value.
        let value = unsafe { JsValue::from_abi(js) };
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
        OptJsRefArg(
            value
                .map(|value| JsRef::try_new(value.unchecked_ref()))
                .transpose(),
        )
    }
}

/// Stands for `JsRef<T>` in the conversions, as [`ByRef`](super::ByRef) does for `Ref<T>`.
pub struct ByJsRef<T = JsValue>(PhantomData<T>);

macro_rules! from_js {
    ($($shape:ident: $js:ty => $value:ty, $hold:expr $(, where [$($bound:tt)*])?;)+) => {$(
        impl<T: JsCast + WasmDescribe $(+ $($bound)*)?> FromJs<$shape> for ByJsRef<T> {
            type Js = $js;
            type Held = $value;
            type Value = $value;
            #[inline]
            fn hold(js: $js) -> Result<$value, Error> {
                $hold(js)
            }
            #[inline]
            fn take(held: $value) -> Result<$value, Error> {
                Ok(held)
            }
        }
    )+};
}

fn hold_all<T: JsCast>(values: Vec<T>) -> Result<Vec<JsRef<T>>, Error> {
    values.iter().map(JsRef::try_new).collect()
}

from_js! {
    One: JsRefArg<T> => JsRef<T>, JsRefArg::into_js_ref;
    Optional: OptJsRefArg<T> => Option<JsRef<T>>, OptJsRefArg::into_js_ref;
    Many: Vec<T> => Vec<JsRef<T>>, hold_all, where [VectorFromWasmAbi<Abi = WasmSlice>];
    OptionalMany: Option<Vec<T>> => Option<Vec<JsRef<T>>>, |js: Option<_>| js.map(hold_all).transpose(), where [VectorFromWasmAbi<Abi = WasmSlice>];
}

macro_rules! into_js {
    ($($shape:ident: $value:ty => $js:ty, $into:expr, where [$($bound:tt)*];)+) => {$(
        impl<T: JsCast + $($bound)*> IntoJs<$shape> for ByJsRef<T>
        where
            Result<$js, JsValue>: ReturnWasmAbi + WasmDescribe,
        {
            type Value = $value;
            type Js = $js;
            type Return = Result<$js, JsValue>;
            #[inline]
            fn into_js(value: $value) -> Result<$js, Error> {
                Ok($into(value))
            }
            #[inline]
            fn answer(result: Result<$js, Thrown>) -> Result<$js, JsValue> {
                result.map_err(Thrown::into_js)
            }
        }
    )+};
}

fn get_all<T: JsCast>(held: Vec<JsRef<T>>) -> Vec<T> {
    held.iter().map(JsRef::get).collect()
}

into_js! {
    One: JsRef<T> => T, |held: JsRef<T>| held.get(), where [IntoWasmAbi];
    Optional: Option<JsRef<T>> => Option<T>, |held: Option<JsRef<T>>| held.as_ref().map(JsRef::get), where [MaybeIntoWasmAbi];
    Many: Vec<JsRef<T>> => Vec<T>, get_all, where [VectorIntoWasmAbi<Abi = WasmSlice>];
    OptionalMany: Option<Vec<JsRef<T>>> => Option<Vec<T>>, |held: Option<_>| held.map(get_all), where [VectorIntoWasmAbi<Abi = WasmSlice>];
}

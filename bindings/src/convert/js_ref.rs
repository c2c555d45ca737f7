//! `JsRef` parameters and returns.

use std::marker::PhantomData;

use handfast_runtime::Error;
use wasm_bindgen::convert::{IntoWasmAbi, MaybeIntoWasmAbi, VectorIntoWasmAbi, WasmSlice};
use wasm_bindgen::describe::WasmDescribe;
use wasm_bindgen::{JsCast, JsValue};

use super::read::parameters;
use super::{Element, IntoJs, Many, One, Optional, OptionalMany, Reading};
use crate::error::Thrown;
use crate::js_ref::JsRef;

/// Reads a JavaScript value that Rust is going to hold.
pub struct Held<T>(PhantomData<T>);

impl<T: JsCast + WasmDescribe> Reading for Held<T> {
    type Value = JsRef<T>;

    fn describe() {
        T::describe();
    }

    fn describe_list() {
        <T as Element>::describe_list();
    }

    #[inline]
    fn read(value: &JsValue) -> Result<JsRef<T>, Error> {
        JsRef::try_new(value.unchecked_ref())
    }
}

/// Stands for `JsRef<T>` in the conversions, as [`ByRef`](super::ByRef) does for `Ref<T>`.
pub struct ByJsRef<T = JsValue>(PhantomData<T>);

parameters! {
    [T: JsCast + WasmDescribe] ByJsRef<T>, Held<T>;
}

/// Makes shapes of held values a return type.
macro_rules! into_js {
    ($([$($generics:tt)*] $of:ty, $shape:ident: $value:ty => $js:ty, $into:expr;)+) => {$(
        impl<$($generics)*> IntoJs<$shape> for $of
        where
            Result<$js, JsValue>: wasm_bindgen::convert::ReturnWasmAbi + wasm_bindgen::describe::WasmDescribe,
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

pub(super) use into_js;

fn get_all<T: JsCast>(held: Vec<JsRef<T>>) -> Vec<T> {
    held.iter().map(JsRef::get).collect()
}

into_js! {
    [T: JsCast + IntoWasmAbi] ByJsRef<T>, One: JsRef<T> => T, |held: JsRef<T>| held.get();
    [T: JsCast + MaybeIntoWasmAbi] ByJsRef<T>, Optional: Option<JsRef<T>> => Option<T>, |held: Option<JsRef<T>>| held.as_ref().map(JsRef::get);
    [T: JsCast + VectorIntoWasmAbi<Abi = WasmSlice>] ByJsRef<T>, Many: Vec<JsRef<T>> => Vec<T>, get_all;
    [T: JsCast + VectorIntoWasmAbi<Abi = WasmSlice>] ByJsRef<T>, OptionalMany: Option<Vec<JsRef<T>>> => Option<Vec<T>>, |held: Option<_>| held.map(get_all);
}

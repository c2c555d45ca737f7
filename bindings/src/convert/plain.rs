//! What wasm-bindgen can carry by itself, unchanged.

use std::marker::PhantomData;
use std::mem::ManuallyDrop;

use handfast_runtime::Error;
use wasm_bindgen::convert::{
    FromWasmAbi, IntoWasmAbi, MaybeFromWasmAbi, MaybeIntoWasmAbi, OptionFromWasmAbi,
    OptionIntoWasmAbi, RefFromWasmAbi, ReturnWasmAbi, VectorFromWasmAbi, VectorIntoWasmAbi,
};
use wasm_bindgen::describe::{self, WasmDescribe, inform};
use wasm_bindgen::{JsCast, JsValue};

use super::{Call, FromJs, Future, IntoJs, Many, One, Optional, OptionalMany, RefFromJs};
use crate::error::Thrown;

macro_rules! from_js {
    ($($shape:ident: $value:ty where [$($bounds:tt)*];)+) => {$(
        // Errors are to name what the user wrote, and not wasm-bindgen's traits.
        #[diagnostic::do_not_recommend]
        impl<T> FromJs<$shape> for T
        where
            $($bounds)*
        {
            type Js = $value;
            type Held = $value;
            type Value = $value;
            #[inline]
            fn hold(js: $value) -> Result<$value, Error> {
                Ok(js)
            }
            #[inline]
            fn take(held: $value) -> Result<$value, Error> {
                Ok(held)
            }
        }
    )+};
}

from_js! {
    One: T where [T: FromWasmAbi];
    Optional: Option<T> where [T: MaybeFromWasmAbi];
    Many: Vec<T> where [T: VectorFromWasmAbi, Vec<T>: FromWasmAbi];
    OptionalMany: Option<Vec<T>> where [T: VectorFromWasmAbi, Vec<T>: OptionFromWasmAbi];
}

macro_rules! into_js {
    ($($shape:ident: $value:ty where [$($bounds:tt)*];)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<T> IntoJs<$shape> for T
        where
            $($bounds)*
        {
            type Value = $value;
            type Js = $value;
            type Return = Result<$value, JsValue>;
            #[inline]
            fn into_js(value: $value) -> Result<$value, Error> {
                Ok(value)
            }
            #[inline]
            fn answer(result: Result<$value, Thrown>) -> Result<$value, JsValue> {
                result.map_err(Thrown::into_js)
            }
        }
    )+};
}

into_js! {
    One: T where [T: IntoWasmAbi, Result<T, JsValue>: ReturnWasmAbi + WasmDescribe];
    Optional: Option<T> where [T: MaybeIntoWasmAbi, Result<Option<T>, JsValue>: ReturnWasmAbi + WasmDescribe];
    Many: Vec<T> where [T: VectorIntoWasmAbi, Vec<T>: IntoWasmAbi, Result<Vec<T>, JsValue>: ReturnWasmAbi + WasmDescribe];
    OptionalMany: Option<Vec<T>> where [
        T: VectorIntoWasmAbi,
        Vec<T>: OptionIntoWasmAbi,
        Result<Option<Vec<T>>, JsValue>: ReturnWasmAbi + WasmDescribe
    ];
}

#[diagnostic::do_not_recommend]
impl<T: JsCast + WasmDescribe> RefFromJs<Call> for T {
    type Js = Borrowed<T>;
    type Anchor = Borrowed<T>;
    type Guard<'a>
        = &'a T
    where
        T: 'a;

    #[inline]
    fn anchor(js: Borrowed<T>) -> Result<Borrowed<T>, Error> {
        Ok(js)
    }

    #[inline]
    fn borrow<'a>(anchor: &'a Borrowed<T>, _: &'static &'static str) -> Result<&'a T, Error> {
        Ok(anchor.0.unchecked_ref())
    }
}

/// What is lent ends with the call, so a future owns it instead.
#[diagnostic::do_not_recommend]
impl<T: JsCast + FromWasmAbi> RefFromJs<Future> for T {
    type Js = T;
    type Anchor = T;
    type Guard<'a>
        = &'a T
    where
        T: 'a;

    fn anchor(js: T) -> Result<T, Error> {
        Ok(js)
    }

    fn borrow<'a>(anchor: &'a T, _: &'static &'static str) -> Result<&'a T, Error> {
        Ok(anchor)
    }
}

/// A JavaScript value lent for the call, as one of wasm-bindgen's types.
pub struct Borrowed<T>(ManuallyDrop<JsValue>, PhantomData<T>);

impl<T: WasmDescribe> WasmDescribe for Borrowed<T> {
    fn describe() {
        inform(describe::REF);
        T::describe();
    }
}

impl<T: WasmDescribe> FromWasmAbi for Borrowed<T> {
    type Abi = u32;
    #[inline]
    unsafe fn from_abi(js: u32) -> Borrowed<T> {
        // SAFETY: wasm-bindgen passes what `describe` asks for, a JavaScript value lent for the call.
        Borrowed(unsafe { JsValue::ref_from_abi(js) }, PhantomData)
    }
}

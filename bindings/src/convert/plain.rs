//! What wasm-bindgen can carry by itself, unchanged.

use std::marker::PhantomData;
use std::mem::ManuallyDrop;

use handfast_runtime::Error;
use wasm_bindgen::convert::{
    FromWasmAbi, IntoWasmAbi, MaybeFromWasmAbi, MaybeIntoWasmAbi, OptionIntoWasmAbi,
    RefFromWasmAbi, ReturnWasmAbi, VectorIntoWasmAbi, WasmSlice,
};
use wasm_bindgen::describe::{self, WasmDescribe, inform};
use wasm_bindgen::{JsCast, JsValue};

use super::list::{Element, Item};
use super::{
    Call, FromJs, Future, IntoJs, List, Many, One, OptRead, Optional, OptionalMany, Read, RefFromJs,
};
use crate::error::Thrown;

macro_rules! from_js {
    ($($shape:ident: $value:ty => $js:ty where [$($bounds:tt)*];)+) => {$(
        // Errors are to name what the user wrote, and not wasm-bindgen's traits.
        #[diagnostic::do_not_recommend]
        impl<T> FromJs<$shape> for T
        where
            $($bounds)*
        {
            type Js = $js;
            type Held = $value;
            type Value = $value;
            #[inline]
            fn hold(js: $js) -> Result<$value, Error> {
                js.get()
            }
            #[inline]
            fn take(held: $value) -> Result<$value, Error> {
                Ok(held)
            }
        }
    )+};
}

from_js! {
    One: T => Checkable<T> where [T: FromWasmAbi];
    Optional: Option<T> => Checkable<Option<T>> where [T: MaybeFromWasmAbi];
    Many: Vec<T> => Read<List<Item<T>>> where [T: Element];
    OptionalMany: Option<Vec<T>> => OptRead<List<Item<T>>> where [T: Element];
}

/// A value in wasm-bindgen's own form. Enums refuse some.
pub struct Checkable<T>(Result<T, Error>);

impl<T> Checkable<T> {
    /// Of what a conversion came to.
    pub(super) fn of(value: Result<T, Error>) -> Checkable<T> {
        Checkable(value)
    }

    /// The value.
    ///
    /// # Errors
    /// [`Error::WrongType`].
    #[inline]
    pub fn get(self) -> Result<T, Error> {
        self.0
    }
}

impl<T> From<T> for Checkable<T> {
    fn from(value: T) -> Checkable<T> {
        Checkable(Ok(value))
    }
}

/// A number, of which none is refused.
#[inline]
pub fn sure<T: Default>(number: Checkable<T>) -> T {
    number.0.unwrap_or_default()
}

impl<T: WasmDescribe> WasmDescribe for Checkable<T> {
    fn describe() {
        T::describe();
    }
}

impl<T: FromWasmAbi> FromWasmAbi for Checkable<T> {
    type Abi = T::Abi;
    #[inline]
    unsafe fn from_abi(js: T::Abi) -> Checkable<T> {
        const {
            assert!(
                !crosses_in_memory::<T>(),
                "a text or an array behind a type alias, or in a type of its own, would not be checked: write it out"
            );
        }
        // SAFETY: wasm-bindgen passes what `T` has described.
        let value = unsafe { T::try_from_abi(js) };
        Checkable(value.map_err(|_| Error::WrongType {
            expected: "one of the values of an enum",
        }))
    }
}

/// Whether it crosses as an address and a length, which wasm-bindgen's glue makes of whatever it is given.
const fn crosses_in_memory<T: FromWasmAbi>() -> bool {
    size_of::<T::Abi>() == size_of::<WasmSlice>() && align_of::<T::Abi>() == align_of::<WasmSlice>()
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

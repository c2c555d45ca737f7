//! Results of one number, checked for failure by the glue.
//!
//! Throwing out of wasm loses the stack space of every frame it passes, so exports return normally, also when they fail. Most
//! declare a `Result` to wasm-bindgen, which makes the engine return an array, measured at 13 ns a call. For results
//! of one number there is a cheaper way: see `js-runtime/src/failure.js`.

use std::marker::PhantomData;

use wasm_bindgen::convert::IntoWasmAbi;
use wasm_bindgen::describe::WasmDescribe;
use wasm_bindgen::prelude::*;

use crate::error::Thrown;
use crate::{imports, instance};

macro_rules! checks {
    ($($name:ident = $kind:literal),*) => {
        $(
            /// A check of results. Never instantiated by apps.
            #[wasm_bindgen(private, skip_typescript)]
            #[derive(Debug)]
            pub struct $name {}
        )*

        /// Makes these classes known to JavaScript as what they are.
        pub(crate) fn register(instance: i32) {
            imports::register_constructed(instance, &HandfastConstructed {}.into());
            $(imports::register_check(&$name {}.into(), $kind);)*
        }
    };
}

/// The class through which all constructors return. Never instantiated by apps.
#[wasm_bindgen(private, skip_typescript)]
#[derive(Debug)]
pub struct HandfastConstructed {}

checks!(
    HandfastVoid = 0,
    HandfastBoolean = 1,
    HandfastNumber = 2,
    HandfastUnsigned = 3
);

/// A type whose values are one number to wasm.
pub trait Scalar: IntoWasmAbi {
    /// What checks it.
    type Check: WasmDescribe;
    /// The kind of a function's result, as `js-runtime/src/functions.js` numbers them.
    const KIND: u8;
    /// How it is returned.
    type Number: IntoWasmAbi + Copy + Default;
    /// Converts it.
    fn number(self) -> Self::Number;
}

macro_rules! scalars {
    ($($check:ident, $kind:literal, $number:ty: $($ty:ty)*;)*) => {$($(
        impl Scalar for $ty {
            type Check = $check;
            const KIND: u8 = $kind;
            type Number = $number;
            #[inline]
            #[allow(clippy::cast_lossless, reason = "the same conversion for all widths")]
            fn number(self) -> $number {
                self as $number
            }
        }
    )*)*};
}

scalars! {
    HandfastNumber, 0, i32: i8 i16 i32 isize u8 u16;
    HandfastUnsigned, 2, u32: u32 usize;
    HandfastNumber, 0, f32: f32;
    HandfastNumber, 0, f64: f64;
    HandfastBoolean, 1, u32: bool;
}

impl Scalar for () {
    type Check = HandfastVoid;
    const KIND: u8 = 4;
    type Number = u32;
    #[inline]
    fn number(self) -> u32 {
        0
    }
}

/// A number on its way to JavaScript, where its class checks for failure.
pub struct Checked<T: Scalar>(T::Number, PhantomData<T>);

impl<T: Scalar> Checked<T> {
    /// Of what an exported function came to. To be returned at once. If it has succeeded, the checks are in place: it has entered, or
    /// is a method of an object, whose class is registered.
    #[inline]
    pub fn of(result: Result<T, Thrown>) -> Checked<T> {
        returned(result.map(|value| Checked(value.number(), PhantomData)))
    }
}

/// What is returned through a class that checks for failure.
pub trait Returned {
    /// What stands for a failure; nobody looks at it.
    fn failed() -> Self;
}

impl<T: Scalar> Returned for Checked<T> {
    fn failed() -> Checked<T> {
        Checked(Default::default(), PhantomData)
    }
}

/// What an exported function came to, with its failure left in JavaScript. To be returned at once. A success must be proof
/// that a class is registered.
#[inline]
pub fn returned<J: Returned>(result: Result<J, Thrown>) -> J {
    match result {
        Ok(value) => value,
        Err(thrown) => {
            fail(thrown);
            J::failed()
        }
    }
}

#[cold]
#[inline(never)]
pub(crate) fn fail(thrown: Thrown) {
    instance::id();
    imports::fail(&thrown.into_js());
}

impl<T: Scalar> WasmDescribe for Checked<T> {
    fn describe() {
        T::Check::describe();
    }
}

impl<T: Scalar> IntoWasmAbi for Checked<T> {
    type Abi = <T::Number as IntoWasmAbi>::Abi;
    #[inline]
    fn into_abi(self) -> Self::Abi {
        self.0.into_abi()
    }
}

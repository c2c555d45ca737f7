//! [`Read`]: an argument that is a JavaScript value to wasm-bindgen, and is read and checked here.
//!
//! wasm-bindgen has conversions of its own for texts and arrays, but they take what they are given for what it should be: an
//! object with a large `length` ends in a trap. For classes its check would throw an untyped error. So all of these
//! cross as plain values, described by a name so that TypeScript knows the type.

use handfast_runtime::Error;
use wasm_bindgen::JsValue;
use wasm_bindgen::convert::FromWasmAbi;
use wasm_bindgen::describe::{self, WasmDescribe, inform};

/// How one kind of value is read.
pub trait Reading {
    /// What it is in Rust.
    type Value;
    /// Describes the type to TypeScript, by a name.
    fn describe();
    /// Describes an array of it.
    fn describe_list();
    /// Reads it. JavaScript keeps the value.
    ///
    /// # Errors
    /// If it is something else.
    fn read(value: &JsValue) -> Result<Self::Value, Error>;
}

/// What was read, or why it could not be.
pub struct Read<R: Reading>(Result<R::Value, Error>);

impl<R: Reading> Read<R> {
    /// Of a value.
    #[inline]
    pub(super) fn of(value: &JsValue) -> Read<R> {
        Read(R::read(value))
    }

    /// What was read.
    ///
    /// # Errors
    /// Whatever was wrong with the argument.
    #[inline]
    pub fn get(self) -> Result<R::Value, Error> {
        self.0
    }
}

impl<R: Reading> WasmDescribe for Read<R> {
    fn describe() {
        R::describe();
    }
}

impl<R: Reading> FromWasmAbi for Read<R> {
    type Abi = u32;
    #[inline]
    unsafe fn from_abi(js: u32) -> Read<R> {
        // SAFETY: wasm-bindgen passes what `describe` asks for, a JavaScript value.
        let value = unsafe { JsValue::from_abi(js) };
        Read::of(&value)
    }
}

/// The same for what may be missing: `undefined` and `null` are nothing.
pub struct OptRead<R: Reading>(Result<Option<R::Value>, Error>);

impl<R: Reading> OptRead<R> {
    /// Of a value that may be missing.
    pub(super) fn of(value: Option<JsValue>) -> OptRead<R> {
        OptRead(value.map(|value| R::read(&value)).transpose())
    }

    /// What was read, if anything was passed.
    ///
    /// # Errors
    /// Whatever was wrong with the argument.
    pub fn get(self) -> Result<Option<R::Value>, Error> {
        self.0
    }
}

impl<R: Reading> WasmDescribe for OptRead<R> {
    fn describe() {
        inform(describe::OPTIONAL);
        R::describe();
    }
}

impl<R: Reading> FromWasmAbi for OptRead<R> {
    type Abi = u32;
    unsafe fn from_abi(js: u32) -> OptRead<R> {
        // SAFETY: wasm-bindgen passes what `describe` asks for, an optional JavaScript value.
        let value = unsafe { <Option<JsValue> as FromWasmAbi>::from_abi(js) };
        OptRead::of(value)
    }
}

/// Makes every shape of what `R` reads a parameter.
macro_rules! parameters {
    ($([$($generics:tt)*] $of:ty, $reading:ty;)+) => {$(
        $crate::convert::parameters!(@ [$($generics)*] $of, One, $crate::convert::Read<$reading>, <$reading as Reading>::Value);
        $crate::convert::parameters!(@ [$($generics)*] $of, Optional, $crate::convert::OptRead<$reading>, Option<<$reading as Reading>::Value>);
        $crate::convert::parameters!(@ [$($generics)*] $of, Many, $crate::convert::Read<$crate::convert::List<$reading>>, Vec<<$reading as Reading>::Value>);
        $crate::convert::parameters!(@ [$($generics)*] $of, OptionalMany, $crate::convert::OptRead<$crate::convert::List<$reading>>, Option<Vec<<$reading as Reading>::Value>>);
    )+};
    (@ [$($generics:tt)*] $of:ty, $shape:ident, $js:ty, $value:ty) => {
        // Errors are to name what the user wrote, and not what else there is.
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> $crate::convert::FromJs<$crate::convert::$shape> for $of {
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
    };
}
pub(crate) use parameters;

/// Stands for what `R` reads in the conversions.
pub struct By<R>(std::marker::PhantomData<R>);

parameters! {
    [R: Reading] By<R>, R;
}

//! [`FromValue`]: what exported functions take as arguments, made of a value that Rust has already.

use handfast_runtime::Error;
use wasm_bindgen::JsValue;
use wasm_bindgen::convert::{FromWasmAbi, TryFromJsValue};

use super::plain::Checkable;
use super::read::{OptRead, Read, Reading};

/// How an argument travels, for results of methods that JavaScript implements, which travel as values.
pub trait FromValue {
    /// Of any value: what is wrong with it is found as for an argument.
    fn from_value(value: JsValue) -> Self;
}

impl<R: Reading> FromValue for Read<R> {
    fn from_value(value: JsValue) -> Read<R> {
        Read::of(&value)
    }
}

impl<R: Reading> FromValue for OptRead<R> {
    fn from_value(value: JsValue) -> OptRead<R> {
        OptRead::of((!value.is_null() && !value.is_undefined()).then_some(value))
    }
}

impl<T: FromWasmAbi + TryFromJsValue> FromValue for Checkable<T> {
    fn from_value(value: JsValue) -> Checkable<T> {
        let converted = T::try_from_js_value(value);
        Checkable::of(converted.map_err(|_| Error::WrongType {
            expected: "a value of the declared type",
        }))
    }
}

//! [`Given`]: an object on its way to JavaScript, as its handle.

use std::marker::PhantomData;

use handfast_runtime::{Error, Handle, Heap, Ref};
use wasm_bindgen::convert::{IntoWasmAbi, NullableIntoWasmAbi, OptionIntoWasmAbi};
use wasm_bindgen::describe::WasmDescribe;
use wasm_bindgen::{JsValue, Nullable};

use crate::checked::Returned;
use crate::class::{Class, expose, make};
use crate::imports;

/// The handle of an object of class `T`, which the glue passes to the class to find or make the wrapper: see
/// `js-runtime/src/give.js`.
pub struct Given<T: Class> {
    /// Negative for an object that Rust may return again, whose wrapper must stay findable.
    number: f64,
    _class: PhantomData<T>,
}

impl<T: Class> Given<T> {
    /// Of an object that Rust may still hold.
    ///
    /// # Errors
    /// As [`expose`].
    #[inline]
    pub(super) fn shared(object: &Ref<T>) -> Result<Given<T>, Error> {
        Ok(Given {
            number: -expose(object)?.to_f64(),
            _class: PhantomData,
        })
    }

    /// Of a fresh value.
    ///
    /// # Errors
    /// As [`make`] and [`expose`]; the value is dropped then.
    #[inline]
    pub(super) fn fresh(value: T) -> Result<Given<T>, Error> {
        Ok(Given {
            number: expose(&make(value)?)?.to_f64(),
            _class: PhantomData,
        })
    }
}

impl<T: Class> WasmDescribe for Given<T> {
    fn describe() {
        T::Marker::describe();
    }
}

impl<T: Class> IntoWasmAbi for Given<T> {
    type Abi = f64;
    #[inline]
    fn into_abi(self) -> f64 {
        self.number
    }
}

impl<T: Class> OptionIntoWasmAbi for Given<T> {
    #[inline]
    fn none() -> f64 {
        0.0
    }
}

impl<T: Class> NullableIntoWasmAbi for Given<T> {
    #[inline]
    fn null() -> f64 {
        // What the glue takes for `null`. Handles of shared objects are negative, and others are not returned in this shape.
        1.0
    }
}

impl<T: Class> Returned for Given<T> {
    fn failed() -> Given<T> {
        // Neither of the numbers that stand for nothing, which would never reach the class.
        Given {
            number: f64::NAN,
            _class: PhantomData,
        }
    }
}

impl<T: Class> Returned for Option<Given<T>> {
    fn failed() -> Option<Given<T>> {
        Some(Given::failed())
    }
}

impl<T: Class> Returned for Nullable<Given<T>> {
    fn failed() -> Nullable<Given<T>> {
        Nullable::Value(Given::failed())
    }
}

/// For promises, which need the wrapper itself.
impl<T: Class> From<Given<T>> for JsValue {
    fn from(given: Given<T>) -> JsValue {
        let number = given.number.abs();
        let object = Handle::from_f64(number).and_then(|handle| Heap::resolve_any(handle).ok());
        match object.and_then(|object| object.header().class().host_class()) {
            Some(js_class) => imports::wrap(number, js_class as i32, (given.number < 0.0).into()),
            // Disposed meanwhile: there is nothing to wrap any more.
            None => JsValue::UNDEFINED,
        }
    }
}

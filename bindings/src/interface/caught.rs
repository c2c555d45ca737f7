//! [`Caught`]: what a method has thrown, as the error type that the trait names.

use std::marker::PhantomData;

use wasm_bindgen::convert::{FromWasmAbi, IntoWasmAbi};
use wasm_bindgen::{JsError, JsValue};

use crate::error::Thrown;

/// What was thrown, on its way to the error type `E`: the original value, also for [`JsError`].
///
/// `JsError` cannot be made `From<JsValue>`, so it is found as in [`ErrorValue`](crate::error::ErrorValue): an inherent
/// method takes precedence over a trait's.
pub struct Caught<E>(JsValue, PhantomData<E>);

impl<E> Caught<E> {
    /// Of what was thrown.
    pub fn of(thrown: Thrown) -> Caught<E> {
        Caught(thrown.into_js(), PhantomData)
    }
}

impl Caught<JsError> {
    /// The same value, under another type.
    pub fn into_error(self) -> JsError {
        // SAFETY: a `JsError` is a `JsValue` with another name, and crosses as one: `into_abi` gives what `from_abi` takes.
        unsafe { JsError::from_abi(self.0.into_abi()) }
    }
}

/// The other error types: whatever can be made of a `JsValue`.
pub trait IntoCaught {
    /// The error type.
    type Error;
    /// The error.
    fn into_error(self) -> Self::Error;
}

impl<E: From<JsValue>> IntoCaught for Caught<E> {
    type Error = E;
    fn into_error(self) -> E {
        self.0.into()
    }
}

/// Any `Result`, so that a macro can name the error type of one that is behind an alias.
pub trait Outcome {
    /// The error type.
    type Error;
}

impl<T, E> Outcome for Result<T, E> {
    type Error = E;
}

//! How errors reach JavaScript.

use handfast_runtime::Error;
use wasm_bindgen::JsValue;

use crate::{imports, instance};

/// The JavaScript error of a Handfast [`Error`]: an instance of the class of the same name, with its `code`.
pub fn to_js_error(error: Error) -> JsValue {
    instance::id();
    imports::make_error(error.index(), &error.to_string())
}

/// What an exported function throws: an error of Handfast's, or a value of the user's.
#[derive(Debug)]
pub enum Thrown {
    /// Refused by Handfast.
    Refused(Error),
    /// Returned as `Err` by the user's function.
    Js(JsValue),
}

impl Thrown {
    /// The value JavaScript catches.
    pub fn into_js(self) -> JsValue {
        match self {
            Thrown::Refused(error) => to_js_error(error),
            Thrown::Js(value) => value,
        }
    }
}

impl From<Error> for Thrown {
    fn from(error: Error) -> Thrown {
        Thrown::Refused(error)
    }
}

impl From<Thrown> for JsValue {
    fn from(thrown: Thrown) -> JsValue {
        thrown.into_js()
    }
}

/// Turns the error type of a user's `Result` into a [`Thrown`].
///
/// `Error` is foreign to this crate and to wasm-bindgen, so it cannot implement `Into<JsValue>`. An inherent
/// method takes precedence over a trait's, which is how `ErrorValue(error).thrown()` finds the right one.
pub struct ErrorValue<E>(pub E);

impl ErrorValue<Error> {
    /// Of an error of Handfast's.
    pub fn thrown(self) -> Thrown {
        Thrown::Refused(self.0)
    }
}

/// The other error types: whatever wasm-bindgen lets a function return.
pub trait IntoThrown {
    /// Of an error of the user's.
    fn thrown(self) -> Thrown;
}

impl<E: Into<JsValue>> IntoThrown for ErrorValue<E> {
    fn thrown(self) -> Thrown {
        Thrown::Js(self.0.into())
    }
}

//! How errors reach JavaScript.

use handfast_runtime::Error;
use wasm_bindgen::JsValue;

use crate::{imports, instance};

/// The JavaScript error of a Handfast [`Error`]: an instance of the class of the same name, with its `code`.
pub fn to_js_error(error: Error) -> JsValue {
    worded(error, &error.message())
}

/// The same with another text, for errors that say where they happened.
pub(crate) fn worded(error: Error, text: &str) -> JsValue {
    let instance = instance::id();
    // JavaScript knows why.
    if error == Error::Poisoned {
        return imports::poisoned_error(instance);
    }
    imports::make_error(error.code_for_host() as i32, text)
}

/// What an exported function throws: an error of Handfast's, or a value of the user's.
///
/// A JavaScript value from the beginning, because that fits a register. An [`Error`] makes every exported function
/// take room on wasm's stack for it, also when nothing fails.
#[derive(Debug)]
pub struct Thrown(JsValue);

impl Thrown {
    /// Of a value that was thrown or is going to be.
    pub(crate) fn of(value: JsValue) -> Thrown {
        Thrown(value)
    }

    /// Of a call that has panicked, which is no crash where panics unwind.
    #[cfg(all(panic = "unwind", target_family = "wasm"))]
    pub(crate) fn panicked(text: &str) -> Thrown {
        let message = format!("{}: {text}", Error::Panicked);
        Thrown(worded(Error::Panicked, &message))
    }

    /// The value JavaScript catches.
    pub fn into_js(self) -> JsValue {
        self.0
    }
}

impl From<Error> for Thrown {
    #[cold]
    #[inline(never)]
    fn from(error: Error) -> Thrown {
        Thrown(to_js_error(error))
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
        self.0.into()
    }
}

/// The other error types: whatever wasm-bindgen lets a function return.
pub trait IntoThrown {
    /// Of an error of the user's.
    fn thrown(self) -> Thrown;
}

impl<E: Into<JsValue>> IntoThrown for ErrorValue<E> {
    fn thrown(self) -> Thrown {
        Thrown(self.0.into())
    }
}

//! [`Failure`]: errors of Rust in JavaScript, with their causes.

use std::error::Error as StdError;

use handfast_runtime::Error;
use wasm_bindgen::JsValue;

use crate::error::to_js_error;

/// An error of any type on its way to JavaScript, where it is an `Error` whose `cause` is the error that caused it, and so on.
///
/// `?` makes it of every type that implements [`std::error::Error`]; its [`source`](StdError::source) becomes the `cause`. An
/// [`Error`] of Handfast's, at any place of the chain, becomes one of its class with its `code`. (Of a `JsError` of
/// wasm-bindgen nothing but the message arrives.)
///
/// ```no_run
/// use handfast::Failure;
/// use handfast::prelude::*;
///
/// #[handfast]
/// pub fn parse(text: &str) -> Result<u32, Failure> {
///     Ok(text.trim().parse::<u32>()?)
/// }
///
/// #[handfast]
/// pub fn notify(f: JsRef<Function>) -> Result<(), Failure> {
///     f.call0().map_err(|thrown| Failure::new("a listener failed").with_cause(thrown))?;
///     Ok(())
/// }
/// ```
#[derive(Debug)]
pub struct Failure(JsValue);

impl Failure {
    /// A new `Error` with a message.
    pub fn new(message: &str) -> Failure {
        Failure(js_sys::Error::new(message).into())
    }

    /// Sets the `cause`: what JavaScript has thrown, for example, which arrives there as the same object.
    pub fn with_cause(self, cause: impl Into<JsValue>) -> Failure {
        js_sys::Error::from(self.0.clone()).set_cause(&cause.into());
        self
    }
}

impl<E: StdError + 'static> From<E> for Failure {
    fn from(error: E) -> Failure {
        Failure(value_of(&error))
    }
}

fn value_of(error: &(dyn StdError + 'static)) -> JsValue {
    if let Some(&error) = error.downcast_ref::<Error>() {
        return to_js_error(error);
    }
    let value = Failure::new(&error.to_string());
    match error.source() {
        Some(source) => value.with_cause(value_of(source)).0,
        None => value.0,
    }
}

impl From<Failure> for JsValue {
    fn from(failure: Failure) -> JsValue {
        failure.0
    }
}

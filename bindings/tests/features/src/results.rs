//! Errors of the user's.

use std::fmt;

use handfast::handfast;
use handfast::prelude::*;

use crate::counter::Counter;

/// An error of the app's, which becomes an `Error` through `JsError`.
#[derive(Debug)]
struct AppError;

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the app failed")
    }
}

impl std::error::Error for AppError {}

/// An error that says itself what JavaScript gets.
pub struct Custom(u32);

impl From<Custom> for JsValue {
    fn from(custom: Custom) -> JsValue {
        JsValue::from(custom.0)
    }
}

/// As apps write it.
type Result<T, E = JsError> = std::result::Result<T, E>;

fn fail() -> std::result::Result<u32, AppError> {
    Err(AppError)
}

/// Fails in many ways.
#[handfast]
pub struct Failing;

#[handfast]
impl Failing {
    /// A constructor that can fail.
    #[handfast(constructor)]
    pub fn new(ok: bool) -> Result<Failing> {
        if ok {
            Ok(Failing)
        } else {
            Err(JsError::new("no"))
        }
    }

    /// Nothing, or an error.
    pub fn unit(&self, ok: bool) -> Result<(), JsValue> {
        if ok { Ok(()) } else { Err("a string".into()) }
    }

    /// With `?` and an alias with one parameter.
    #[handfast(js_name = questionMark)]
    pub fn question_mark(&self) -> Result<u32> {
        Ok(fail()? + 1)
    }

    /// A `String` as an error.
    pub fn text(&self) -> Result<u32, String> {
        Err("text".to_owned())
    }

    /// A type of the app's as an error.
    pub fn custom(&self) -> Result<u32, Custom> {
        Err(Custom(42))
    }

    /// Handfast's own error.
    pub fn borrow(&self, counter: Ref<Counter>) -> Result<i32, handfast::Error> {
        let _first = counter.try_borrow_mut()?;
        let second = counter.try_borrow()?;
        Ok(second.value())
    }

    /// An object, or an error.
    pub fn object(&self, ok: bool) -> Result<Option<Counter>> {
        if ok {
            Ok(Some(Counter::zero()))
        } else {
            Err(JsError::new("no object"))
        }
    }

    /// By value: the object is gone either way.
    pub fn consume(self) -> Result<u32> {
        Err(JsError::new("consumed"))
    }
}

/// A free function.
#[handfast(js_name = failFreely)]
pub fn fail_freely(message: &str) -> Result<()> {
    Err(JsError::new(message))
}

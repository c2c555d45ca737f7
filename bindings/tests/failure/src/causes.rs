//! Errors with causes, in both directions.

use std::fmt;

use handfast::prelude::*;
use handfast::{Error, Failure, handfast};

#[derive(Debug)]
struct Outer(Inner);

#[derive(Debug)]
enum Inner {
    Number(std::num::ParseIntError),
    Handfast(Error),
}

impl fmt::Display for Outer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cannot read it")
    }
}

impl std::error::Error for Outer {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(match &self.0 {
            Inner::Number(error) => error,
            Inner::Handfast(error) => error,
        })
    }
}

/// An error with a source.
#[handfast(js_name = parseNumber)]
pub fn parse_number(text: &str) -> Result<i32, Failure> {
    Ok(text.parse().map_err(|error| Outer(Inner::Number(error)))?)
}

/// An error whose source is one of Handfast's.
#[handfast(js_name = failDeep)]
pub fn fail_deep() -> Result<(), Failure> {
    Err(Outer(Inner::Handfast(Error::Detached)))?
}

/// One of Handfast's.
#[handfast(js_name = failFlat)]
pub fn fail_flat() -> Result<(), Failure> {
    Err(Error::Detached)?
}

/// What a function throws becomes the cause.
#[handfast]
pub fn notify(f: JsRef<Function>) -> Result<(), Failure> {
    f.call0()
        .map_err(|thrown| Failure::new("a listener failed").with_cause(thrown))?;
    Ok(())
}

/// Calls a function in each way there is and returns what was thrown.
#[handfast(js_name = throwAll)]
pub fn throw_all(f: JsRef<Function>) -> Vec<JsValue> {
    let value = JsValue::from(1);
    let results = [
        f.call0(),
        f.call1(&value),
        f.call2(&value, &value),
        f.call3(&value, &value, &value),
        f.call4(&value, &value, &value, &value),
        f.call_with1(&value, &value),
        f.call_with(&value, &js_sys::Array::of1(&value)),
    ];
    results.into_iter().filter_map(Result::err).collect()
}

//! Values on their way between scripts and JavaScript.
//!
//! Plain values are copied. A script's list or map crosses as its wrapper and a closure as a function, always the same one; an object of
//! JavaScript's is held by a `JsRef`, and comes back as itself.

use handfast::prelude::*;
use handfast::{Error, unwrap, wrap};

use crate::closure::Closure;
use crate::failure::{Failure, Kind};
use crate::host;
use crate::list::List;
use crate::map::Map;
use crate::value::Value;

/// A value of a script for JavaScript.
///
/// # Errors
/// [`Error::TableFull`] where a wrapper must be made.
pub(crate) fn to_js(value: &Value) -> Result<JsValue, Error> {
    Ok(match value {
        Value::Nil => JsValue::UNDEFINED,
        Value::Bool(truth) => (*truth).into(),
        Value::Number(number) => (*number).into(),
        Value::Text(text) => JsValue::from_str(text),
        Value::List(list) => wrap(list)?,
        Value::Map(map) => wrap(map)?,
        Value::Function(closure) => Closure::to_js(closure)?,
        Value::Builtin(builtin) => JsValue::from_str(builtin.name),
        Value::HostFunction(function) => function.get().into(),
        Value::HostObject(object) => object.get().into(),
    })
}

/// A value of JavaScript's for a script.
///
/// # Errors
/// [`Error::Disposed`] and its like for a wrapper that is none any more; [`Error::TableFull`].
pub(crate) fn from_js(value: &JsValue) -> Result<Value, Error> {
    if value.is_undefined() || value.is_null() {
        return Ok(Value::Nil);
    }
    if let Some(number) = value.as_f64() {
        return Ok(number.into());
    }
    if let Some(truth) = value.as_bool() {
        return Ok(truth.into());
    }
    if let Some(text) = value.as_string() {
        return Ok(text.into());
    }
    if value.is_function() {
        return match Closure::from_js(value) {
            Ok(Some(closure)) => Ok(Value::Function(closure)),
            Ok(None) | Err(Error::NotAHandle | Error::ForeignHandle) => host::hold(value),
            Err(error) => Err(error),
        };
    }
    match unwrap::<Map>(value) {
        Ok(map) => return Ok(Value::Map(map)),
        Err(Error::NotAHandle | Error::ForeignHandle) => return host::hold(value),
        Err(Error::WrongClass { .. }) => {}
        Err(error) => return Err(error),
    }
    match unwrap::<List>(value) {
        Ok(list) => Ok(Value::List(list)),
        // An engine, or an object of another class of the app's.
        Err(Error::WrongClass { .. }) => host::hold(value),
        Err(error) => Err(error),
    }
}

/// What a script has come to, for JavaScript: its error is a `ScriptError`, or what JavaScript itself has thrown.
pub(crate) fn answer(outcome: Result<Value, Box<Failure>>) -> Result<JsValue, JsValue> {
    match outcome {
        Ok(value) => to_js(&value).map_err(handfast::to_js_error),
        Err(failure) => Err(error(&failure).unwrap_or_else(handfast::to_js_error)),
    }
}

fn error(failure: &Failure) -> Result<JsValue, Error> {
    let value = to_js(&failure.value)?;
    if matches!(failure.value, Value::HostObject(_)) {
        return Ok(value);
    }
    let kind = failure.kind.name();
    let crate::syntax::Position { line, column } = failure.at;
    let value = if failure.kind == Kind::Thrown {
        value
    } else {
        JsValue::UNDEFINED
    };
    Ok(crate::api::error::script_error(
        &failure.message,
        kind,
        line,
        column,
        &value,
    ))
}

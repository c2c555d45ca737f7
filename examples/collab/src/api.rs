//! What JavaScript sees of the classes: every method a few lines, which check what came in, and call the rest.

mod array;
mod document;
mod map;
mod shared;
mod sync;
mod text;
mod undo;

use handfast::JsRef;
use js_sys::{Function, TypeError};
use wasm_bindgen::prelude::*;
use yrs::Any;
use yrs::types::Attrs;

use crate::error::CollabError;
use crate::value::plain;

/// Holds what was passed as an observer.
///
/// # Errors
/// A `TypeError` if it is no function; `TableFull` of Handfast's.
fn function(value: &JsValue) -> Result<JsRef<Function>, JsValue> {
    JsRef::try_new(callable(value)?).map_err(handfast::to_js_error)
}

/// What was passed as a function.
///
/// # Errors
/// A `TypeError` if it is none.
fn callable(value: &JsValue) -> Result<&Function, JsValue> {
    if !value.is_function() {
        return Err(TypeError::new("a function is needed").into());
    }
    Ok(value.unchecked_ref())
}

/// Attributes of a text, from a plain object.
///
/// # Errors
/// As [`plain`].
fn attributes(value: &JsValue) -> Result<Option<Attrs>, JsValue> {
    match plain(value)? {
        Any::Null | Any::Undefined => Ok(None),
        Any::Map(entries) => Ok(Some(
            entries
                .iter()
                .map(|(key, value)| (key.as_str().into(), value.clone()))
                .collect(),
        )),
        _ => Err(CollabError::Value("attributes are an object").into()),
    }
}

/// Fails unless `start` and `count` positions after it are within a length.
fn check_range(start: u32, count: u32, length: u32) -> Result<(), CollabError> {
    let end = u64::from(start) + u64::from(count);
    if end > u64::from(length) {
        return Err(CollabError::OutOfRange { end, length });
    }
    Ok(())
}

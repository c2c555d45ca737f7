//! What scripts do with JavaScript's values. What JavaScript throws becomes the value that the script has thrown.

use handfast::prelude::*;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsCast;

use crate::convert;
use crate::failure::{Failure, Kind, Outcome};
use crate::list::LONGEST;
use crate::syntax::Position;
use crate::value::Value;

/// What JavaScript has thrown.
fn thrown(error: &JsValue, at: Position) -> Box<Failure> {
    match convert::from_js(error) {
        Ok(value) => Failure::thrown(value, at),
        Err(error) => Failure::new(Kind::Type, error.to_string(), at),
    }
}

fn read(value: Result<JsValue, JsValue>, at: Position) -> Outcome<Value> {
    match value {
        Ok(value) => convert::from_js(&value).map_err(|error| refused(&error, at)),
        Err(error) => Err(thrown(&error, at)),
    }
}

fn refused(error: &handfast::Error, at: Position) -> Box<Failure> {
    Failure::new(Kind::Type, error.to_string(), at)
}

fn give(value: &Value, at: Position) -> Outcome<JsValue> {
    convert::to_js(value).map_err(|error| refused(&error, at))
}

/// Calls a function. Nothing of the heap is borrowed meanwhile: it may do anything.
pub(crate) fn call(
    function: &JsRef<Function>,
    this: Option<&Value>,
    arguments: &[Value],
    at: Position,
) -> Outcome<Value> {
    let result = match (this, arguments) {
        // Straight through the table, without an array.
        (None, []) => function.call0(),
        (None, [a]) => function.call1(&give(a, at)?),
        (None, [a, b]) => function.call2(&give(a, at)?, &give(b, at)?),
        (this, arguments) => {
            let this = this.map_or(Ok(JsValue::UNDEFINED), |this| give(this, at))?;
            let array = Array::new();
            for argument in arguments {
                array.push(&give(argument, at)?);
            }
            function.call_with(&this, &array)
        }
    };
    read(result, at)
}

/// A property.
pub(crate) fn get(of: &Value, key: &Value, at: Position) -> Outcome<Value> {
    read(Reflect::get(&give(of, at)?, &give(key, at)?), at)
}

/// Sets a property.
pub(crate) fn set(of: &Value, key: &Value, value: &Value, at: Position) -> Outcome<()> {
    match Reflect::set(&give(of, at)?, &give(key, at)?, &give(value, at)?) {
        Ok(true) => Ok(()),
        Ok(false) => {
            let message = format!("the host's object refuses {}", crate::text::of(key));
            Err(Failure::new(Kind::Type, message, at))
        }
        Err(error) => Err(thrown(&error, at)),
    }
}

/// What an iterable object contains.
pub(crate) fn items(object: &JsRef<Object>, at: Position) -> Outcome<Vec<Value>> {
    let value: JsValue = object.get().into();
    let found = js_sys::try_iter(&value).map_err(|error| thrown(&error, at))?;
    let Some(iterator) = found else {
        return Err(Failure::new(
            Kind::Type,
            "this object of the host contains nothing to visit",
            at,
        ));
    };
    let mut items = Vec::new();
    for item in iterator {
        if items.len() >= LONGEST {
            return Err(Failure::new(
                Kind::Range,
                "the host's object contains too much",
                at,
            ));
        }
        items.push(read(item, at)?);
    }
    Ok(items)
}

/// Takes hold of an object of JavaScript's.
pub(crate) fn hold(value: &JsValue) -> Result<Value, handfast::Error> {
    Ok(match value.dyn_ref::<Function>() {
        Some(function) => Value::HostFunction(JsRef::try_new(function)?),
        None => Value::HostObject(JsRef::try_new(value.unchecked_ref::<Object>())?),
    })
}

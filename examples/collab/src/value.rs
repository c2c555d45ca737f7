//! [`Value`]: what shared types hold, on the way between JavaScript and `yrs`.

use std::collections::HashMap;
use std::sync::Arc;

use handfast::{Ref, unwrap, wrap};
use js_sys::{Array, ArrayBuffer, BigInt, Object, Uint8Array};
use wasm_bindgen::prelude::*;
use yrs::{Any, Number, Out};

use crate::document::Document;
use crate::error::CollabError;
use crate::shared::{Place, SharedType, place};

/// How deep objects and arrays may nest. Cycles end here, too.
const DEPTH: u32 = 100;

/// A value without references to anything: it can wait until the transaction is over.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A copy of plain data.
    Plain(Any),
    /// A shared type, by its place.
    Shared(Place),
    /// Something that this crate does not show; `null` in JavaScript.
    Foreign,
}

impl From<&Out> for Value {
    fn from(value: &Out) -> Value {
        match (value, place(value)) {
            (Out::Any(any), _) => Value::Plain(any.clone()),
            (_, Some(place)) => Value::Shared(place),
            _ => Value::Foreign,
        }
    }
}

impl Value {
    /// For JavaScript. Shared types become their objects.
    ///
    /// # Errors
    /// `TableFull` of Handfast's.
    pub(crate) fn to_js(&self, document: &Ref<Document>) -> Result<JsValue, JsValue> {
        match self {
            Value::Plain(any) => Ok(plain_to_js(any)),
            Value::Shared((kind, id)) => {
                let shared = SharedType::at(document, *kind, id.clone());
                wrap(&shared).map_err(handfast::to_js_error)
            }
            Value::Foreign => Ok(JsValue::NULL),
        }
    }
}

/// A copy of plain data for JavaScript.
pub(crate) fn plain_to_js(any: &Any) -> JsValue {
    match any {
        Any::Null => JsValue::NULL,
        Any::Undefined => JsValue::UNDEFINED,
        Any::Bool(bool) => JsValue::from_bool(*bool),
        Any::Number(Number::Float(number)) => JsValue::from_f64(*number),
        Any::Number(Number::Int(number)) => {
            if number.unsigned_abs() <= Number::I64_MAX_SAFE_INTEGER as u64 {
                JsValue::from_f64(*number as f64)
            } else {
                BigInt::from(*number).into()
            }
        }
        Any::String(text) => JsValue::from_str(text),
        Any::Buffer(bytes) => Uint8Array::from(&**bytes).into(),
        Any::Array(items) => items.iter().map(plain_to_js).collect::<Array>().into(),
        Any::Map(entries) => entries_to_js(entries.iter()),
    }
}

/// A plain object with the entries of a hash map, sorted, so that equal content always looks the same.
pub(crate) fn entries_to_js<'a, K: AsRef<str> + 'a>(
    entries: impl Iterator<Item = (&'a K, &'a Any)>,
) -> JsValue {
    let mut entries: Vec<(&str, &Any)> =
        entries.map(|(key, value)| (key.as_ref(), value)).collect();
    entries.sort_unstable_by_key(|(key, _)| *key);
    object(
        entries
            .into_iter()
            .map(|(key, value)| (key, plain_to_js(value))),
    )
}

/// A plain object; unlike assignments, this also makes an own property of the key `__proto__`.
pub(crate) fn object<'a>(entries: impl IntoIterator<Item = (&'a str, JsValue)>) -> JsValue {
    let pairs: Array = entries
        .into_iter()
        .map(|(key, value)| Array::of2(&JsValue::from_str(key), &value))
        .collect();
    match Object::from_entries(&pairs) {
        Ok(object) => object.into(),
        Err(_) => unreachable!("pairs of strings and values make an object"),
    }
}

#[wasm_bindgen]
extern "C" {
    // Those of js-sys are not ready for getters and proxies that throw.
    #[wasm_bindgen(catch, js_namespace = Object)]
    fn entries(object: &JsValue) -> Result<Array, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Array, js_name = from)]
    fn items(array: &JsValue) -> Result<Array, JsValue>;
}

/// A copy of plain data of JavaScript's. May run code of the user's: objects can have getters.
///
/// # Errors
/// [`CollabError::Value`], and what getters throw.
pub(crate) fn plain(value: &JsValue) -> Result<Any, JsValue> {
    copy(value, DEPTH)
}

fn copy(value: &JsValue, depth: u32) -> Result<Any, JsValue> {
    if let Some(number) = value.as_f64() {
        return Ok(Any::Number(Number::from(number)));
    }
    if let Some(text) = value.as_string() {
        return Ok(Any::String(text.into()));
    }
    if let Some(bool) = value.as_bool() {
        return Ok(Any::Bool(bool));
    }
    if value.is_undefined() {
        return Ok(Any::Undefined);
    }
    if value.is_null() {
        return Ok(Any::Null);
    }
    if value.is_bigint() {
        return bigint(value).map(Any::Number);
    }
    if !value.is_object() {
        return Err(refused(
            "functions and symbols cannot be put into a document",
        ));
    }
    let Some(depth) = depth.checked_sub(1) else {
        return Err(refused(
            "objects and arrays are nested too deeply, or in a cycle",
        ));
    };
    if is_array(value)? {
        let items: Result<Vec<Any>, JsValue> = items(value)?
            .iter()
            .map(|item| copy(&item, depth))
            .collect();
        return Ok(Any::Array(items?.into()));
    }
    // A proxy of bytes is not a view, and its length could not be read.
    if let Some(bytes) = value
        .dyn_ref::<Uint8Array>()
        .filter(|_| ArrayBuffer::is_view(value))
    {
        return Ok(Any::Buffer(bytes.to_vec().into()));
    }
    if unwrap::<SharedType>(value).is_ok() {
        return Err(refused(
            "a shared type has one place: make a new one there, with setText, setMap or setArray",
        ));
    }
    let mut map = HashMap::new();
    for pair in entries(value)?.iter() {
        let pair: Array = pair.unchecked_into();
        let key = pair.get(0).as_string().unwrap_or_default();
        map.insert(key, copy(&pair.get(1), depth)?);
    }
    Ok(Any::Map(Arc::new(map)))
}

/// A bigint as `yrs` sends it to replicas, so that all have the same: one that a number holds exactly is a number.
fn bigint(value: &JsValue) -> Result<Number, JsValue> {
    match i64::try_from(value.clone()) {
        // `yrs` takes this one for 2^63.
        Err(_) | Ok(i64::MAX) => Err(refused("a bigint in a document has less than 64 bits")),
        Ok(number) if (number as f64) as i64 == number => Ok(Number::Float(number as f64)),
        Ok(number) => Ok(Number::Int(number)),
    }
}

fn refused(why: &'static str) -> JsValue {
    CollabError::Value(why).into()
}

//! `SharedArray`.

use handfast::{Ref, handfast};
use wasm_bindgen::prelude::*;
use yrs::types::ToJson;
use yrs::{Array, ArrayPrelim, ArrayRef, MapPrelim, TextPrelim};

use super::check_range;
use crate::error::CollabError;
use crate::shared::access::{edit, nest, read};
use crate::shared::{Kind, SharedArray, SharedMap, SharedText, cast};
use crate::value::{Value, plain, plain_to_js};

#[handfast]
impl SharedArray {
    /// How many items there are.
    #[handfast(getter)]
    pub fn length(&self) -> Result<u32, CollabError> {
        read(self.base(), |array: &ArrayRef, transaction| {
            array.len(transaction)
        })
    }

    /// An item: a copy of plain data, the object of a shared type, or nothing.
    #[handfast(unchecked_return_type = "Value")]
    pub fn get(&self, index: u32) -> Result<JsValue, JsValue> {
        let value = read(self.base(), |array: &ArrayRef, transaction| {
            let value = array.get(transaction, index);
            value.as_ref().map(Value::from)
        })?;
        match value {
            None => Ok(JsValue::UNDEFINED),
            Some(value) => value.to_js(&self.base().document),
        }
    }

    /// Inserts copies of plain data before a position.
    #[handfast(variadic)]
    pub fn insert(
        this: &Ref<Self>,
        index: u32,
        #[handfast(unchecked_param_type = "Plain[]")] values: &JsValue,
    ) -> Result<(), JsValue> {
        let values: js_sys::Array = values.clone().unchecked_into();
        let values: Result<Vec<_>, JsValue> = values.iter().map(|value| plain(&value)).collect();
        let values = values?;
        edit(this, |array: &ArrayRef, transaction| {
            check_range(index, 0, array.len(transaction))?;
            array.insert_range(transaction, index, values);
            Ok(())
        })
    }

    /// Inserts a new text before a position.
    #[handfast(js_name = insertText)]
    pub fn insert_text(
        this: &Ref<Self>,
        index: u32,
        text: Option<String>,
    ) -> Result<Ref<SharedText>, JsValue> {
        let content = TextPrelim::new(text.unwrap_or_default());
        nest(this, Kind::Text, |array: &ArrayRef, transaction| {
            check_range(index, 0, array.len(transaction))?;
            Ok(array.insert(transaction, index, content))
        })
        .map(cast)
    }

    /// Inserts a new map before a position.
    #[handfast(js_name = insertMap)]
    pub fn insert_map(this: &Ref<Self>, index: u32) -> Result<Ref<SharedMap>, JsValue> {
        nest(this, Kind::Map, |array: &ArrayRef, transaction| {
            check_range(index, 0, array.len(transaction))?;
            Ok(array.insert(transaction, index, MapPrelim::default()))
        })
        .map(cast)
    }

    /// Inserts a new array before a position.
    #[handfast(js_name = insertArray)]
    pub fn insert_array(this: &Ref<Self>, index: u32) -> Result<Ref<SharedArray>, JsValue> {
        nest(this, Kind::Array, |array: &ArrayRef, transaction| {
            check_range(index, 0, array.len(transaction))?;
            Ok(array.insert(transaction, index, ArrayPrelim::default()))
        })
        .map(cast)
    }

    /// Deletes as many items from a position on.
    pub fn delete(this: &Ref<Self>, index: u32, length: u32) -> Result<(), JsValue> {
        edit(this, |array: &ArrayRef, transaction| {
            check_range(index, length, array.len(transaction))?;
            array.remove_range(transaction, index, length);
            Ok(())
        })
    }

    /// A copy of everything in it as plain data.
    #[handfast(js_name = toJSON, unchecked_return_type = "Plain[]")]
    pub fn to_json(&self) -> Result<JsValue, CollabError> {
        let content = read(self.base(), |array: &ArrayRef, transaction| {
            array.to_json(transaction)
        })?;
        Ok(plain_to_js(&content))
    }
}

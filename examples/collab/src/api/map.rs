//! `SharedMap`.

use handfast::{Ref, handfast};
use js_sys::Array;
use wasm_bindgen::prelude::*;
use yrs::types::ToJson;
use yrs::{ArrayPrelim, Map, MapPrelim, MapRef, TextPrelim};

use crate::error::CollabError;
use crate::shared::access::{edit, nest, read};
use crate::shared::{Kind, SharedArray, SharedMap, SharedText, cast};
use crate::value::{Value, plain, plain_to_js};

#[handfast]
impl SharedMap {
    /// How many keys there are.
    #[handfast(getter)]
    pub fn size(&self) -> Result<u32, CollabError> {
        read(self.base(), |map: &MapRef, transaction| {
            map.len(transaction)
        })
    }

    /// What is under a key: a copy of plain data, the object of a shared type, or nothing.
    #[handfast(unchecked_return_type = "Value")]
    pub fn get(&self, key: &str) -> Result<JsValue, JsValue> {
        let value = read(self.base(), |map: &MapRef, transaction| {
            let value = map.get(transaction, key);
            value.as_ref().map(Value::from)
        })?;
        match value {
            None => Ok(JsValue::UNDEFINED),
            Some(value) => value.to_js(&self.base().document),
        }
    }

    /// Whether something is under a key.
    pub fn has(&self, key: &str) -> Result<bool, CollabError> {
        read(self.base(), |map: &MapRef, transaction| {
            map.contains_key(transaction, key)
        })
    }

    /// All keys, sorted.
    #[handfast(unchecked_return_type = "string[]")]
    pub fn keys(&self) -> Result<JsValue, CollabError> {
        let mut keys: Vec<String> = read(self.base(), |map: &MapRef, transaction| {
            map.keys(transaction).map(str::to_owned).collect()
        })?;
        keys.sort_unstable();
        let keys = keys.iter().map(|key| JsValue::from_str(key));
        Ok(keys.collect::<Array>().into())
    }

    /// Puts a copy of plain data under a key.
    pub fn set(
        this: &Ref<Self>,
        key: &str,
        #[handfast(unchecked_param_type = "Plain")] value: &JsValue,
    ) -> Result<(), JsValue> {
        let value = plain(value)?;
        edit(this, |map: &MapRef, transaction| {
            map.insert(transaction, key, value);
            Ok(())
        })
    }

    /// Puts a new text under a key.
    #[handfast(js_name = setText)]
    pub fn set_text(
        this: &Ref<Self>,
        key: &str,
        text: Option<String>,
    ) -> Result<Ref<SharedText>, JsValue> {
        let content = TextPrelim::new(text.unwrap_or_default());
        nest(this, Kind::Text, |map: &MapRef, transaction| {
            Ok(map.insert(transaction, key, content))
        })
        .map(cast)
    }

    /// Puts a new map under a key.
    #[handfast(js_name = setMap)]
    pub fn set_map(this: &Ref<Self>, key: &str) -> Result<Ref<SharedMap>, JsValue> {
        nest(this, Kind::Map, |map: &MapRef, transaction| {
            Ok(map.insert(transaction, key, MapPrelim::default()))
        })
        .map(cast)
    }

    /// Puts a new array under a key.
    #[handfast(js_name = setArray)]
    pub fn set_array(this: &Ref<Self>, key: &str) -> Result<Ref<SharedArray>, JsValue> {
        nest(this, Kind::Array, |map: &MapRef, transaction| {
            Ok(map.insert(transaction, key, ArrayPrelim::default()))
        })
        .map(cast)
    }

    /// Removes a key; a shared type under it is deleted with all that is in it. Returns whether it was there.
    pub fn delete(this: &Ref<Self>, key: &str) -> Result<bool, JsValue> {
        edit(this, |map: &MapRef, transaction| {
            Ok(map.remove(transaction, key).is_some())
        })
    }

    /// A copy of everything in it as plain data.
    #[handfast(js_name = toJSON, unchecked_return_type = "Record<string, Plain>")]
    pub fn to_json(&self) -> Result<JsValue, CollabError> {
        let content = read(self.base(), |map: &MapRef, transaction| {
            map.to_json(transaction)
        })?;
        Ok(plain_to_js(&content))
    }
}

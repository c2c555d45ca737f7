//! `SharedText`.

use handfast::{Ref, handfast};
use js_sys::Array;
use wasm_bindgen::prelude::*;
use yrs::types::text::YChange;
use yrs::{GetString, Text, TextRef};

use super::{attributes, check_range};
use crate::characters::check_positions;
use crate::error::CollabError;
use crate::events::js::step;
use crate::shared::SharedText;
use crate::shared::access::{edit, read};
use crate::value::Value;

#[handfast]
impl SharedText {
    /// How many UTF-16 units long it is.
    #[handfast(getter)]
    pub fn length(&self) -> Result<u32, CollabError> {
        read(self.base(), |text: &TextRef, transaction| {
            text.len(transaction)
        })
    }

    /// The text without its attributes.
    #[handfast(js_name = toString)]
    pub fn text(&self) -> Result<String, CollabError> {
        read(self.base(), |text: &TextRef, transaction| {
            text.get_string(transaction)
        })
    }

    /// The same as `toString()`, for `JSON.stringify`.
    #[handfast(js_name = toJSON)]
    pub fn to_json(&self) -> Result<String, CollabError> {
        self.text()
    }

    /// Inserts text before a position.
    pub fn insert(
        this: &Ref<Self>,
        index: u32,
        text: &str,
        #[handfast(unchecked_optional_param_type = "Record<string, Plain>")] attributes: &JsValue,
    ) -> Result<(), JsValue> {
        let attributes = self::attributes(attributes)?;
        edit(this, |yrs: &TextRef, transaction| {
            check_range(index, 0, yrs.len(transaction))?;
            check_positions(yrs, transaction, &[index])?;
            match attributes {
                None => yrs.insert(transaction, index, text),
                Some(attributes) => {
                    yrs.insert_with_attributes(transaction, index, text, attributes);
                }
            }
            Ok(())
        })
    }

    /// Deletes as many UTF-16 units from a position on.
    pub fn delete(this: &Ref<Self>, index: u32, length: u32) -> Result<(), JsValue> {
        edit(this, |yrs: &TextRef, transaction| {
            check_range(index, length, yrs.len(transaction))?;
            check_positions(yrs, transaction, &[index, index + length])?;
            yrs.remove_range(transaction, index, length);
            Ok(())
        })
    }

    /// Gives a range attributes; `null` removes one.
    pub fn format(
        this: &Ref<Self>,
        index: u32,
        length: u32,
        #[handfast(unchecked_param_type = "Record<string, Plain>")] attributes: &JsValue,
    ) -> Result<(), JsValue> {
        let attributes = self::attributes(attributes)?.unwrap_or_default();
        edit(this, |yrs: &TextRef, transaction| {
            check_range(index, length, yrs.len(transaction))?;
            check_positions(yrs, transaction, &[index, index + length])?;
            yrs.format(transaction, index, length, attributes);
            Ok(())
        })
    }

    /// The text with its attributes.
    #[handfast(js_name = toDelta, unchecked_return_type = "Step<Value>[]")]
    pub fn to_delta(&self) -> Result<JsValue, JsValue> {
        let pieces: Vec<_> = read(self.base(), |text: &TextRef, transaction| {
            let pieces = text.diff(transaction, YChange::identity).into_iter();
            pieces
                .map(|piece| (Value::from(&piece.insert), piece.attributes))
                .collect()
        })?;
        let steps: Result<Vec<JsValue>, JsValue> = pieces
            .into_iter()
            .map(|(value, attributes)| {
                let value = value.to_js(&self.base().document)?;
                Ok(step("insert", value, attributes.as_deref()))
            })
            .collect();
        Ok(steps?.into_iter().collect::<Array>().into())
    }
}

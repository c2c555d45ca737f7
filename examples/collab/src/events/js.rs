//! Changes as the objects that observers get.

use handfast::{Ref, wrap};
use js_sys::{Array, Map, Uint8Array};
use wasm_bindgen::prelude::*;
use yrs::types::Attrs;

use crate::document::Document;
use crate::events::change::{Change, Entry, News, Step};
use crate::shared::{Place, SharedType};
use crate::value::{Value, entries_to_js, object};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../../js/events.d.ts");

impl Change {
    /// The event. All observers of a change get the same one.
    ///
    /// # Errors
    /// `TableFull` of Handfast's.
    pub(crate) fn to_js(&self, document: &Ref<Document>) -> Result<JsValue, JsValue> {
        let origin = self
            .origin
            .as_deref()
            .map_or(JsValue::NULL, JsValue::from_str);
        Ok(match &self.news {
            News::Content(place, steps) => {
                let delta: Result<Vec<JsValue>, JsValue> =
                    steps.iter().map(|step| step.to_js(document)).collect();
                object([
                    ("target", target(document, place)?),
                    ("origin", origin),
                    ("delta", delta?.into_iter().collect::<Array>().into()),
                ])
            }
            News::Entries(place, entries) => {
                let keys = Map::new();
                for (key, entry) in entries {
                    keys.set(&JsValue::from_str(key), &entry.to_js(document)?);
                }
                object([
                    ("target", target(document, place)?),
                    ("origin", origin),
                    ("keys", keys.into()),
                ])
            }
            News::Update(bytes) => object([
                ("update", Uint8Array::from(bytes.as_slice()).into()),
                ("origin", origin),
            ]),
        })
    }
}

fn target(document: &Ref<Document>, place: &Place) -> Result<JsValue, JsValue> {
    let (kind, id) = place;
    wrap(&SharedType::at(document, *kind, id.clone())).map_err(handfast::to_js_error)
}

impl Step {
    fn to_js(&self, document: &Ref<Document>) -> Result<JsValue, JsValue> {
        Ok(match self {
            Step::Insert(value, attributes) => {
                step("insert", value.to_js(document)?, attributes.as_deref())
            }
            Step::InsertItems(values) => {
                let items: Result<Vec<JsValue>, JsValue> =
                    values.iter().map(|value| value.to_js(document)).collect();
                step("insert", items?.into_iter().collect::<Array>().into(), None)
            }
            Step::Delete(length) => step("delete", JsValue::from(*length), None),
            Step::Retain(length, attributes) => {
                step("retain", JsValue::from(*length), attributes.as_deref())
            }
        })
    }
}

/// A step of a delta, in the words of Quill and Yjs.
pub(crate) fn step(what: &str, value: JsValue, attributes: Option<&Attrs>) -> JsValue {
    let attributes = attributes.map(|attributes| ("attributes", entries_to_js(attributes.iter())));
    object([(what, value)].into_iter().chain(attributes))
}

impl Entry {
    fn to_js(&self, document: &Ref<Document>) -> Result<JsValue, JsValue> {
        let value = |value: &Value| value.to_js(document);
        Ok(object([
            ("action", JsValue::from_str(self.action)),
            ("oldValue", value(&self.old)?),
            ("newValue", value(&self.new)?),
        ]))
    }
}

//! `Document`: its parts, and transactions.

use handfast::{Ref, handfast};
use wasm_bindgen::prelude::*;
use yrs::types::ToJson;
use yrs::{ArrayRef, ClientID, MapRef, TextRef};

use super::callable;
use crate::document::Document;
use crate::error::CollabError;
use crate::events::tell;
use crate::shared::access::root;
use crate::shared::{Kind, SharedArray, SharedMap, SharedText, cast};
use crate::value::plain_to_js;

/// The largest number of a client, plus one.
const CLIENTS: f64 = 9_007_199_254_740_992.0;

#[handfast]
impl Document {
    /// An empty document. Replicas must have different client ids; without one, it is random.
    #[handfast(constructor)]
    pub fn new(client_id: Option<f64>) -> Result<Ref<Document>, CollabError> {
        let client = match client_id {
            None => None,
            Some(id) if id.fract() == 0.0 && (0.0..CLIENTS).contains(&id) => {
                Some(ClientID::new(id as u64))
            }
            Some(_) => return Err(CollabError::ClientId),
        };
        Ok(Document::create(client))
    }

    /// Who makes the changes of this replica.
    #[handfast(getter, js_name = clientId)]
    pub fn client_id(&self) -> f64 {
        self.replica.doc.client_id().get() as f64
    }

    /// The text of this name, always the same object while it is in use.
    pub fn text(this: &Ref<Self>, name: &str) -> Result<Ref<SharedText>, CollabError> {
        root::<TextRef>(this, Kind::Text, name).map(cast)
    }

    /// The map of this name, always the same object while it is in use.
    pub fn map(this: &Ref<Self>, name: &str) -> Result<Ref<SharedMap>, CollabError> {
        root::<MapRef>(this, Kind::Map, name).map(cast)
    }

    /// The array of this name, always the same object while it is in use.
    pub fn array(this: &Ref<Self>, name: &str) -> Result<Ref<SharedArray>, CollabError> {
        root::<ArrayRef>(this, Kind::Array, name).map(cast)
    }

    /// Calls a function, and makes one transaction of all changes in it: observers are told afterwards, other
    /// replicas get one update, and it is undone as a whole. Inside of another call it belongs to that one.
    ///
    /// What the function changed before it throws stands, is told, and the error goes on to the caller. The transaction ends
    /// when the function returns, also if that is a promise.
    #[handfast(
        unchecked_return_type = "any",
        return_description = "what the function returns"
    )]
    pub fn transact(
        this: &Ref<Self>,
        #[handfast(unchecked_param_type = "() => any")] work: &JsValue,
        #[handfast(param_description = "what events will say about who called for it")]
        origin: Option<String>,
    ) -> Result<JsValue, JsValue> {
        let work = callable(work)?;
        let replica = Document::replica(this);
        if replica.is_open() {
            return work.call0(&JsValue::UNDEFINED);
        }
        replica.begin(origin.as_deref())?;
        let result = work.call0(&JsValue::UNDEFINED);
        replica.end();
        let thrown = result.as_ref().err().cloned();
        tell::tell(this, thrown)?;
        result
    }

    /// How many functions observe the document and its shared types.
    #[handfast(getter, js_name = observerCount)]
    pub fn observer_count(&self) -> usize {
        self.observers.len()
    }

    /// A copy of everything in it as plain data.
    #[handfast(js_name = toJSON, unchecked_return_type = "Record<string, Plain>")]
    pub fn to_json(&self) -> Result<JsValue, CollabError> {
        // Roots that were not named here yet have no kind, and no content of a known form.
        let content = self.replica.read(|transaction| {
            Ok(yrs::ReadTxn::root_refs(transaction)
                .filter(|(_, value)| !matches!(value, yrs::Out::UndefinedRef(_)))
                .map(|(name, value)| (name.to_owned(), value.to_json(transaction)))
                .collect())
        })?;
        Ok(plain_to_js(&yrs::Any::Map(std::sync::Arc::new(content))))
    }
}

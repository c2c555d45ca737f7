//! `Document`: what replicas send each other.

use handfast::{Ref, handfast};
use wasm_bindgen::prelude::*;
use yrs::updates::encoder::Encode;
use yrs::{ReadTxn, StateVector};

use super::{callable, function};
use crate::decode;
use crate::document::Document;
use crate::error::CollabError;
use crate::events::observers::{Then, Topic};
use crate::events::subscribe;

/// The origin of changes that came from elsewhere, unless the caller names one. Undo managers leave them alone.
const REMOTE: &str = "remote";

#[handfast]
impl Document {
    /// What this replica knows, for `diff` on another one.
    #[handfast(js_name = stateVector, unchecked_return_type = "Uint8Array")]
    pub fn state_vector(&self) -> Result<Vec<u8>, CollabError> {
        self.replica
            .read(|transaction| Ok(transaction.state_vector().encode_v1()))
    }

    /// An update with all that the replica with this state vector does not know; without one, with everything.
    #[handfast(unchecked_return_type = "Uint8Array")]
    pub fn diff(&self, state_vector: Option<Vec<u8>>) -> Result<Vec<u8>, CollabError> {
        let known = match state_vector {
            None => StateVector::default(),
            Some(bytes) => decode::state_vector(&bytes)?,
        };
        self.replica
            .read(|transaction| Ok(transaction.encode_state_as_update_v1(&known)))
    }

    /// Takes in what another replica has changed. Updates may come in any order and more than once; what depends on one that
    /// is missing waits for it. Bytes that are no update change nothing.
    #[handfast(js_name = applyUpdate)]
    pub fn apply_update(
        this: &Ref<Self>,
        update: Vec<u8>,
        #[handfast(param_description = "\"remote\" if it is left out")] origin: Option<String>,
    ) -> Result<(), JsValue> {
        let update = decode::update(&update)?;
        let origin = origin.as_deref().unwrap_or(REMOTE);
        Document::change(this, Some(origin), |transaction| {
            transaction
                .apply_update(update)
                .map_err(|error| CollabError::RefusedUpdate(error.to_string()))
        })
    }

    /// Calls a function after every transaction that has changed the document, with the update that brings other replicas up
    /// to date. The document keeps the function until it is removed, or goes with it.
    #[handfast(js_name = observeUpdates)]
    pub fn observe_updates(
        this: &Ref<Self>,
        #[handfast(unchecked_param_type = "(event: UpdateEvent) => void")] observer: &JsValue,
    ) -> Result<(), JsValue> {
        let observer = function(observer)?;
        let then = this.borrow_mut().observers.add(Topic::Updates, observer);
        let Then::Subscribe(number) = then else {
            return Ok(());
        };
        let log = Document::replica(this).log.clone();
        Document::change(this, None, |transaction| {
            subscribe::updates(transaction, &log, number);
            Ok(())
        })
    }

    /// Removes a function. Returns whether it was there.
    #[handfast(js_name = unobserveUpdates)]
    pub fn unobserve_updates(
        this: &Ref<Self>,
        #[handfast(unchecked_param_type = "(event: UpdateEvent) => void")] observer: &JsValue,
    ) -> Result<bool, JsValue> {
        let observer = callable(observer)?;
        let then = this
            .borrow_mut()
            .observers
            .remove(&Topic::Updates, observer);
        if let Some(Then::Unsubscribe) = then {
            Document::change(this, None, |transaction| {
                subscribe::end_updates(transaction);
                Ok(())
            })?;
        }
        Ok(then.is_some())
    }
}

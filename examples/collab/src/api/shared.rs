//! `SharedType`: what texts, maps and arrays have in common.

use handfast::{Ref, handfast};
use wasm_bindgen::prelude::*;

use super::{callable, function};
use crate::document::Document;
use crate::error::CollabError;
use crate::events::observers::{Then, Topic};
use crate::events::subscribe;
use crate::shared::SharedType;

#[handfast]
impl SharedType {
    /// The document that it is a part of.
    #[handfast(getter)]
    pub fn document(&self) -> Ref<Document> {
        self.document.clone()
    }

    /// Whether it was deleted from its document. Using it is an error then.
    #[handfast(getter, js_name = isDeleted)]
    pub fn is_deleted(&self) -> Result<bool, CollabError> {
        self.replica
            .read(|transaction| Ok(!self.exists(transaction)))
    }

    /// Calls a function after every transaction that has changed it. The document keeps the function until it is removed, or goes
    /// with the document or with what it observes. The same function is added once.
    pub fn observe(
        this: &Ref<Self>,
        #[handfast(unchecked_param_type = "(event: any) => void")] observer: &JsValue,
    ) -> Result<(), JsValue> {
        let observer = function(observer)?;
        let (document, place) = parts(this);
        let replica = Document::replica(&document);
        // Before anything is added, so that a refused call leaves nothing.
        if !replica.read(|transaction| Ok(this.borrow().exists(transaction)))? {
            return Err(CollabError::Deleted.into());
        }
        let topic = Topic::Shared(place.1.clone());
        let then = document.borrow_mut().observers.add(topic, observer);
        let Then::Subscribe(number) = then else {
            return Ok(());
        };
        Document::change(&document, None, |transaction| {
            subscribe::shared(transaction, &place, &replica.log, number)
        })
    }

    /// Removes a function. Returns whether it was there.
    pub fn unobserve(
        this: &Ref<Self>,
        #[handfast(unchecked_param_type = "(event: any) => void")] observer: &JsValue,
    ) -> Result<bool, JsValue> {
        let observer = callable(observer)?;
        let (document, place) = parts(this);
        let topic = Topic::Shared(place.1.clone());
        let then = document.borrow_mut().observers.remove(&topic, observer);
        if let Some(Then::Unsubscribe) = then {
            Document::change(&document, None, |transaction| {
                subscribe::end_shared(transaction, &place);
                Ok(())
            })?;
        }
        Ok(then.is_some())
    }
}

fn parts(this: &Ref<SharedType>) -> (Ref<Document>, crate::shared::Place) {
    let this = this.borrow();
    (this.document.clone(), (this.kind, this.id.clone()))
}

//! [`Document`]: one replica, and who observes it.

use std::rc::Rc;

use handfast::{Ref, handfast};
use wasm_bindgen::prelude::*;
use yrs::{ClientID, TransactionMut};

use crate::error::CollabError;
use crate::events::observers::Observers;
use crate::events::tell;
use crate::live::{Live, What};
use crate::replica::Replica;

/// A document that others have replicas of.
#[handfast]
pub struct Document {
    #[trace(skip)]
    pub(crate) replica: Rc<Replica>,
    /// The functions that are told of changes. They are kept here, and not in closures that `yrs` keeps, because a field is
    /// what `Trace` sees: most of them capture the document, and could never be collected otherwise.
    pub(crate) observers: Observers,
    #[trace(skip)]
    _live: Live,
}

impl Document {
    /// An empty document; its client id is random if none is given.
    pub fn create(client: Option<ClientID>) -> Ref<Document> {
        Ref::new(Document {
            replica: Replica::new(client),
            observers: Observers::default(),
            _live: Live::new(What::Document),
        })
    }

    /// The replica, so that the document is not borrowed while work goes on.
    pub(crate) fn replica(this: &Ref<Document>) -> Rc<Replica> {
        this.borrow().replica.clone()
    }

    /// Changes the document, and tells its observers unless a transaction is open, whose end tells them.
    ///
    /// # Errors
    /// What `work` answers; then what observers throw. The change stands in that case.
    pub(crate) fn change<R>(
        this: &Ref<Document>,
        origin: Option<&str>,
        work: impl FnOnce(&mut TransactionMut<'_>) -> Result<R, CollabError>,
    ) -> Result<R, JsValue> {
        let changed = Document::replica(this).write(origin, work);
        let thrown = changed.as_ref().err().map(|error| error.clone().into());
        tell::tell(this, thrown)?;
        Ok(changed?)
    }
}

//! [`UndoManager`]: takes changes back.

use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use handfast::{Ref, handfast};
use yrs::sync::time::Clock;
use yrs::undo::Options;
use yrs::{ArrayRef, BranchID, MapRef, TextRef};

use crate::document::Document;
use crate::error::CollabError;
use crate::live::{Live, What};
use crate::replica::Replica;
use crate::shared::access::find;
use crate::shared::{Kind, SharedType};

/// That of `yrs`, which has closures in the documents it watches, and removes them when it is dropped.
pub(crate) type Manager = yrs::undo::UndoManager<()>;

/// Takes changes of some shared types back: those that were made here, not those that came from other replicas.
#[handfast]
pub struct UndoManager {
    pub(crate) document: Ref<Document>,
    #[trace(skip)]
    pub(crate) replica: Rc<Replica>,
    /// There until it is dropped.
    #[trace(skip)]
    pub(crate) manager: Option<Manager>,
    #[trace(skip)]
    _live: Live,
}

impl UndoManager {
    /// Watches shared types at the root of the document, with all that is in them. Changes that follow each other within
    /// `capture` milliseconds are taken back together.
    ///
    /// # Errors
    /// [`CollabError::ForeignType`]; [`CollabError::NotARoot`], because `yrs` keeps addresses of what it watches, and frees nested
    /// types that are deleted; [`CollabError::InTransaction`].
    pub fn create(
        document: &Ref<Document>,
        scope: &[Ref<SharedType>],
        capture: u64,
        origins: Vec<String>,
    ) -> Result<UndoManager, CollabError> {
        let replica = Document::replica(document);
        if replica.is_open() {
            return Err(CollabError::InTransaction);
        }
        for shared in scope {
            let shared = shared.borrow();
            if !shared.document.ptr_eq(document) {
                return Err(CollabError::ForeignType);
            }
            if matches!(shared.id, BranchID::Nested(_)) {
                return Err(CollabError::NotARoot);
            }
        }
        let mut manager = Manager::with_options(Options {
            capture_timeout_millis: capture,
            tracked_origins: HashSet::new(),
            capture_transaction: None,
            timestamp: clock(),
            init_undo_stack: Vec::new(),
            init_redo_stack: Vec::new(),
        });
        for shared in scope {
            expand(&mut manager, &replica, &shared.borrow())?;
        }
        for origin in origins {
            manager.include_origin(origin);
        }
        Ok(UndoManager {
            document: document.clone(),
            replica,
            manager: Some(manager),
            _live: Live::new(What::UndoManager),
        })
    }

    pub(crate) fn manager(&self) -> &Manager {
        self.manager.as_ref().expect("it is there until the drop")
    }

    /// The manager, outside of transactions: it begins some of its own, and would wait for ever.
    ///
    /// # Errors
    /// [`CollabError::InTransaction`].
    pub(crate) fn manager_mut(&mut self) -> Result<&mut Manager, CollabError> {
        if self.replica.is_open() {
            return Err(CollabError::InTransaction);
        }
        Ok(self.manager.as_mut().expect("it is there until the drop"))
    }
}

fn expand(
    manager: &mut Manager,
    replica: &Replica,
    shared: &SharedType,
) -> Result<(), CollabError> {
    let (doc, id) = (&replica.doc, &shared.id);
    match shared.kind {
        Kind::Text => {
            let text: TextRef = replica.read(|transaction| find(id, transaction))?;
            manager.expand_scope(doc, &text);
        }
        Kind::Map => {
            let map: MapRef = replica.read(|transaction| find(id, transaction))?;
            manager.expand_scope(doc, &map);
        }
        Kind::Array => {
            let array: ArrayRef = replica.read(|transaction| find(id, transaction))?;
            manager.expand_scope(doc, &array);
        }
    }
    Ok(())
}

#[cfg(target_family = "wasm")]
fn clock() -> Arc<dyn Clock> {
    Arc::new(|| js_sys::Date::now() as u64)
}

#[cfg(not(target_family = "wasm"))]
fn clock() -> Arc<dyn Clock> {
    Arc::new(yrs::sync::time::SystemClock)
}

impl Drop for UndoManager {
    fn drop(&mut self) {
        // Its own drop needs a transaction, and panics when there is one already.
        if self.replica.is_open() {
            self.replica
                .retired
                .borrow_mut()
                .extend(self.manager.take());
        }
    }
}

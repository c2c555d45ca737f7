//! `UndoManager`.

use handfast::{Ref, handfast};
use wasm_bindgen::prelude::*;

use crate::document::Document;
use crate::error::CollabError;
use crate::events::tell;
use crate::shared::SharedType;
use crate::undo::{Manager, UndoManager};

/// How long changes may be apart that are taken back together, in milliseconds.
const CAPTURE: u32 = 500;

#[handfast]
impl UndoManager {
    /// Watches shared types at the root of a document, with all that is in them.
    #[handfast(constructor)]
    pub fn new(
        document: &Ref<Document>,
        scope: Vec<Ref<SharedType>>,
        #[handfast(
            param_description = "how many milliseconds changes may be apart that are undone together; 500 if left out"
        )]
        capture: Option<u32>,
        #[handfast(
            param_description = "undo the changes with these origins, instead of those without one"
        )]
        origins: Option<Vec<String>>,
    ) -> Result<UndoManager, CollabError> {
        let capture = capture.unwrap_or(CAPTURE).into();
        UndoManager::create(document, &scope, capture, origins.unwrap_or_default())
    }

    /// The document whose changes it takes back.
    #[handfast(getter)]
    pub fn document(&self) -> Ref<Document> {
        self.document.clone()
    }

    /// Whether there is something to undo.
    #[handfast(getter, js_name = canUndo)]
    pub fn can_undo(&self) -> bool {
        self.manager().can_undo()
    }

    /// Whether there is something to redo.
    #[handfast(getter, js_name = canRedo)]
    pub fn can_redo(&self) -> bool {
        self.manager().can_redo()
    }

    /// Takes the last changes back. Returns whether anything has changed.
    pub fn undo(this: &Ref<Self>) -> Result<bool, JsValue> {
        step(this, "undo", Manager::undo_blocking)
    }

    /// Makes the changes again that were taken back last. Returns whether anything has changed.
    pub fn redo(this: &Ref<Self>) -> Result<bool, JsValue> {
        step(this, "redo", Manager::redo_blocking)
    }

    /// The next change will not be taken back together with those before it.
    pub fn stop(&mut self) -> Result<(), CollabError> {
        self.manager_mut()?.reset();
        Ok(())
    }

    /// Forgets what could be undone and redone.
    pub fn clear(&mut self) -> Result<(), CollabError> {
        self.manager_mut()?.clear_all();
        Ok(())
    }
}

/// Undoes or redoes, and tells observers when nothing is borrowed.
fn step(
    this: &Ref<UndoManager>,
    name: &'static str,
    work: impl FnOnce(&mut Manager) -> bool,
) -> Result<bool, JsValue> {
    let document = this.borrow().document.clone();
    let changed = {
        let mut this = this.borrow_mut();
        let log = this.replica.log.clone();
        let manager = this.manager_mut()?;
        log.undoing.set(Some(name));
        let changed = work(manager);
        log.undoing.set(None);
        changed
    };
    tell::tell(&document, None)?;
    Ok(changed)
}

//! The entries as those who explain the heap see them.

use std::rc::Rc;

use slotmap::SlotMap;

use crate::error::Error;
use crate::handle::Handle;
use crate::heap::Heap;
use crate::js_ref::RawJsRef;
use crate::object::ErasedObject;

/// What is known of one entry.
pub(crate) struct Listed {
    /// Whether the wrapper's share is taken.
    pub(crate) wrapped: bool,
    pub(crate) retains: u32,
    /// The slot by which the object keeps its wrapper.
    pub(crate) own_slot: Option<u32>,
}

impl Heap {
    /// Calls `f` with all entries. It must not drop anything: the table is borrowed.
    pub(crate) fn each_entry(&self, f: &mut dyn FnMut(&Rc<dyn ErasedObject>, Listed)) {
        let slots = self.entries.slots.borrow();
        for entry in slots.iter().flat_map(SlotMap::values) {
            if let Some(object) = entry.object.object() {
                let listed = Listed {
                    wrapped: entry.wrapped,
                    retains: entry.retains,
                    own_slot: entry.own.as_ref().map(RawJsRef::slot),
                };
                f(object, listed);
            }
        }
    }

    /// Looks at the object of a handle without passing the collector's barrier: nothing may be taken out of it.
    pub(crate) fn exposed<R>(
        &self,
        handle: Handle,
        f: impl FnOnce(&Rc<dyn ErasedObject>) -> R,
    ) -> Result<R, Error> {
        let found = self.entries.find(handle, |object| object.object().map(f));
        found.ok_or(Error::StaleHandle)
    }
}

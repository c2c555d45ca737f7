//! The entries as those who explain the heap see them.

use std::rc::Rc;

use crate::error::Error;
use crate::handle::Handle;
use crate::heap::Heap;
use crate::js_ref::RawJsRef;
use crate::object::ErasedObject;

/// What is known of one entry.
pub(crate) struct Listed {
    pub(crate) handle: Handle,
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
        for (slot, entry) in slots.iter().flatten() {
            if let (Some(object), Some(handle)) = (&entry.object, self.entries.handle(slot)) {
                let listed = Listed {
                    handle,
                    wrapped: entry.wrapped,
                    retains: entry.retains,
                    own_slot: entry.own.as_ref().map(RawJsRef::slot),
                };
                f(object.object(), listed);
            }
        }
    }

    /// The object of a handle, without passing the collector's barrier: nobody may look into it.
    pub(crate) fn exposed(handle: Handle) -> Result<Rc<dyn ErasedObject>, Error> {
        Heap::with(|heap| {
            let entries = &heap.entries;
            let object = entries.find(handle, |object| Some(object.object().clone()));
            object.ok_or(Error::StaleHandle)
        })
    }
}

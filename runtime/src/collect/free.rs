//! Free: condemn the garbage as a whole, then drop its values.

use std::rc::Rc;

use crate::object::ErasedObject;

/// What is left to drop. If a user's `Drop` panics, the rest is dropped while that panic unwinds.
#[derive(Default)]
pub(super) struct Condemned(Vec<Rc<dyn ErasedObject>>);

impl Condemned {
    /// One that is not dropped yet.
    pub(super) fn take(&mut self) -> Option<Rc<dyn ErasedObject>> {
        self.0.pop()
    }

    fn drop_values(&mut self) {
        while let Some(object) = self.0.pop() {
            object.drop_value();
        }
    }
}

impl Drop for Condemned {
    fn drop(&mut self) {
        self.drop_values();
    }
}

/// Makes objects that nothing outside of them holds unreachable.
pub(super) fn condemn(garbage: Vec<Rc<dyn ErasedObject>>) -> Condemned {
    // No user code runs in this loop, so none sees a part of the garbage condemned and another not.
    for object in &garbage {
        object.condemn();
    }
    Condemned(garbage)
}

/// Frees objects that nothing outside of them holds.
pub(super) fn free(garbage: Vec<Rc<dyn ErasedObject>>) {
    condemn(garbage).drop_values();
}

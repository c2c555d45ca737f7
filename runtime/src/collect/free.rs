//! Free: condemn the garbage as a whole, then drop its values.

use std::rc::Rc;

use crate::object::ErasedObject;

/// What is left to drop. If a user's `Drop` panics, the rest is dropped while that panic unwinds.
struct Condemned(Vec<Rc<dyn ErasedObject>>);

impl Condemned {
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

/// Frees objects that nothing outside of them holds.
pub(super) fn free(garbage: Vec<Rc<dyn ErasedObject>>) {
    // No user code runs in this loop, so none sees a part of the garbage condemned and another not.
    for object in &garbage {
        object.condemn();
    }
    Condemned(garbage).drop_values();
}

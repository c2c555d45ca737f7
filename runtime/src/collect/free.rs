//! Free: condemn the garbage as a whole, then drop its values.

use std::rc::Rc;

use crate::heap::Heap;
use crate::object::ErasedObject;

/// Frees objects that nothing outside of them holds: at once, or at the next safe point if Rust code waits for a call.
pub(super) fn free(garbage: Vec<Rc<dyn ErasedObject>>) {
    Heap::condemn(&garbage, !Heap::with(Heap::is_safe_point));
    Heap::drop_condemned(garbage);
}

//! [`Weak`]: a reference that does not keep its object alive.

use std::fmt;

use crate::collect::{State, gate};
use crate::object::{Pointee, Pointer};
use crate::strong::Ref;

/// Watches an object without owning it.
pub struct Weak<T: Pointee + ?Sized>(pub(crate) <T::Pointer as Pointer>::Weak);

impl<T: Pointee + ?Sized> Weak<T> {
    /// A reference to nothing.
    pub fn new() -> Weak<T> {
        Weak(Default::default())
    }

    /// A strong reference, while the object lives. `None` also for one that is garbage already: that the collector is just
    /// freeing, or that has lost a JavaScript value to the engine's collector.
    pub fn upgrade(&self) -> Option<Ref<T>> {
        let object = self.peek()?;
        if object.header().standing.is_questionable() && !gate::visit(object.erased_ref()) {
            return None;
        }
        Some(object)
    }

    /// Whether both watch the same object, or both none.
    pub fn ptr_eq(&self, other: &Weak<T>) -> bool {
        self.peek().map(|object| object.address()) == other.peek().map(|object| object.address())
    }

    /// [`upgrade`](Weak::upgrade), for those who do not look into the object.
    fn peek(&self) -> Option<Ref<T>> {
        Pointer::upgrade(&self.0)
            .map(Ref)
            .filter(|object: &Ref<T>| object.header().standing.state() != State::Condemned)
    }
}

impl<T: Pointee + ?Sized> Clone for Weak<T> {
    fn clone(&self) -> Weak<T> {
        Weak(self.0.clone())
    }
}

impl<T: Pointee + ?Sized> Default for Weak<T> {
    fn default() -> Weak<T> {
        Weak::new()
    }
}

impl<T: Pointee + ?Sized> fmt::Debug for Weak<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.peek() {
            Some(object) => write!(f, "Weak({object:?})"),
            None => f.write_str("Weak(gone)"),
        }
    }
}

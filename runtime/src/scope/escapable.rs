//! Letting one value out of a scope.

use std::cell::Cell;

use super::{RawLocal, RawScope};
use crate::error::Error;
use crate::heap::Heap;

/// A scope out of which one value may go into the scope around it.
///
/// Only one, because a place for it is taken below everything that the scope will hold:
///
/// ```compile_fail
/// # use handfast_runtime::RawScope;
/// RawScope::with(|outer| {
///     outer.escapable(|scope| {
///         scope.escape().unwrap();
///         scope.escape().unwrap();
///     });
/// });
/// ```
#[derive(Debug)]
pub struct RawEscapableScope<'o, 's> {
    outer: &'o RawScope,
    scope: &'s RawScope,
    place: &'s Place,
}

/// Where the value goes that escapes.
#[derive(Debug)]
struct Place {
    /// On the stack. `None` if there was no room, or if the scope around it was not the innermost one.
    slot: Option<u32>,
    used: Cell<bool>,
}

impl RawScope {
    /// Opens a scope in this one, out of which one value may escape; otherwise like [`with`](RawScope::with).
    pub fn escapable<'o, R>(&'o self, f: impl for<'s> FnOnce(RawEscapableScope<'o, 's>) -> R) -> R {
        let slot = Heap::with(|heap| match heap.stack.level() == self.level {
            true => heap.stack.push(heap).ok(),
            false => None,
        });
        // Dropped after the scope: then it is the topmost place.
        let place = Place {
            slot,
            used: Cell::new(false),
        };
        RawScope::with(|scope| {
            f(RawEscapableScope {
                outer: self,
                scope,
                place: &place,
            })
        })
    }
}

impl<'o, 's> RawEscapableScope<'o, 's> {
    /// The scope itself.
    pub fn scope(&self) -> &'s RawScope {
        self.scope
    }

    /// The slot for what escapes, which the scope around this one clears when it ends. The caller must store a value in it
    /// at once. This scope stays open until its closure returns.
    ///
    /// # Errors
    /// [`Error::NoHost`] without a host, [`Error::TableFull`] if there was no room for it when the scope was opened, nor is
    /// there now.
    pub fn escape(self) -> Result<RawLocal<'o>, Error> {
        let Some(slot) = self.place.slot else {
            return self.outer.reserve();
        };
        self.place.used.set(true);
        Ok(RawLocal::new(slot))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.slot.is_some() && !self.used.get() {
            let _ = Heap::try_with(|heap| heap.stack.pop_empty());
        }
    }
}

//! [`Standing`]: what the collector thinks of one object, in the one byte that borrows and clones look at.

use std::cell::Cell;

use super::State;

/// A sliced pass has recorded the object, and wants to know of the first that gets at it; see [`slices`](super::slices). After
/// such a pass it means nothing.
const WATCHED: u8 = 16;
const GUARDED: u8 = State::Ceded as u8 | State::Visited as u8 | WATCHED;
const QUESTIONABLE: u8 = State::Ceded as u8 | State::Orphan as u8 | WATCHED;

pub(crate) struct Standing(Cell<u8>);

impl Standing {
    pub(crate) const fn new() -> Standing {
        Standing(Cell::new(State::Free as u8))
    }

    /// Whether changing the object, or making another reference to it, may take anything.
    #[inline(always)]
    pub(crate) fn is_guarded(&self) -> bool {
        self.0.get() & GUARDED != 0
    }

    /// Whether upgrading a weak reference to the object may take anything.
    #[inline(always)]
    pub(crate) fn is_questionable(&self) -> bool {
        self.0.get() & QUESTIONABLE != 0
    }

    pub(crate) fn state(&self) -> State {
        match self.0.get() & !WATCHED {
            1 => State::Ceded,
            2 => State::Visited,
            4 => State::Orphan,
            8 => State::Condemned,
            _ => State::Free,
        }
    }

    pub(crate) fn set(&self, state: State) {
        self.0.set(self.0.get() & WATCHED | state as u8);
    }

    /// Sets the state of an object that is not watched any more.
    pub(crate) fn commit(&self, state: State) {
        self.0.set(state as u8);
    }

    pub(crate) fn watch(&self) {
        self.0.set(self.0.get() | WATCHED);
    }

    /// Whether it was watched, which it is not any more.
    pub(crate) fn unwatch(&self) -> bool {
        let was = self.0.get();
        let watched = was & WATCHED != 0;
        // A pass asks this of every object. What is only read need not be written back to memory.
        if watched {
            self.0.set(was & !WATCHED);
        }
        watched
    }
}

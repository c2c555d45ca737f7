//! Watch: what is got at while a pass is under way in slices.
//!
//! An object that the pass has recorded is watched. Whoever changes it, or makes another reference to it, passes one of the
//! places where the [barrier](super::barrier) stands anyway, and there it is noted, once: from then on it is not
//! watched any more. So are objects that are made or dropped, by their places, which may be used anew.

use std::cell::Cell;

use super::State;
use crate::object::Header;
use crate::table::Table;

pub(super) struct Watch {
    /// Whether there is a pass that wants to know.
    active: Cell<bool>,
    places: Table<Vec<u32>>,
}

impl Watch {
    pub(super) const fn new() -> Watch {
        Watch {
            active: Cell::new(false),
            places: Table::new(Vec::new()),
        }
    }

    /// Somebody gets at an object, whose record may not be true any more.
    pub(super) fn touch(&self, header: &Header) {
        if header.standing.unwatch() {
            self.note(header.place.get());
        }
    }

    /// The barrier before an object falls, or is set up again, on behalf of whoever got at another one. The state is part of a
    /// record, and the handle of what is watched is barred only until then.
    pub(super) fn change_state(&self, header: &Header, state: State) {
        self.touch(header);
        header.standing.set(state);
    }

    /// There is another object at a place, or none.
    #[inline]
    pub(super) fn note(&self, place: u32) {
        if self.active.get() {
            self.places.borrow_mut().push(place);
        }
    }

    pub(super) fn set_active(&self, active: bool) {
        self.active.set(active);
        self.places.borrow_mut().clear();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.places.borrow().is_empty()
    }

    /// What was noted. A place may be among it more than once.
    pub(super) fn take(&self) -> Vec<u32> {
        self.places.take()
    }
}

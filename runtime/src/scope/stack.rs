//! The stack on which the values of scopes are.

use std::cell::Cell;

use crate::error::Error;
use crate::heap::Heap;
use crate::table::Table;

/// How many slots are reserved at a time.
const RANGE: u32 = 256;
/// How many values there may be, unless the app says otherwise: a loop that forgets its scope is to fail before the
/// memory is used up.
const CAPACITY: u32 = 1 << 20;

/// Slots of the JS-side table in the order in which scopes use them. They are reserved for good.
pub(crate) struct Stack {
    /// The slot of each place. What is in those below `depth` is held; the others are empty.
    slots: Table<Vec<u32>>,
    depth: Cell<u32>,
    peak: Cell<u32>,
    capacity: Cell<u32>,
    /// How many scopes are open.
    level: Cell<u32>,
}

impl Stack {
    pub(crate) const fn new() -> Stack {
        Stack {
            slots: Table::new(Vec::new()),
            depth: Cell::new(0),
            peak: Cell::new(0),
            capacity: Cell::new(CAPACITY),
            level: Cell::new(0),
        }
    }

    pub(crate) fn set_capacity(&self, capacity: u32) {
        self.capacity.set(capacity);
    }

    /// How many values are on it, and the most there ever were.
    pub(crate) fn totals(&self) -> (u32, u32) {
        (self.depth.get(), self.peak.get())
    }

    /// Opens a scope. Returns its level, from 1, and where it begins.
    #[inline]
    pub(super) fn open(&self) -> (u32, u32) {
        let level = self.level.get() + 1;
        self.level.set(level);
        (level, self.depth.get())
    }

    #[inline]
    pub(super) fn level(&self) -> u32 {
        self.level.get()
    }

    /// Takes the next slot, for a value that is to be stored at once.
    #[inline]
    pub(super) fn push(&self, heap: &Heap) -> Result<u32, Error> {
        let (depth, capacity) = (self.depth.get(), self.capacity.get());
        if depth >= capacity {
            return Err(Error::TableFull { capacity });
        }
        let slot = loop {
            // Bound first: the stack must not be borrowed while it grows.
            let place = self.slots.borrow().get(depth as usize).copied();
            match place {
                Some(slot) => break slot,
                None => self.grow(heap)?,
            }
        };
        self.depth.set(depth + 1);
        self.peak.set(self.peak.get().max(depth + 1));
        Ok(slot)
    }

    #[cold]
    fn grow(&self, heap: &Heap) -> Result<(), Error> {
        let first = heap.host()?.reserve_slots(RANGE);
        self.slots.borrow_mut().extend(first..first + RANGE);
        Ok(())
    }

    /// Gives the topmost slot back, in which nothing was stored.
    pub(super) fn pop_empty(&self) {
        self.depth.set(self.depth.get() - 1);
    }

    /// Closes a scope, and every one above it that was left open: what unwinds without running destructors leaves scopes
    /// so.
    pub(super) fn close(&self, level: u32, base: u32, heap: &Heap) {
        self.level.set(level - 1);
        let depth = self.depth.replace(base);
        if depth == base {
            return;
        }
        let Ok(host) = heap.host() else { return };
        // Taken out, because no table is borrowed while the host is called.
        let mut slots = self.slots.take();
        host.decref_many(&slots[base as usize..depth as usize]);
        slots.append(&mut self.slots.borrow_mut());
        self.slots.replace(slots);
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use super::*;
    use crate::host::Host;

    #[derive(Default)]
    struct Cleared(RefCell<Vec<Vec<u32>>>);

    impl Host for Cleared {
        fn reserve_slots(&self, _: u32) -> u32 {
            1
        }
        fn decref_many(&self, slots: &[u32]) {
            self.0.borrow_mut().push(slots.to_vec());
        }
        fn schedule_turn_end(&self) {}
    }

    #[test]
    fn a_scope_whose_end_was_skipped_goes_with_the_one_around_it() {
        let host = Rc::new(Cleared::default());
        Heap::install(host.clone(), 0);
        Heap::with(|heap| {
            let stack = &heap.stack;
            let (level, base) = stack.open();
            stack.push(heap).unwrap();
            stack.open();
            stack.push(heap).unwrap();
            stack.close(level, base, heap);
            assert_eq!((stack.level(), stack.totals()), (0, (0, 2)));
        });
        assert_eq!(*host.0.borrow(), [[1, 2]]);
        assert!(Heap::stats().is_empty());
    }
}

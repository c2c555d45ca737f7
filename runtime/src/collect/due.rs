//! When a pass is due: after growth in proportion to what the last one left.

use std::cell::Cell;

/// Heaps smaller than this are not collected without being asked: a pass would cost more than it could give back. (Fewer under
/// Miri, which is slow.)
const SMALL: usize = if cfg!(miri) { 64 } else { 4096 };

/// Of something that is counted: objects, JS refs.
pub(crate) struct Due {
    /// From how many on a pass is due.
    at: Cell<usize>,
    /// How many the last pass has left.
    left: Cell<usize>,
}

impl Due {
    pub(crate) const fn new() -> Due {
        Due {
            at: Cell::new(SMALL),
            left: Cell::new(0),
        }
    }

    #[inline]
    pub(crate) fn at(&self) -> usize {
        self.at.get()
    }

    /// A pass is over, and has left `live`. The next one is due when those that Rust itself keeps have
    /// doubled, or the `ceded` have grown by a third.
    ///
    /// These may be garbage already, which waits for the other heap's collector. That one waits for its own heap
    /// to grow, by up to four times in V8, of which what Rust holds since the pass is a part; so that the two do not
    /// wait for ever more of what the other has not let go of, that part must stay below a quarter.
    pub(crate) fn settle(&self, live: usize, ceded: usize) {
        self.left.set(live);
        self.at.set(SMALL.max(live + (live - ceded) + ceded / 3));
    }

    /// There may be fewer than the last pass has left: what was garbage then does not count.
    pub(crate) fn relax(&self, live: usize) {
        let left = self.left.get();
        if live < left {
            let at = self.at.get() as u64 * live as u64 / left as u64;
            self.at.set(SMALL.max(at as usize));
            self.left.set(live);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_garbage_may_grow_by_a_third_and_what_is_not_by_as_much_again() {
        let due = Due::new();
        assert_eq!(due.at(), SMALL);
        due.settle(9 * SMALL, 0);
        assert_eq!(due.at(), 18 * SMALL);
        due.settle(9 * SMALL, 9 * SMALL);
        assert_eq!(due.at(), 12 * SMALL);
        due.settle(9 * SMALL, 3 * SMALL);
        assert_eq!(due.at(), 16 * SMALL);
        due.settle(9, 3);
        assert_eq!(due.at(), SMALL);
    }

    #[test]
    fn what_has_died_since_lowers_it_in_proportion() {
        let due = Due::new();
        due.settle(9 * SMALL, 9 * SMALL);
        due.relax(10 * SMALL);
        assert_eq!(due.at(), 12 * SMALL);
        due.relax(3 * SMALL);
        assert_eq!(due.at(), 4 * SMALL);
        // What was alive then has not come back.
        due.relax(6 * SMALL);
        assert_eq!(due.at(), 4 * SMALL);
        due.relax(0);
        assert_eq!(due.at(), SMALL);
    }
}

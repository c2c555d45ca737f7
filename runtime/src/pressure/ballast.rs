//! Which exposed objects the host is to give ballast: memory of its own heap, attached to the wrapper, by which that heap's collector feels
//! Rust's.
//!
//! A piece of ballast costs about a microsecond, so not every object gets its own. What is exposed adds up, and whenever it reaches
//! [`PIECE`], the object that did it gets a piece as large as the sum. What gets smaller is taken off the next. So the ballast of all wrappers together follows
//! the objects, and those that are large have their own.

use std::cell::Cell;

use crate::handle::Handle;
use crate::heap::Heap;
use crate::table::Table;

/// The least that is attached to a wrapper, in bytes. Measured in four engines (see ARCHITECTURE.md): smaller pieces cost more and make
/// nothing better.
const PIECE: i64 = 1 << 20;

/// How long the list may get before those are looked for that are dead already.
const LIMIT: usize = 1024;

pub(super) struct Ballast {
    /// What was exposed or has grown and is in no piece yet; negative after something got smaller.
    sum: Cell<i64>,
    listed: Table<Vec<(Handle, u64)>>,
    limit: Cell<usize>,
}

impl Ballast {
    pub(super) const fn new() -> Ballast {
        Ballast {
            sum: Cell::new(0),
            listed: Table::new(Vec::new()),
            limit: Cell::new(LIMIT),
        }
    }
}

impl Heap {
    /// An exposed object has got heavier, or lighter. One that is exposed just now brings its whole weight.
    pub(crate) fn weigh(&self, handle: Handle, change: i64) {
        let ballast = &self.pressure.ballast;
        let sum = ballast.sum.get() + change;
        ballast.sum.set(sum);
        if sum < PIECE || change <= 0 {
            return;
        }
        ballast.sum.set(0);
        let mut listed = ballast.listed.borrow_mut();
        if listed.len() >= ballast.limit.get() {
            // A loop that never ends its turn, but its scopes: these are gone by now.
            listed.retain(|&(handle, _)| Heap::is_alive(handle));
            ballast.limit.set(LIMIT.max(listed.len() * 2));
        }
        listed.push((handle, sum as u64));
        drop(listed);
        self.schedule_turn_end();
    }

    /// An object whose wrapper is to get ballast, and how many bytes. To be asked for by the host when the turn ends, until there is
    /// none left.
    #[doc(hidden)]
    pub fn next_ballast() -> Option<(Handle, u64)> {
        Heap::with(|heap| heap.pressure.ballast.listed.borrow_mut().pop())
    }
}

//! How many nodes and events exist, counted by this crate itself.
//!
//! The demo compares these numbers with the runtime's statistics, so they must not come from there: constructors
//! and `Drop` implementations are all that touches them.

use std::cell::Cell;

thread_local! {
    static NODES: Cell<u32> = const { Cell::new(0) };
    static EVENTS: Cell<u32> = const { Cell::new(0) };
}

pub(crate) fn node_made() {
    NODES.set(NODES.get() + 1);
}

pub(crate) fn node_dropped() {
    // No table is left to count in while the thread itself ends.
    let _ = NODES.try_with(|nodes| nodes.set(nodes.get() - 1));
}

/// How many nodes exist: made and not dropped.
pub fn live_nodes() -> u32 {
    NODES.get()
}

//! How many nodes and events exist, counted by this crate itself.
//!
//! The demo compares these numbers with the runtime's statistics, so they must not come from there: constructors
//! and `Drop` implementations are all that touches them.

use std::cell::Cell;
use std::thread::LocalKey;

use handfast::handfast;

thread_local! {
    static NODES: Cell<u32> = const { Cell::new(0) };
    static EVENTS: Cell<u32> = const { Cell::new(0) };
}

fn count(counter: &'static LocalKey<Cell<u32>>, by: i32) {
    // No counter is left while the thread itself ends.
    let _ = counter.try_with(|count| count.set(count.get().wrapping_add_signed(by)));
}

pub(crate) fn node_made() {
    count(&NODES, 1);
}

pub(crate) fn node_dropped() {
    count(&NODES, -1);
}

pub(crate) fn event_made() {
    count(&EVENTS, 1);
}

pub(crate) fn event_dropped() {
    count(&EVENTS, -1);
}

/// How many nodes exist: made and not dropped.
#[handfast(js_name = liveNodes)]
pub fn live_nodes() -> u32 {
    NODES.get()
}

/// How many events exist: made and not dropped.
#[handfast(js_name = liveEvents)]
pub fn live_events() -> u32 {
    EVENTS.get()
}

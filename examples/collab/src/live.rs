//! How much exists, counted by this crate itself.
//!
//! The demo compares these numbers with the runtime's statistics, so they must not come from there: constructors
//! and `Drop` implementations are all that touches them.

use std::cell::Cell;

use handfast::handfast;

thread_local! {
    static COUNTS: [Cell<u32>; 5] = const { [const { Cell::new(0) }; 5] };
}

/// What is counted.
#[derive(Clone, Copy)]
#[repr(usize)]
pub(crate) enum What {
    Document,
    SharedType,
    UndoManager,
    Replica,
    Subscription,
}

/// One that exists: counted as long as it lives.
pub(crate) struct Live(What);

impl Live {
    pub(crate) fn new(what: What) -> Live {
        count(what, 1);
        Live(what)
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        count(self.0, -1);
    }
}

fn count(what: What, by: i32) {
    // No counter is left while the thread itself ends.
    let _ = COUNTS.try_with(|counts| {
        let count = &counts[what as usize];
        count.set(count.get().wrapping_add_signed(by));
    });
}

fn live(what: What) -> u32 {
    COUNTS.with(|counts| counts[what as usize].get())
}

/// How many documents exist: made and not dropped.
#[handfast(js_name = liveDocuments)]
pub fn live_documents() -> u32 {
    live(What::Document)
}

/// How many texts, maps and arrays exist as objects of Handfast's; what `yrs` holds of them is not counted.
#[handfast(js_name = liveSharedTypes)]
pub fn live_shared_types() -> u32 {
    live(What::SharedType)
}

/// How many undo managers exist.
#[handfast(js_name = liveUndoManagers)]
pub fn live_undo_managers() -> u32 {
    live(What::UndoManager)
}

/// How many documents of `yrs` exist.
#[handfast(js_name = liveReplicas)]
pub fn live_replicas() -> u32 {
    live(What::Replica)
}

/// How many closures `yrs` holds.
#[handfast(js_name = liveSubscriptions)]
pub fn live_subscriptions() -> u32 {
    live(What::Subscription)
}

//! How many objects of scripts exist, counted by constructors and `Drop` alone: the runtime's statistics are compared with it.

use std::cell::Cell;

use handfast::handfast;

thread_local! {
    static LIVE: Cell<u32> = const { Cell::new(0) };
    static MADE: Cell<f64> = const { Cell::new(0.0) };
    static PEAK: Cell<u32> = const { Cell::new(0) };
}

/// Counts the object it is a field of.
pub(crate) struct Live(());

impl Live {
    pub(crate) fn new() -> Live {
        let live = LIVE.get() + 1;
        LIVE.set(live);
        MADE.set(MADE.get() + 1.0);
        PEAK.set(PEAK.get().max(live));
        Live(())
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        // No counter is left while the thread itself ends.
        let _ = LIVE.try_with(|live| live.set(live.get() - 1));
    }
}

/// How many scopes, closures, lists and maps exist.
#[handfast(js_name = liveObjects)]
pub fn live_objects() -> u32 {
    LIVE.get()
}

/// How many were ever made.
#[handfast(js_name = madeObjects)]
pub fn made_objects() -> f64 {
    MADE.get()
}

/// The most there have been at once since the last call.
#[handfast(js_name = takePeak)]
pub fn take_peak() -> u32 {
    PEAK.replace(LIVE.get())
}

//! How many swarms exist, counted by this crate itself: the demo compares it with what the runtime says.

use std::cell::Cell;

use handfast::handfast;

thread_local! {
    static SWARMS: Cell<u32> = const { Cell::new(0) };
}

/// One that exists: counted as long as it lives.
#[derive(Debug)]
pub(crate) struct Live(());

impl Live {
    pub(crate) fn new() -> Live {
        SWARMS.set(SWARMS.get() + 1);
        Live(())
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        // No counter is left while the thread itself ends.
        let _ = SWARMS.try_with(|swarms| swarms.set(swarms.get() - 1));
    }
}

/// How many swarms exist: made and not dropped.
#[handfast(js_name = liveSwarms)]
pub fn live_swarms() -> u32 {
    SWARMS.get()
}

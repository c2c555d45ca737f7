//! [`Host`]: the only way to the other heap.

/// What the runtime asks of the heap on the other side: imported JavaScript functions in an app, a simulation
/// in tests.
///
/// A host must not call back into the heap of this thread from these methods.
pub trait Host {
    /// Reserves `count` slots of the JS-side table and returns the first. Never 0. Several instances share one
    /// table, so slots are handed out in ranges.
    fn reserve_slots(&self, count: u32) -> u32;

    /// Drops the values of these slots. Afterwards the slots may be used again.
    fn decref_many(&self, slots: &[u32]);

    /// Asks for [`Heap::end_turn`](crate::Heap::end_turn) to be called once, soon, when no Rust code runs.
    fn schedule_turn_end(&self);
}

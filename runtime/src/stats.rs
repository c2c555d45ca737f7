//! [`Stats`]: what lives in the heap of this thread.

use std::collections::BTreeMap;

/// Live counts and peaks of this thread's heap, at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// Objects owned by a `Ref` or a handle.
    pub objects: u32,
    /// Exposed objects: used entries of the slotmap.
    pub handles: u32,
    /// JS refs that are held: used slots of the JS-side table.
    pub js_refs: u32,
    /// Releases from other threads that were not carried out yet.
    pub pending_releases: u32,
    /// Slots whose last reference is gone, but whose decref was not sent yet.
    pub pending_decrefs: u32,
    /// Slots of the slotmap that were used up and retired.
    pub retired: u32,
    /// The most objects that lived at once.
    pub peak_objects: u32,
    /// The most handles that lived at once.
    pub peak_handles: u32,
    /// The most JS refs that lived at once.
    pub peak_js_refs: u32,
    /// Values in open scopes.
    pub locals: u32,
    /// The most of them that there were at once.
    pub peak_locals: u32,
    /// Live objects by class name; classes without any are left out.
    pub by_class: BTreeMap<&'static str, u32>,
    /// How many bytes the objects of measured classes take.
    pub bytes: u64,
    /// The most that they took at once.
    pub peak_bytes: u64,
    /// The same by class name; classes without any are left out.
    pub bytes_by_class: BTreeMap<&'static str, u64>,
}

impl Stats {
    /// Of [`Heap::numbers`](crate::Heap::numbers).
    pub(crate) fn of(numbers: [u32; 10]) -> Stats {
        let [
            objects,
            handles,
            js_refs,
            pending_releases,
            pending_decrefs,
            peak_objects,
            peak_handles,
            peak_js_refs,
            locals,
            peak_locals,
        ] = numbers;
        Stats {
            objects,
            handles,
            js_refs,
            pending_releases,
            pending_decrefs,
            peak_objects,
            peak_handles,
            peak_js_refs,
            locals,
            peak_locals,
            ..Stats::default()
        }
    }

    /// Whether nothing is alive and nothing waits.
    pub fn is_empty(&self) -> bool {
        self.objects == 0
            && self.handles == 0
            && self.js_refs == 0
            && self.pending_releases == 0
            && self.pending_decrefs == 0
            && self.locals == 0
            && self.bytes == 0
    }
}

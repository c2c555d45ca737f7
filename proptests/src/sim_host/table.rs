//! The simulated JS-side table: dumb storage, as `js-runtime/src/table.js` is, but one that notices misuse.

use std::collections::BTreeMap;
use std::ops::Range;

use super::js_heap::JsId;

/// Slots that are reserved but not the heap's own lie between its ranges, as if there were other instances.
const GAP: u32 = 7;

#[derive(Default)]
pub(super) struct Table {
    reserved: Vec<Range<u32>>,
    values: BTreeMap<u32, JsId>,
    next: u32,
}

impl Table {
    pub(super) fn reserve(&mut self, count: u32) -> u32 {
        let first = self.next + GAP;
        self.next = first + count;
        self.reserved.push(first..self.next);
        first
    }

    /// Stores a value. What was there before is overwritten: it was waiting to be cleared.
    pub(super) fn hold(&mut self, slot: u32, value: JsId) {
        assert!(
            self.reserved.iter().any(|range| range.contains(&slot)),
            "slot {slot} was never reserved"
        );
        self.values.insert(slot, value);
    }

    pub(super) fn clear(&mut self, slot: u32) {
        assert!(
            self.values.remove(&slot).is_some(),
            "slot {slot} was cleared, but it is empty"
        );
    }

    pub(super) fn get(&self, slot: u32) -> Option<JsId> {
        self.values.get(&slot).copied()
    }

    pub(super) fn values(&self) -> impl Iterator<Item = JsId> {
        self.values.values().copied()
    }

    pub(super) fn len(&self) -> usize {
        self.values.len()
    }
}

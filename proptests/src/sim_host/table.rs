//! The simulated JS-side table: dumb storage, as `js-runtime/src/table.js` is, but one that notices misuse.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::js_heap::JsId;

/// Slots that are reserved but not the heap's own lie between its ranges, as if there were other instances.
const GAP: u32 = 7;

#[derive(Default)]
pub(super) struct Table {
    reserved: Vec<Range<u32>>,
    values: BTreeMap<u32, JsId>,
    /// Slots that do not keep their values alive.
    weak: BTreeSet<u32>,
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
        self.weak.remove(&slot);
    }

    pub(super) fn set_weak(&mut self, slots: &[u32], weak: bool) {
        for &slot in slots {
            assert!(self.values.contains_key(&slot), "slot {slot} is empty");
            if weak {
                self.weak.insert(slot);
            } else {
                self.weak.remove(&slot);
            }
        }
    }

    pub(super) fn clear(&mut self, slot: u32) {
        self.weak.remove(&slot);
        assert!(
            self.values.remove(&slot).is_some(),
            "slot {slot} was cleared, but it is empty"
        );
    }

    pub(super) fn get(&self, slot: u32) -> Option<JsId> {
        self.values.get(&slot).copied()
    }

    /// The values that the table keeps alive.
    pub(super) fn held(&self) -> impl Iterator<Item = JsId> {
        let values = self.values.iter();
        values
            .filter(|(slot, _)| !self.weak.contains(slot))
            .map(|(_, &value)| value)
    }

    pub(super) fn len(&self) -> usize {
        self.values.len()
    }
}

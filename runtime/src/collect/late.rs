//! Late: what the commit of a sliced pass leaves to be done, at leisure.
//!
//! Slots count as weak from the commit on, and here become so on the other side, if nobody has strengthened them meanwhile.
//! Wrappers whose objects are not ceded lose the lists that the last pass gave them. What was condemned is dropped.

use std::rc::Rc;

use super::Collection;
use crate::heap::Heap;
use crate::host::Plan;
use crate::object::ErasedObject;

/// How many slots, or lists, make up a piece of work.
const BATCH: usize = 64;

pub(super) struct Late {
    pub(super) weaken: Vec<u32>,
    /// The handles of wrappers that lose their list.
    pub(super) clear: Vec<f64>,
    /// Condemned objects.
    pub(super) garbage: Vec<Rc<dyn ErasedObject>>,
    pub(super) report: Collection,
}

impl Late {
    /// One piece of work. False if nothing was left but garbage.
    pub(super) fn work(&mut self, heap: &Heap) -> bool {
        let Ok(host) = heap.host() else { return false };
        if !self.weaken.is_empty() {
            let rest = self.weaken.len().saturating_sub(BATCH);
            let mut slots = self.weaken.split_off(rest);
            heap.js_refs.retain_weak(&mut slots);
            host.weaken(&slots);
        } else if !self.clear.is_empty() {
            let rest = self.clear.len().saturating_sub(BATCH);
            host.mirror(&Plan {
                clear: &self.clear.split_off(rest),
                ..Plan::default()
            });
        } else {
            return false;
        }
        true
    }
}

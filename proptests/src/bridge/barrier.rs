//! The barrier: what happens where Rust code enters the ceded graph.
//!
//! Borrowing and cloning have no barrier. Every `Ref` that is outside of traced fields during a pass is a root, and every
//! other can only be reached through an entry. The list that the entry pins, or the promotion, protects everything below
//! it until the next pass, wherever it is moved.

use super::world::{ListId, ObjectId, Pin, Promotion, SlotId, State, Value, World};

/// What a promotion would do.
struct Frontier {
    /// Ceded objects without a live wrapper: their slots are strengthened, their dead handles taken away.
    promoted: Vec<ObjectId>,
    /// Ceded objects with one: pinned, and not looked into.
    pinned: Vec<ObjectId>,
}

impl World {
    /// Somebody comes by the handle. Where no barrier stands, that takes nothing, and nothing learns of it.
    pub(crate) fn come_by_handle(&mut self, object: ObjectId, enters: bool) {
        if !self.objects[object].barred {
            return;
        }
        if self.rules.watch_entries {
            self.touch(object);
        }
        if enters {
            self.enter(object);
        }
        // One that was barred only to be watched. Without the barrier, one that is ceded stays so.
        if !self.objects[object].ceded {
            self.objects[object].barred = false;
        }
    }

    /// An object that somebody enters, perhaps by way of another, is not ceded any more; or that is undone.
    pub(super) fn change_state(&mut self, object: ObjectId, ceded: bool) {
        if self.rules.watch_states {
            self.touch(object);
        }
        self.objects[object].ceded = ceded;
        self.objects[object].barred = ceded;
    }

    /// The entry through a handle, or by the drop of something that refers to the object.
    pub(crate) fn enter(&mut self, object: ObjectId) {
        self.barrier(object, false);
    }

    /// The entry through `Weak::upgrade`. Whether it succeeds; the caller has counted the `Ref` already.
    pub(crate) fn enter_by_upgrade(&mut self, object: ObjectId) -> bool {
        !self.rules.barrier_upgrade || self.barrier(object, true)
    }

    fn barrier(&mut self, object: ObjectId, upgrade: bool) -> bool {
        if !self.objects[object].ceded || self.objects[object].state != State::Alive {
            return true;
        }
        if self.live_wrapper(object).is_some() {
            if let Some((list, pin)) = self.pin(object) {
                self.turn.pins.push((object, list, pin));
            }
            return true;
        }
        let frontier = self.frontier(object);
        let weak = self.weak_slots(&frontier);
        let gone = weak.iter().any(|&(_, slot)| self.is_weak_and_dead(slot));
        if upgrade && gone && self.rules.upgrade_checks_first {
            self.summary.failed_upgrades += 1;
            return false;
        }
        let intact = frontier
            .promoted
            .iter()
            .all(|&object| self.objects[object].handle.is_none());
        let old = self.pinned.len();
        self.promote(&frontier);
        if upgrade && (intact || !self.rules.undo_needs_handles) {
            let pins = self.pinned[old..].to_vec();
            let objects = [frontier.promoted, frontier.pinned].concat();
            self.turn.promotions.push(Promotion {
                objects,
                weak,
                pins,
            });
        } else {
            self.turn.mutated = true;
        }
        true
    }

    /// What a promotion would strengthen, with who holds it.
    fn weak_slots(&self, frontier: &Frontier) -> Vec<(ObjectId, SlotId)> {
        let mut weak = Vec::new();
        for &object in &frontier.promoted {
            let slots = self.objects[object].slots();
            let slots = slots.filter(|&slot| {
                let slot = &self.slots[slot];
                slot.weak_soon || matches!(slot.value, Value::Weak(_))
            });
            weak.extend(slots.map(|slot| (object, slot)));
        }
        weak
    }

    /// Makes the list of a handled object strong until the next pass.
    fn pin(&mut self, object: ObjectId) -> Option<(ListId, Pin)> {
        self.change_state(object, false);
        self.summary.pins += 1;
        let wrapper = self.live_wrapper(object)?;
        let list = self.js[wrapper].list?;
        let pin = if self.rules.lists_are_pinned {
            Pin::List(list)
        } else {
            Pin::Wrapper(wrapper)
        };
        self.pinned.push(pin);
        Some((list, pin))
    }

    fn frontier(&self, object: ObjectId) -> Frontier {
        let mut frontier = Frontier {
            promoted: Vec::new(),
            pinned: Vec::new(),
        };
        let mut seen = vec![false; self.objects.len()];
        let mut todo = vec![object];
        while let Some(object) = todo.pop() {
            if seen[object] || !self.objects[object].ceded {
                continue;
            }
            seen[object] = true;
            if self.live_wrapper(object).is_some() {
                frontier.pinned.push(object);
                continue;
            }
            frontier.promoted.push(object);
            if self.rules.promotion_descends {
                todo.extend(&self.objects[object].refs);
            }
        }
        frontier
    }

    fn promote(&mut self, frontier: &Frontier) {
        self.summary.promotions += 1;
        for &object in &frontier.pinned {
            self.pin(object);
        }
        for &object in &frontier.promoted {
            self.change_state(object, false);
            if let Some(handle) = self.objects[object].handle
                && self.rules.promotion_drops_dead_handles
            {
                // Nothing is dropped: whoever led here holds the object.
                self.release_share(handle);
            }
            if self.rules.promotion_strengthens {
                self.strengthen_slots(object);
            }
        }
    }

    pub(crate) fn strengthen_slots(&mut self, object: ObjectId) {
        let slots: Vec<_> = self.objects[object].slots().collect();
        for slot in slots {
            self.strengthen(slot);
        }
    }
}

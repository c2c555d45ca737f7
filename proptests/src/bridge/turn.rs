//! The end of a turn: the cure for polling.
//!
//! A registry of listeners that upgrades a `Weak` in every turn would pin garbage for ever. So what was pinned in a turn
//! is ceded again at its end, if the turn changed nothing that the last pass has counted.

use super::world::{ListId, ObjectId, Pin, Promotion, Turn, Value, World};

impl World {
    pub(crate) fn end_turn(&mut self) {
        for frame in &mut self.frames {
            frame.js.clear();
        }
        let turn = std::mem::take(&mut self.turn);
        if self.is_undone(&turn) {
            for (object, list, pin) in turn.pins {
                self.undo_pin(object, list, pin);
            }
            for promotion in turn.promotions {
                self.undo_promotion(&promotion);
            }
        }
        if !self.rules.pins_last {
            self.pinned.clear();
        }
    }

    fn is_undone(&self, turn: &Turn) -> bool {
        let rules = self.rules;
        let together = rules.undo_promotions_together && rules.undo_promotion_whole;
        rules.turns_are_undone
            && !(turn.mutated && rules.undo_unless_mutated)
            && !(together
                && turn
                    .promotions
                    .iter()
                    .any(|promotion| !self.is_whole(promotion)))
    }

    fn is_whole(&self, promotion: &Promotion) -> bool {
        promotion
            .objects
            .iter()
            .all(|&object| self.is_intact(object))
    }

    /// Whether an object that was promoted or pinned in a promotion is as the last pass left it.
    fn is_intact(&self, object: ObjectId) -> bool {
        let handled = self.objects[object].handle.is_some();
        self.is_as_counted(object) && (!handled || self.live_wrapper(object).is_some())
    }

    /// How many `Ref`s there are, as a turn compares them with those that the last pass has counted.
    pub(super) fn references(&self, object: ObjectId) -> u32 {
        let found = &self.objects[object];
        let shares = found.handle.is_some() && self.rules.undo_counts_without_handles;
        found.strong - u32::from(shares)
    }

    /// Whether an object is as the last pass left it, but for its flag.
    fn is_as_counted(&self, object: ObjectId) -> bool {
        let found = &self.objects[object];
        let counted =
            found.snapshot == Some(self.references(object)) || !self.rules.undo_needs_count;
        let borrowed = self.is_borrowed(object) && self.rules.undo_unless_borrowed;
        self.is_alive(object) && !found.ceded && counted && !borrowed
    }

    fn unpin(&mut self, pin: Pin) {
        self.pinned.retain(|other| *other != pin);
    }

    fn undo_pin(&mut self, object: ObjectId, list: ListId, pin: Pin) {
        let wrapper = self.live_wrapper(object);
        let same = wrapper.is_some_and(|wrapper| self.js[wrapper].list == Some(list));
        if self.is_as_counted(object) && (same || !self.rules.undo_needs_list) {
            self.unpin(pin);
            self.change_state(object, true);
            self.summary.undone += 1;
        }
    }

    fn undo_promotion(&mut self, promotion: &Promotion) {
        if self.rules.undo_promotion_whole && !self.is_whole(promotion) {
            return;
        }
        for &pin in &promotion.pins {
            self.unpin(pin);
        }
        for &object in &promotion.objects {
            if !self.is_intact(object) {
                continue;
            }
            self.change_state(object, true);
            self.summary.undone += 1;
            for &(_, slot) in promotion
                .weak
                .iter()
                .filter(|(holder, _)| *holder == object)
            {
                if let Value::Strong(value) = self.slots[slot].value {
                    self.slots[slot].value = Value::Weak(value);
                }
            }
        }
    }
}

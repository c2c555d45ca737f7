//! The end of a turn: the cure for polling.
//!
//! A registry of listeners that upgrades a `Weak` in every turn would pin garbage for ever. So what was pinned in a turn
//! is ceded again at its end, if the turn changed nothing that the last pass has counted.

use super::world::{ListId, ObjectId, Pin, Promotion, Value, World};

impl World {
    pub(crate) fn end_turn(&mut self) {
        for frame in &mut self.frames {
            frame.js.clear();
        }
        let turn = std::mem::take(&mut self.turn);
        if self.rules.turns_are_undone && !(turn.mutated && self.rules.undo_unless_mutated) {
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

    /// Whether an object is as the last pass left it, but for its flag.
    fn is_as_counted(&self, object: ObjectId) -> bool {
        let found = &self.objects[object];
        let counted = found.snapshot == Some(found.strong) || !self.rules.undo_needs_count;
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
            self.objects[object].ceded = true;
            self.summary.undone += 1;
        }
    }

    fn undo_promotion(&mut self, promotion: &Promotion) {
        let intact = |&object: &ObjectId| {
            let handled = self.objects[object].handle.is_some();
            self.is_as_counted(object) && (!handled || self.live_wrapper(object).is_some())
        };
        let intact: Vec<bool> = promotion.objects.iter().map(intact).collect();
        let whole = intact.iter().all(|&intact| intact);
        if !whole && self.rules.undo_promotion_whole {
            return;
        }
        for &pin in &promotion.pins {
            self.unpin(pin);
        }
        for (&object, intact) in promotion.objects.iter().zip(intact) {
            if !intact {
                continue;
            }
            self.objects[object].ceded = true;
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

//! Handles and wrappers: how they are made, found, retained and released.

use super::world::{Entry, JsId, Number, ObjectId, World};

impl World {
    /// The wrapper of an object that is alive and was not disposed: what a `WeakRef` finds.
    pub(crate) fn live_wrapper(&self, object: ObjectId) -> Option<JsId> {
        let wrapper = self.entries[self.objects[object].handle?].wrapper?;
        self.js[wrapper].alive.then_some(wrapper)
    }

    /// The object that a number names.
    pub(crate) fn resolve(&self, number: Number) -> Option<ObjectId> {
        let entry = &self.entries[number.index];
        entry
            .object
            .filter(|_| entry.generation == number.generation)
    }

    /// Finds or makes the wrapper of an object.
    pub(crate) fn wrap(&mut self, object: ObjectId) -> JsId {
        if self.rules.watch_exposure {
            self.touch(object);
        }
        if let Some(wrapper) = self.live_wrapper(object) {
            return wrapper;
        }
        let index = match self.objects[object].handle {
            Some(index) => {
                self.summary.second_wrappers += 1;
                index
            }
            None => self.expose(object),
        };
        let wrapper = self.new_js();
        let entry = &mut self.entries[index];
        entry.wrapper = Some(wrapper);
        entry.unreported += 1;
        entry.stamp += 1;
        let number = Number {
            index,
            generation: entry.generation,
        };
        self.js[wrapper].number = Some(number);
        self.numbers.push(number);
        self.registered.push((wrapper, number));
        if self.rules.new_wrapper_clears_flag {
            self.objects[object].ceded = false;
        }
        self.turn.mutated |= self.rules.undo_unless_exposed;
        wrapper
    }

    fn expose(&mut self, object: ObjectId) -> usize {
        let index = self.free_entries.pop().unwrap_or_else(|| {
            self.entries.push(Entry {
                generation: 0,
                object: None,
                wrapper: None,
                unreported: 0,
                stamp: 0,
                raw: 0,
            });
            self.entries.len() - 1
        });
        self.entries[index].object = Some(object);
        self.objects[object].handle = Some(index);
        self.objects[object].barred = false;
        self.count(object);
        index
    }

    /// A raw retain.
    pub(crate) fn retain(&mut self, number: Number) {
        let Some(object) = self.resolve(number) else {
            return;
        };
        self.come_by_handle(object, self.rules.barrier_retain);
        self.turn.mutated |= self.rules.undo_unless_retained;
        // The barrier may have found all wrappers dead and taken the handle away.
        if self.resolve(number).is_some() {
            self.entries[number.index].raw += 1;
            self.retained.push(number);
        }
    }

    /// Gives up a raw retain, which the program has.
    pub(crate) fn release(&mut self, number: Number) {
        self.entries[number.index].raw -= 1;
        self.turn.mutated = true;
        self.drop_handle_if_unowned(number.index);
    }

    /// `dispose()`.
    pub(crate) fn dispose(&mut self, wrapper: JsId) {
        let Some(object) = self.js[wrapper]
            .number
            .and_then(|number| self.resolve(number))
        else {
            return;
        };
        self.come_by_handle(object, self.rules.barrier_dispose);
        self.turn.mutated = true;
        if let Some(index) = self.objects[object].handle {
            self.js[wrapper].number = None;
            self.release_share(index);
        }
    }

    /// The wrapper gives up its share of the handle: disposed, or dead.
    pub(crate) fn release_share(&mut self, index: usize) {
        let Some(wrapper) = self.entries[index].wrapper.take() else {
            return;
        };
        if self.rules.disposed_wrappers_lose_lists {
            self.js[wrapper].list = None;
        }
        if let Some(object) = self.entries[index].object {
            if self.rules.watch_handles {
                self.touch(object);
            }
            self.objects[object].preserved = false;
            if let Some(slot) = self.objects[object].preserve.take() {
                self.unhold(slot);
            }
        }
        self.drop_handle_if_unowned(index);
    }

    fn drop_handle_if_unowned(&mut self, index: usize) {
        let entry = &mut self.entries[index];
        if entry.wrapper.is_some() || entry.raw > 0 {
            return;
        }
        entry.generation += 1;
        entry.unreported = 0;
        self.free_entries.push(index);
        if let Some(object) = entry.object.take() {
            if self.rules.watch_handles {
                self.touch(object);
            }
            self.objects[object].handle = None;
            self.uncount(object);
        }
    }

    /// `preserve()`: as long as the object lives, so does its wrapper.
    pub(crate) fn preserve(&mut self, object: ObjectId, wrapper: JsId) {
        self.objects[object].preserved = true;
        if self.rules.preserve_holds_wrapper && self.objects[object].preserve.is_none() {
            self.objects[object].preserve = Some(self.hold(wrapper));
        }
        self.turn.mutated = true;
    }

    /// The engine reports a dead wrapper, at last.
    pub(crate) fn finalize(&mut self, number: Number) {
        let rules = self.rules;
        let entry = &mut self.entries[number.index];
        if entry.generation != number.generation {
            self.summary.late_finalizers += 1;
            if rules.stale_finalizers_are_ignored {
                return;
            }
        }
        entry.unreported = entry.unreported.saturating_sub(1);
        if entry.unreported == 0 || !rules.last_wrapper_releases {
            self.release_share(number.index);
        }
    }

    /// Releases the handles of wrappers that have died.
    pub(crate) fn sweep(&mut self) {
        // Until nothing is found, because `Drop` code may run the other collector.
        while let Some(index) = (0..self.entries.len()).find(|&index| self.has_died(index)) {
            self.release_share(index);
        }
    }

    pub(crate) fn has_died(&self, index: usize) -> bool {
        self.entries[index]
            .wrapper
            .is_some_and(|wrapper| !self.js[wrapper].alive)
    }
}

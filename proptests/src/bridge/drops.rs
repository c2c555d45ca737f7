//! Dropping by counting, and what `Drop` code does.

use super::world::{ObjectId, State, World};

impl World {
    pub(crate) fn drop_if_unowned(&mut self, object: ObjectId) {
        let unowned = self.objects[object].strong == 0 && self.is_alive(object);
        if unowned && !self.is_borrowed(object) {
            self.summary.dropped += 1;
            self.drop_value(object);
        }
    }

    /// Runs the `Drop` code and drops the fields.
    pub(crate) fn drop_value(&mut self, object: ObjectId) {
        self.turn.mutated = true;
        if self.rules.watch_drops {
            self.touch(object);
        }
        let condemned = self.objects[object].state == State::Condemned;
        let ceded = self.objects[object].ceded && self.rules.barrier_drop;
        if ceded || condemned && self.rules.barrier_drop_of_garbage {
            for child in self.objects[object].refs.clone() {
                self.enter(child);
            }
        }
        if ceded {
            self.strengthen_slots(object);
        }
        // From here on nobody can get hold of it again.
        self.objects[object].state = State::Condemned;
        self.objects[object].ceded = false;
        self.run_drop_code(object);
        self.objects[object].state = State::Freed;
        for slot in std::mem::take(&mut self.objects[object].js_refs) {
            self.unhold(slot);
        }
        for child in std::mem::take(&mut self.objects[object].refs) {
            self.uncount(child);
        }
    }

    fn run_drop_code(&mut self, object: ObjectId) {
        let act = self.objects[object].act % 8;
        // What is condemned with it answers `Freed`, so `Drop` code cannot do anything with it.
        let child = self.objects[object]
            .refs
            .iter()
            .position(|&child| self.is_alive(child));
        if matches!(act, 1 | 3)
            && let Some(child) = child
        {
            let child = self.objects[object].refs.remove(child);
            self.rust_refs.push(child);
        }
        if matches!(act, 2 | 3)
            && let Some(slot) = self.objects[object].js_refs.pop()
        {
            self.rust_js_refs.push(slot);
        }
        if act == 4
            && let Some(child) = child
        {
            let child = self.walk(self.objects[object].refs[child], 2);
            self.clone_ref(child);
            self.rust_refs.push(child);
        }
        if act == 5 {
            self.gc();
        }
        if act == 6
            && let Some(child) = child
        {
            let wrapper = self.wrap(self.objects[object].refs[child]);
            self.js_roots.push(wrapper);
        }
        if act == 7
            && let Some(&weak) = self.rust_weaks.first()
        {
            self.upgrade(weak, true);
        }
    }
}

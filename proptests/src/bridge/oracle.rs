//! The oracle, which sees both heaps: what is reachable exists, what exists is counted right, and in the end what exists is
//! reachable.

use super::world::{JsId, ObjectId, State, Value, World};

/// What the program and the Rust code can reach, through both heaps.
pub(crate) struct Reached {
    objects: Vec<bool>,
    js: Vec<bool>,
}

impl Reached {
    pub(crate) fn contains(&self, object: ObjectId) -> bool {
        self.objects[object]
    }
}

impl World {
    /// `keep_wrappers`: live objects keep their wrappers, as the lists of a pass do.
    pub(crate) fn reach(&self, keep_wrappers: bool) -> Reached {
        let mut reached = Reached {
            objects: vec![false; self.objects.len()],
            js: vec![false; self.js.len()],
        };
        let mut objects = self.rust_refs.clone();
        objects.extend(self.frames.iter().map(|frame| frame.object));
        objects.extend(self.frames.iter().filter_map(|frame| frame.arg));
        objects.extend(
            self.entries
                .iter()
                .filter(|entry| entry.raw > 0)
                .filter_map(|entry| entry.object),
        );
        let mut js: Vec<JsId> = self.js_roots.clone();
        js.extend(self.frames.iter().flat_map(|frame| &frame.js));
        js.extend(
            self.rust_js_refs
                .iter()
                .filter_map(|&slot| self.slot_value(slot)),
        );
        loop {
            if let Some(object) = objects.pop() {
                if std::mem::replace(&mut reached.objects[object], true) {
                    continue;
                }
                let found = &self.objects[object];
                objects.extend(&found.refs);
                js.extend(
                    found
                        .js_refs
                        .iter()
                        .filter_map(|&slot| self.slot_value(slot)),
                );
                if let Some(handle) = found.handle
                    && let Some(wrapper) = self.entries[handle].wrapper
                    && (found.preserved || keep_wrappers && self.js[wrapper].alive)
                {
                    js.push(wrapper);
                }
            } else if let Some(value) = js.pop() {
                if std::mem::replace(&mut reached.js[value], true) {
                    continue;
                }
                js.extend(&self.js[value].out);
                objects.extend(
                    self.js[value]
                        .number
                        .and_then(|number| self.resolve(number)),
                );
            } else {
                return reached;
            }
        }
    }

    /// After every step.
    pub(crate) fn check(&mut self) {
        let reached = self.reach(false);
        if let Some(object) = (0..self.objects.len())
            .find(|&object| reached.objects[object] && !self.is_alive(object))
        {
            self.lose(format!("object {object} is reachable and was freed"));
        }
        if let Some(js) = (0..self.js.len()).find(|&js| reached.js[js] && !self.js[js].alive) {
            self.lose(format!(
                "JavaScript object {js} is reachable and was collected"
            ));
        }
        let released = |js: &JsId| {
            self.js[*js]
                .number
                .is_some_and(|number| self.resolve(number).is_none())
        };
        if let Some(js) = (0..self.js.len())
            .filter(|&js| reached.js[js])
            .find(released)
        {
            self.lose(format!("wrapper {js} is reachable and was released"));
        }
        self.check_counts();
    }

    /// The model's own bookkeeping.
    fn check_counts(&self) {
        let mut strong = vec![0; self.objects.len()];
        let mut clones = vec![0; self.slots.len()];
        for object in &self.objects {
            object.refs.iter().for_each(|&child| strong[child] += 1);
            object.slots().for_each(|slot| clones[slot] += 1);
        }
        self.rust_refs
            .iter()
            .for_each(|&object| strong[object] += 1);
        self.frames
            .iter()
            .filter_map(|frame| frame.arg)
            .for_each(|object| strong[object] += 1);
        self.entries
            .iter()
            .filter_map(|entry| entry.object)
            .for_each(|object| strong[object] += 1);
        self.rust_js_refs.iter().for_each(|&slot| clones[slot] += 1);
        for (id, (object, strong)) in self.objects.iter().zip(strong).enumerate() {
            assert_eq!(object.strong, strong);
            assert_eq!(object.state == State::Condemned, self.late.drops(id));
        }
        for (slot, clones) in self.slots.iter().zip(clones) {
            assert_eq!(slot.clones, clones);
            assert_eq!(slot.value == Value::Free, clones == 0);
        }
    }

    /// Lets everything come to rest: as many rounds as the longest chain of garbage needs. With `poll`, every global `Weak`
    /// is upgraded in a turn of its own after each pass.
    pub(crate) fn settle(&mut self, poll: bool, sliced: bool) {
        while !self.frames.is_empty() {
            self.end();
        }
        for _ in 0..12 {
            if sliced {
                self.pass_in_slices(poll);
            } else {
                self.pass();
                self.end_turn();
            }
            self.poll(poll);
            self.gc();
            while let Some(number) = self.finalizers.pop() {
                self.finalize(number);
            }
            self.check();
        }
    }

    fn poll(&mut self, poll: bool) {
        for weak in self.rust_weaks.clone() {
            if poll {
                self.upgrade(weak, false);
                self.end_turn();
            }
        }
    }

    /// The program goes on meanwhile.
    fn pass_in_slices(&mut self, poll: bool) {
        self.finish_slices();
        loop {
            self.slice(5);
            self.end_turn();
            self.poll(poll);
            if !self.is_slicing() {
                return;
            }
            self.gc();
            self.check();
        }
    }

    /// At rest, nothing exists that is not reachable.
    pub(crate) fn check_leaks(&self) -> Result<(), String> {
        let reached = self.reach(true);
        if let Some(object) = self.alive().find(|&object| !reached.objects[object]) {
            return Err(format!("object {object} is unreachable and was not freed"));
        }
        match (0..self.js.len()).find(|&js| self.js[js].alive && !reached.js[js]) {
            Some(js) => Err(format!(
                "JavaScript object {js} is unreachable and was not collected"
            )),
            None => Ok(()),
        }
    }

    /// Forgets every variable and every global: all tables must become empty.
    pub(crate) fn close(&mut self, poll: bool, sliced: bool) -> Result<(), String> {
        for number in std::mem::take(&mut self.retained) {
            self.release(number);
        }
        loop {
            self.js_roots.clear();
            while let Some(object) = self.rust_refs.pop() {
                self.uncount(object);
            }
            while let Some(slot) = self.rust_js_refs.pop() {
                self.unhold(slot);
            }
            self.settle(poll, sliced);
            // `Drop` code may have put others there, but runs only once for each object.
            if self.rust_refs.is_empty() && self.rust_js_refs.is_empty() && self.js_roots.is_empty()
            {
                break;
            }
        }
        let objects = self.alive().count();
        let js = self.js.iter().filter(|js| js.alive).count();
        let slots = self.slots.len() - self.free_slots.len();
        let handles = self.entries.len() - self.free_entries.len();
        if [objects, js, slots, handles] == [0; 4] {
            return Ok(());
        }
        Err(format!(
            "left over: {objects} objects, {js} JavaScript objects, {slots} slots, {handles} handles"
        ))
    }
}

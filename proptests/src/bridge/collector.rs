//! The bridge pass, in one job: release, count, mark, plan, commit, free.

use super::world::{Item, JsId, ObjectId, SlotId, State, Turn, Value, World};

/// What a pass finds out before it changes anything.
struct Findings {
    /// By object: reached from a Rust root.
    live: Vec<bool>,
    /// By object: not live, and reached from a handled object that is not live.
    ceded: Vec<bool>,
    /// By slot: clones in what is traced.
    traced: Vec<u32>,
    /// Handled objects that are not live.
    plans: Vec<(ObjectId, Vec<Item>)>,
}

impl World {
    pub(crate) fn pass(&mut self) {
        self.finish_slices();
        self.summary.passes += 1;
        self.turn = Turn::default();
        if self.rules.dead_wrappers_are_released_first {
            self.sweep();
        }
        let findings = self.find();
        self.toggle(&findings);
        self.mirror(&findings);
        let condemned: Vec<_> = self
            .alive()
            .filter(|&object| !findings.live[object] && !findings.ceded[object])
            .collect();
        for object in 0..self.objects.len() {
            let (found, ceded) = (&mut self.objects[object], findings.ceded[object]);
            // What stays as it is has its barrier already.
            if found.ceded != ceded || std::mem::take(&mut found.watched) {
                found.barred = ceded;
            }
            found.ceded = ceded;
        }
        if self.rules.pins_are_cleared_before_freeing {
            self.pinned.clear();
        }
        self.free(&condemned);
        if !self.rules.pins_are_cleared_before_freeing {
            self.pinned.clear();
        }
        for object in 0..self.objects.len() {
            self.objects[object].snapshot = Some(self.references(object));
        }
    }

    pub(crate) fn alive(&self) -> impl Iterator<Item = ObjectId> {
        (0..self.objects.len()).filter(|&object| self.is_alive(object))
    }

    /// Whether `Trace` cannot look into an object now.
    pub(crate) fn is_opaque(&self, object: ObjectId) -> bool {
        self.frames
            .iter()
            .any(|frame| frame.object == object && frame.mutable)
    }

    fn find(&self) -> Findings {
        let objects = self.objects.len();
        let (mut refs, mut traced) = (vec![0; objects], vec![0; self.slots.len()]);
        let opaque: Vec<bool> = (0..objects).map(|object| self.is_opaque(object)).collect();
        for object in self.alive().filter(|&object| !opaque[object]) {
            for &child in &self.objects[object].refs {
                refs[child] += 1;
            }
            for slot in self.objects[object].slots() {
                traced[slot] += 1;
            }
        }
        let mut live = vec![false; objects];
        let mut todo: Vec<_> = self
            .alive()
            .filter(|&object| self.is_root(object, refs[object]))
            .collect();
        while let Some(object) = todo.pop() {
            if !std::mem::replace(&mut live[object], true) && !opaque[object] {
                todo.extend(&self.objects[object].refs);
            }
        }
        let mut ceded = vec![false; objects];
        let mut plans = Vec::new();
        for object in self
            .alive()
            .filter(|&object| !live[object] && self.objects[object].handle.is_some())
        {
            plans.push((object, self.plan(object, &live, &opaque, &mut ceded)));
        }
        Findings {
            live,
            ceded,
            traced,
            plans,
        }
    }

    pub(crate) fn is_root(&self, object: ObjectId, traced: u32) -> bool {
        let found = &self.objects[object];
        let retained = found
            .handle
            .is_some_and(|handle| self.entries[handle].raw > 0);
        // More traced than counted is a wrong `Trace`: then nothing is known, so it is a root as well.
        found.strong != traced + u32::from(found.handle.is_some())
            || retained && self.rules.raw_retains_are_roots
            || self.is_borrowed(object) && self.rules.borrowed_are_roots
    }

    /// What a handled object leads to: through unhandled objects, up to handled ones.
    fn plan(
        &self,
        start: ObjectId,
        live: &[bool],
        opaque: &[bool],
        ceded: &mut [bool],
    ) -> Vec<Item> {
        let mut items = Vec::new();
        let mut seen = vec![false; self.objects.len()];
        seen[start] = true;
        let mut todo = vec![start];
        while let Some(object) = todo.pop() {
            ceded[object] = true;
            if opaque[object] {
                continue;
            }
            items.extend(self.objects[object].slots().map(|slot| Item::Slot {
                slot,
                stamp: self.slots[slot].stamp,
            }));
            for &child in &self.objects[object].refs {
                if live[child] || std::mem::replace(&mut seen[child], true) {
                    continue;
                }
                let Some(handle) = self.objects[child].handle else {
                    todo.push(child);
                    continue;
                };
                ceded[child] = true;
                let entry = &self.entries[handle];
                items.push(Item::Wrapper {
                    handle,
                    generation: entry.generation,
                    stamp: entry.stamp,
                });
            }
        }
        items.sort_unstable();
        items.dedup();
        items
    }

    /// Slots become weak or strong.
    fn toggle(&mut self, findings: &Findings) {
        let rules = self.rules;
        let mut in_live = vec![false; self.slots.len()];
        let mut in_garbage = vec![false; self.slots.len()];
        let mut in_ceded = vec![false; self.slots.len()];
        for object in self.alive() {
            let list = if findings.live[object] {
                &mut in_live
            } else if findings.ceded[object] {
                &mut in_ceded
            } else {
                &mut in_garbage
            };
            for slot in self.objects[object].slots() {
                list[slot] = true;
            }
        }
        for slot in 0..self.slots.len() {
            let untraced = self.slots[slot].clones > findings.traced[slot];
            let weak = in_ceded[slot]
                && !(untraced && rules.untraced_clones_are_strong)
                && !(in_live[slot] && rules.live_clones_are_strong)
                && !(in_garbage[slot] && rules.garbage_clones_are_strong);
            let weak = weak || in_garbage[slot] && !rules.garbage_clones_are_strong;
            match self.slots[slot].value {
                Value::Strong(value) if weak => self.slots[slot].value = Value::Weak(value),
                Value::Weak(_)
                    if !weak && (in_live[slot] || rules.moved_slots_are_strengthened) =>
                {
                    self.strengthen(slot);
                }
                _ => {}
            }
        }
    }

    /// Writes the lists that are not what they should be already.
    fn mirror(&mut self, findings: &Findings) {
        let mut planned = vec![false; self.objects.len()];
        for (object, items) in &findings.plans {
            planned[*object] = true;
            let Some(wrapper) = self.live_wrapper(*object) else {
                continue;
            };
            if self.is_unchanged(*object, items) {
                self.summary.unchanged += 1;
                continue;
            }
            self.lists.push(
                items
                    .iter()
                    .filter_map(|&item| self.value_of(item))
                    .collect(),
            );
            self.js[wrapper].list = Some(self.lists.len() - 1);
            self.objects[*object].plan = Some(items.clone());
        }
        let unplanned = planned.iter().enumerate().filter(|(_, planned)| !**planned);
        for (object, _) in unplanned {
            self.objects[object].plan = None;
            if let Some(wrapper) = self.live_wrapper(object)
                && self.rules.live_wrappers_lose_lists
            {
                self.js[wrapper].list = None;
            }
        }
    }

    /// Whether the wrapper has the right list already, as far as Rust knows.
    pub(crate) fn is_unchanged(&self, object: ObjectId, items: &[Item]) -> bool {
        let rules = self.rules;
        let same = |(old, new): (&Item, &Item)| match (*old, *new) {
            (
                Item::Slot {
                    slot: a,
                    stamp: old,
                },
                Item::Slot {
                    slot: b,
                    stamp: new,
                },
            ) => a == b && (old == new || !rules.unchanged_needs_slot_stamps),
            (
                Item::Wrapper {
                    handle: a,
                    generation: old,
                    stamp: first,
                },
                Item::Wrapper {
                    handle: b,
                    generation: new,
                    stamp: second,
                },
            ) => (a, old) == (b, new) && (first == second || !rules.unchanged_needs_wrapper_stamps),
            _ => false,
        };
        let Some(old) = &self.objects[object].plan else {
            return false;
        };
        (self.objects[object].ceded || !rules.unchanged_needs_flag)
            && old.len() == items.len()
            && old.iter().zip(items).all(same)
    }

    pub(crate) fn value_of(&self, item: Item) -> Option<JsId> {
        let value = match item {
            Item::Slot { slot, .. } => self.slot_value(slot),
            Item::Wrapper { handle, .. } => self.entries[handle].wrapper,
        };
        value.filter(|&value| self.js[value].alive)
    }

    pub(crate) fn slot_value(&self, slot: SlotId) -> Option<JsId> {
        match self.slots[slot].value {
            Value::Strong(value) | Value::Weak(value) => Some(value),
            Value::Free | Value::Gone => None,
        }
    }

    /// All are condemned before the first is dropped, so that no `Drop` code finds one neighbour alive and one freed.
    fn free(&mut self, condemned: &[ObjectId]) {
        for &object in condemned {
            self.objects[object].state = State::Condemned;
        }
        for &object in condemned {
            self.summary.condemned += 1;
            self.drop_value(object);
        }
    }
}

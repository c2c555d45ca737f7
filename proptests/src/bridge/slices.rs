//! The bridge pass in slices: the program runs in between.
//!
//! A first job records each object: its edges, and that it is *watched* from then on. Whoever gets at a watched object in a way
//! that can change its edges, or make another `Ref` to it, puts it on the list of what *changed* first. Roots are found,
//! marked and planned on the records, and lists are written while all slots they name are still as the last pass left them; a list
//! that another one replaces is pinned until the commit.
//!
//! The commit is one job. What has changed is recorded again, and with it whatever it refers to or did refer to is
//! counted again. Then every object that is not live has exactly the `Ref`s that are in records of objects that are
//! not live: the records are true, and nothing outside has a hold on it. So it may be ceded as in a pass that is one job. What
//! changed gets its list anew, and so does whoever has its contents on a list.
//!
//! Three things follow in slices again: slots become weak, if nobody has strengthened them meanwhile; wrappers that are to have no
//! list lose theirs; what was condemned in the commit is dropped.

use super::world::{Item, JsId, ObjectId, Pin, SlotId, State, Turn, Value, World};

/// What is known of an object: its edges, as of when it was recorded last.
#[derive(Clone, Default)]
struct Record {
    refs: Vec<ObjectId>,
    slots: Vec<SlotId>,
    handle: Option<usize>,
    ceded: bool,
    /// It was borrowed then: whoever has borrowed it may change it without being noticed.
    in_use: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Phase {
    Record,
    Roots,
    Settle,
    Mark,
    Send,
    Commit,
}

/// A pass that has not committed yet. The vectors are by object.
pub(crate) struct Slices {
    phase: Phase,
    next: usize,
    /// How many objects there were in the beginning.
    end: usize,
    records: Vec<Option<Record>>,
    live: Vec<bool>,
    ceded: Vec<bool>,
    todo: Vec<ObjectId>,
    /// What each list was made of: the objects that the walk went through.
    walked: Vec<Vec<ObjectId>>,
    plans: Vec<Option<Vec<Item>>>,
    /// What was entered, changed, made or dropped since it was recorded.
    pub(crate) changed: Vec<ObjectId>,
}

/// What a commit has left to do.
#[derive(Default)]
pub(crate) struct Late {
    weaken: Vec<SlotId>,
    clear: Vec<JsId>,
    drop: Vec<ObjectId>,
}

impl World {
    /// An object is got at in a way that can change its edges or its count.
    pub(crate) fn touch(&mut self, object: ObjectId) {
        if std::mem::replace(&mut self.objects[object].watched, false)
            && let Some(slices) = &mut self.slices
        {
            slices.changed.push(object);
        }
    }

    /// Whether the program was asked to wait for the rest of a pass.
    pub(crate) fn is_slicing(&self) -> bool {
        self.slices.is_some() || !self.late.is_empty()
    }

    /// Carries out so much of a pass, or begins one.
    pub(crate) fn slice(&mut self, work: u16) {
        if !self.is_slicing() {
            let objects = self.objects.len();
            self.summary.slices += 1;
            self.slices = Some(Slices {
                phase: Phase::Record,
                next: 0,
                end: objects,
                records: vec![None; objects],
                live: vec![false; objects],
                ceded: vec![false; objects],
                todo: Vec::new(),
                walked: vec![Vec::new(); objects],
                plans: vec![None; objects],
                changed: Vec::new(),
            });
        }
        for _ in 0..work {
            if !self.is_slicing() {
                break;
            }
            self.unit();
        }
    }

    /// Whatever is under way comes to its end, because a pass is wanted at once.
    pub(crate) fn finish_slices(&mut self) {
        while self.is_slicing() {
            self.unit();
        }
    }

    fn unit(&mut self) {
        // Taken out, because user code may run; what changes meanwhile is put on a list of its own.
        let Some(slices) = &mut self.slices else {
            return self.late_unit();
        };
        slices.grow(self.objects.len());
        let next = slices.next;
        slices.next += 1;
        match slices.phase {
            Phase::Record if next < slices.end => self.record(next),
            Phase::Roots if next < slices.end => {
                if self.is_alive(next) && self.is_held(next) {
                    self.slices_mut().todo.push(next);
                }
            }
            Phase::Mark if !slices.todo.is_empty() => slices.mark_one(),
            Phase::Send if next < slices.end => {
                if slices.is_owner(next) {
                    self.send(next);
                }
            }
            Phase::Settle if next == 0 => self.settle_roots(),
            Phase::Commit => self.commit(),
            phase => {
                slices.next = 0;
                slices.phase = match phase {
                    Phase::Record => Phase::Roots,
                    Phase::Roots => Phase::Settle,
                    Phase::Settle => Phase::Mark,
                    Phase::Mark => Phase::Send,
                    Phase::Send | Phase::Commit => Phase::Commit,
                };
            }
        }
    }

    fn slices_mut(&mut self) -> &mut Slices {
        self.slices.as_mut().expect("a pass is under way")
    }

    fn record(&mut self, object: ObjectId) {
        let found = &self.objects[object];
        let record = self.is_alive(object).then(|| Record {
            refs: if self.is_opaque(object) {
                Vec::new()
            } else {
                found.refs.clone()
            },
            slots: if self.is_opaque(object) {
                Vec::new()
            } else {
                found.slots().collect()
            },
            handle: found.handle,
            ceded: found.ceded,
            in_use: self.is_borrowed(object) && self.rules.borrowed_are_roots,
        });
        let found = &mut self.objects[object];
        found.watched = record.is_some();
        // Where it is ceded the barrier stands already.
        if found.handle.is_some() && !found.ceded {
            found.barred = true;
        }
        self.slices_mut().records[object] = record;
    }

    /// Whether something holds an object that is in no record.
    fn is_held(&self, object: ObjectId) -> bool {
        let Some(slices) = &self.slices else {
            return false;
        };
        let records = slices.records.iter().flatten();
        let traced = records.flat_map(|record| &record.refs);
        let traced = traced.filter(|&&child| child == object).count() as u32;
        let in_use = slices.records[object]
            .as_ref()
            .is_none_or(|record| record.in_use);
        self.is_root(object, traced) || in_use
    }

    /// What was moved while roots were looked for is in no record, or in two: what seems to be held may not be.
    fn settle_roots(&mut self) {
        let [_, affected, _] = self.catch_up();
        let mut roots = std::mem::take(&mut self.slices_mut().todo);
        roots.extend(affected);
        roots.retain(|&object| self.is_alive(object) && self.is_held(object));
        let objects = self.objects.len();
        self.slices_mut().todo = roots;
        // What was made meanwhile is recorded now, and belongs to the rest of the pass.
        self.slices_mut().end = objects;
    }

    /// Makes the list of a handled object that is not live, from the records, and writes it if it is not there already.
    fn send(&mut self, owner: ObjectId) {
        let slices = self.slices_mut();
        let (items, walked) = slices.walk(owner);
        for &object in &walked {
            slices.ceded[object] = true;
        }
        slices.walked[owner] = walked;
        let mut plan: Vec<Item> = Vec::new();
        for item in items {
            plan.push(match item {
                Found::Slot(slot) => Item::Slot {
                    slot,
                    stamp: self.slots[slot].stamp,
                },
                Found::Wrapper(child, handle) => {
                    self.slices_mut().ceded[child] = true;
                    let entry = &self.entries[handle];
                    Item::Wrapper {
                        handle,
                        generation: entry.generation,
                        stamp: entry.stamp,
                    }
                }
            });
        }
        plan.sort_unstable();
        plan.dedup();
        let mut wrappers = vec![self.objects[owner].handle];
        wrappers.extend(plan.iter().filter_map(|item| match *item {
            Item::Wrapper { handle, .. } => Some(Some(handle)),
            Item::Slot { .. } => None,
        }));
        // What dies is released when it is looked for. Then its object has changed.
        for handle in wrappers.into_iter().flatten() {
            if self.has_died(handle) {
                self.release_share(handle);
            }
        }
        let Some(wrapper) = self.live_wrapper(owner) else {
            return;
        };
        if self.is_unchanged(owner, &plan) {
            self.summary.unchanged += 1;
        } else {
            let values = plan
                .iter()
                .filter_map(|&item| self.value_of(item))
                .collect();
            self.lists.push(values);
            let list = self.lists.len() - 1;
            if let Some(old) = self.js[wrapper].list.replace(list)
                && self.rules.replaced_lists_are_pinned
            {
                self.pinned.push(Pin::List(old));
            }
            // Unknown until the commit: what is on the wrapper is neither the old list nor one that was committed.
            self.objects[owner].plan = None;
        }
        self.slices_mut().plans[owner] = Some(plan);
    }

    /// Records again what has changed. Returns that, what must be counted again, and whose handle is another.
    fn catch_up(&mut self) -> [Vec<ObjectId>; 3] {
        let rules = self.rules;
        let mut changed = std::mem::take(&mut self.slices_mut().changed);
        changed.sort_unstable();
        changed.dedup();
        let (mut affected, mut moved) = (changed.clone(), Vec::new());
        for &object in &changed {
            let old = self.slices_mut().records[object].take();
            self.record(object);
            let slices = self.slices_mut();
            let new = slices.records[object].clone();
            let handle = |record: &Option<Record>| record.as_ref().and_then(|r| r.handle);
            if handle(&old) != handle(&new) {
                moved.push(object);
            }
            let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
            if slices.live[object] && rules.new_edges_of_live_are_marked {
                slices.todo.extend(&new.refs);
            }
            if rules.targets_are_counted_again {
                affected.extend(old.refs.iter().chain(&new.refs));
            }
        }
        [changed, affected, moved]
    }

    /// One attempt: user code that runs because wrappers are found dead may change things again.
    fn commit(&mut self) {
        let rules = self.rules;
        let [changed, affected, moved] = self.catch_up();
        for object in affected {
            let held = self.is_alive(object) && self.is_held(object);
            if held && !self.slices_mut().live[object] {
                self.slices_mut().todo.push(object);
            }
        }
        let slices = self.slices_mut();
        while !slices.todo.is_empty() {
            slices.mark_one();
        }
        let owners: Vec<_> = (0..slices.records.len())
            .filter(|&owner| slices.is_owner(owner))
            .filter(|&owner| {
                let names = |object: &ObjectId| slices.names(owner, *object);
                changed.contains(&owner) && rules.changed_lists_are_sent_again
                    || slices.walked[owner]
                        .iter()
                        .any(|object| changed.contains(object))
                        && rules.walks_through_changed_are_repeated
                    || moved.iter().any(names) && rules.lost_wrappers_are_walked_through
            })
            .collect();
        for owner in owners {
            self.send(owner);
        }
        // What was ceded by a walk is not condemned, so nor may be what it refers to.
        let slices = self.slices_mut();
        let mut todo = if rules.new_edges_of_ceded_are_ceded {
            changed
        } else {
            Vec::new()
        };
        while let Some(object) = todo.pop() {
            if slices.is_ceded(object)
                && let Some(record) = &slices.records[object]
            {
                for &child in &record.refs {
                    if !std::mem::replace(&mut slices.ceded[child], true) {
                        todo.push(child);
                    }
                }
            }
        }
        // If wrappers were dead, that has changed something, and there is another attempt.
        if self.slices_mut().changed.is_empty() {
            self.carry_out();
        }
    }

    fn carry_out(&mut self) {
        let rules = self.rules;
        let slices = self.slices.take().expect("a pass is under way");
        self.summary.committed += 1;
        self.turn = Turn::default();
        let mut counted = vec![0; self.slots.len()];
        for (object, record) in slices.records.iter().enumerate() {
            if let Some(record) = record.as_ref().filter(|_| slices.is_ceded(object)) {
                record.slots.iter().for_each(|&slot| counted[slot] += 1);
            }
        }
        for (slot, counted) in counted.into_iter().enumerate() {
            let weak = counted > 0 && counted == self.slots[slot].clones;
            if weak {
                self.slots[slot].weak_soon = true;
                self.late.weaken.push(slot);
            } else {
                self.strengthen(slot);
            }
        }
        for object in 0..self.objects.len() {
            let (ceded, live) = (slices.is_ceded(object), slices.live[object]);
            let recorded = slices.records[object].is_some() && self.is_alive(object);
            self.objects[object].watched = false;
            // What counts as live may have been garbage for long, and have lost values: it was held when it was recorded. So
            // the barrier of the last pass goes on to stand before it.
            let was_ceded = slices.records[object].as_ref().is_some_and(|r| r.ceded);
            let doubtful = live && was_ceded && rules.live_objects_stay_barred;
            // The barrier stands before all that is watched, so it stands before what is ceded now. What is as it was recorded is not
            // looked at.
            if was_ceded != (ceded || doubtful) {
                self.objects[object].ceded = ceded || doubtful;
            }
            self.objects[object].snapshot = Some(self.references(object));
            self.objects[object].plan = slices.plans[object]
                .clone()
                .filter(|_| slices.is_owner(object));
            if !slices.is_owner(object)
                && let Some(wrapper) = self.live_wrapper(object)
            {
                self.late.clear.push(wrapper);
            }
            if recorded && !live && !ceded {
                self.objects[object].state = State::Condemned;
                self.late.drop.push(object);
            }
        }
        self.pinned.clear();
    }

    /// What a commit has left to do, piece by piece.
    fn late_unit(&mut self) {
        if let Some(slot) = self.late.weaken.pop() {
            let found = &mut self.slots[slot];
            if (found.weak_soon || !self.rules.strengthened_slots_stay_strong)
                && let Value::Strong(value) = found.value
            {
                found.value = Value::Weak(value);
            }
            found.weak_soon = false;
        } else if let Some(wrapper) = self.late.clear.pop() {
            self.js[wrapper].list = None;
        } else if let Some(object) = self.late.drop.pop() {
            self.summary.condemned += 1;
            self.drop_value(object);
        }
    }
}

impl Late {
    fn is_empty(&self) -> bool {
        self.weaken.is_empty() && self.clear.is_empty() && self.drop.is_empty()
    }

    /// Whether an object is still to be dropped.
    pub(crate) fn drops(&self, object: ObjectId) -> bool {
        self.drop.contains(&object)
    }
}

/// What is found on a walk.
enum Found {
    Slot(SlotId),
    Wrapper(ObjectId, usize),
}

impl Slices {
    /// There may be new objects. They are recorded in the commit.
    fn grow(&mut self, objects: usize) {
        self.records.resize(objects, None);
        self.live.resize(objects, false);
        self.ceded.resize(objects, false);
        self.walked.resize(objects, Vec::new());
        self.plans.resize(objects, None);
    }

    fn mark_one(&mut self) {
        if let Some(object) = self.todo.pop()
            && !std::mem::replace(&mut self.live[object], true)
            && let Some(record) = &self.records[object]
        {
            self.todo.extend(&record.refs);
        }
    }

    /// Whether an object is to have a list.
    fn is_owner(&self, object: ObjectId) -> bool {
        let handled = |record: &Record| record.handle.is_some();
        !self.live[object] && self.records[object].as_ref().is_some_and(handled)
    }

    fn is_ceded(&self, object: ObjectId) -> bool {
        self.ceded[object] && !self.live[object] && self.records[object].is_some()
    }

    /// Whether an object that a list was made from refers to another.
    fn names(&self, owner: ObjectId, object: ObjectId) -> bool {
        let records = self.walked[owner]
            .iter()
            .filter_map(|&through| self.records[through].as_ref());
        records
            .flat_map(|record| &record.refs)
            .any(|&child| child == object)
    }

    /// What a handled object leads to: through unhandled objects, up to handled ones.
    fn walk(&self, owner: ObjectId) -> (Vec<Found>, Vec<ObjectId>) {
        let (mut items, mut walked) = (Vec::new(), vec![owner]);
        let mut next = 0;
        while let Some(&object) = walked.get(next) {
            next += 1;
            let Some(record) = &self.records[object] else {
                continue;
            };
            items.extend(record.slots.iter().map(|&slot| Found::Slot(slot)));
            for &child in &record.refs {
                if self.live[child] || walked.contains(&child) {
                    continue;
                }
                match self.records[child]
                    .as_ref()
                    .and_then(|record| record.handle)
                {
                    Some(handle) => items.push(Found::Wrapper(child, handle)),
                    None => walked.push(child),
                }
            }
        }
        (items, walked)
    }
}

//! What the program and the Rust code do: the meaning of each [`Op`].

use super::op::Op;
use super::world::{Frame, JsId, Number, ObjectId, SlotId, World};

impl World {
    pub(crate) fn step(&mut self, op: Op) {
        match op {
            Op::JsNew { parent } => {
                let js = self.new_js();
                self.attach(parent, js);
            }
            Op::JsLink { from, to } => {
                if let (Some(from), Some(to)) = (self.js_at(from), self.js_at(to)) {
                    self.js[from].out.push(to);
                }
            }
            Op::JsUnlink { from, index } => {
                if let Some(from) = self.js_at(from) {
                    take(&mut self.js[from].out, index);
                }
            }
            Op::JsRoot { js } => {
                let js = self.js_at(js);
                self.js_roots.extend(js);
            }
            Op::JsUnroot { index } => {
                take(&mut self.js_roots, index);
            }
            Op::JsWeak { js } => {
                let js = self.js_at(js);
                self.js_weaks.extend(js);
            }
            Op::JsDeref { index } => {
                let found = pick(&self.js_weaks, index).filter(|&js| self.js[js].alive);
                self.js_roots.extend(found);
            }
            Op::Gc {} => self.gc(),
            Op::Finalize { index } => {
                if let Some(number) = take(&mut self.finalizers, index) {
                    self.finalize(number);
                }
            }
            Op::Sweep {} => self.sweep(),
            Op::Pass {} => self.pass(),
            Op::Slice { work } => self.slice(1 + work % 12 + work / 256),
            Op::EndTurn {} => self.end_turn(),
            Op::New { parent } => {
                let object = self.new_object();
                let wrapper = self.wrap(object);
                self.attach(parent, wrapper);
            }
            Op::Call { wrapper, arg, how } => {
                if let (Some(wrapper), Some(arg)) = (self.wrapper_at(wrapper), self.js_at(arg)) {
                    self.call(wrapper, arg, how);
                }
            }
            Op::CallNumber { number, how } => {
                if let Some(number) = pick(&self.numbers, number) {
                    self.call_number(number, how);
                }
            }
            Op::End {} => self.end(),
            Op::Dispose { wrapper } => {
                if let Some(wrapper) = self.wrapper_at(wrapper) {
                    self.dispose(wrapper);
                }
            }
            Op::Retain { wrapper } => {
                if let Some(number) = self
                    .wrapper_at(wrapper)
                    .and_then(|wrapper| self.js[wrapper].number)
                {
                    self.retain(number);
                }
            }
            Op::Release { index } => {
                if let Some(number) = take(&mut self.retained, index) {
                    self.release(number);
                }
            }
            Op::Preserve { wrapper } => {
                if let Some(wrapper) = self.wrapper_at(wrapper)
                    && let Some(object) = self.receiver(wrapper)
                {
                    self.preserve(object, wrapper);
                }
            }
            _ => self.rust_step(op),
        }
    }

    fn rust_step(&mut self, op: Op) {
        match op {
            Op::RustNew {} => {
                let object = self.new_object();
                self.count(object);
                self.rust_refs.push(object);
            }
            Op::DropRef { index } => {
                if let Some(object) = take(&mut self.rust_refs, index) {
                    self.uncount(object);
                }
            }
            Op::DropJs { index } => {
                if let Some(slot) = take(&mut self.rust_js_refs, index) {
                    self.get(slot);
                    self.unhold(slot);
                }
            }
            Op::Upgrade { weak, keep } => {
                if let Some(object) = pick(&self.rust_weaks, weak) {
                    self.upgrade(object, keep % 2 == 1);
                }
            }
            Op::Child { from, path }
            | Op::CloneRef { from, path }
            | Op::Link { from, path, .. }
            | Op::Take { from, path, .. }
            | Op::Borrow { from, path, .. }
            | Op::Hold { from, path }
            | Op::CloneJs { from, path, .. }
            | Op::TakeJs { from, path, .. }
            | Op::Return { from, path }
            | Op::ReturnJs { from, path }
            | Op::Weak { from, path }
            | Op::Arm { from, path, .. } => {
                if let Some(object) = self.object_at(from, path) {
                    self.step_at(object, op);
                }
            }
            _ => unreachable!("a step of JavaScript"),
        }
    }

    /// What Rust code does with an object it has walked to.
    fn step_at(&mut self, object: ObjectId, op: Op) {
        match op {
            Op::Child { .. } => {
                let child = self.new_object();
                self.count(child);
                self.borrow_mut(object).refs.push(child);
            }
            Op::CloneRef { .. } => {
                self.clone_ref(object);
                self.rust_refs.push(object);
            }
            Op::Link { to, .. } => {
                if let Some(to) = self.object_at(to, to / 16) {
                    self.clone_ref(object);
                    self.borrow_mut(to).refs.push(object);
                }
            }
            Op::Take { path, whither, .. } => {
                if let Some(child) = take(&mut self.borrow_mut(object).refs, path / 64) {
                    self.put_ref(child, whither);
                }
            }
            Op::Borrow { how, .. } => self.push(Frame {
                object,
                mutable: how % 2 == 1,
                arg: None,
                js: Vec::new(),
            }),
            Op::Hold { .. } => {
                let passed = self
                    .frames
                    .last()
                    .and_then(|frame| frame.js.last().copied());
                let value = passed.unwrap_or_else(|| self.new_js());
                let slot = self.hold(value);
                self.borrow_mut(object).js_refs.push(slot);
            }
            Op::CloneJs { path, whither, .. } => {
                if let Some(slot) = pick(&self.objects[object].js_refs, path / 64) {
                    self.get(slot);
                    self.slots[slot].clones += 1;
                    self.turn.mutated |= self.rules.undo_unless_js_ref_cloned;
                    self.put_slot(slot, whither);
                }
            }
            Op::TakeJs { path, whither, .. } => {
                if let Some(slot) = take(&mut self.borrow_mut(object).js_refs, path / 64) {
                    self.get(slot);
                    self.put_slot(slot, whither);
                }
            }
            Op::Return { .. } => {
                let wrapper = self.wrap(object);
                self.js_roots.push(wrapper);
            }
            Op::ReturnJs { path, .. } => {
                if let Some(slot) = pick(&self.objects[object].js_refs, path / 64) {
                    let value = self.get(slot);
                    self.js_roots.extend(value);
                }
            }
            Op::Weak { .. } => self.rust_weaks.push(object),
            Op::Arm { act, .. } => self.borrow_mut(object).act = act,
            _ => unreachable!("not a step at an object"),
        }
    }

    /// A mutable borrow. No barrier, but it is noted.
    fn borrow_mut(&mut self, object: ObjectId) -> &mut super::world::Object {
        self.turn.mutated = true;
        // Through a borrow that exists already, nobody notices.
        if self.rules.watch_changes && !self.is_borrowed(object) {
            self.touch(object);
        }
        &mut self.objects[object]
    }

    /// `Ref::clone`. No barrier, but it is noted; the caller puts the clone somewhere.
    pub(crate) fn clone_ref(&mut self, object: ObjectId) {
        self.turn.mutated |= self.rules.undo_unless_cloned;
        if self.rules.watch_clones {
            self.touch(object);
        }
        self.count(object);
    }

    fn put_ref(&mut self, object: ObjectId, whither: u16) {
        match whither % 4 {
            0 => self.uncount(object),
            1 | 2 => self.rust_refs.push(object),
            _ => match self.object_at(whither / 4, whither / 64) {
                Some(to) => self.borrow_mut(to).refs.push(object),
                None => self.rust_refs.push(object),
            },
        }
    }

    fn put_slot(&mut self, slot: SlotId, whither: u16) {
        match whither % 4 {
            0 => self.unhold(slot),
            1 | 2 => self.rust_js_refs.push(slot),
            _ => match self.object_at(whither / 4, whither / 64) {
                Some(to) => self.borrow_mut(to).js_refs.push(slot),
                None => self.rust_js_refs.push(slot),
            },
        }
    }

    /// `Weak::upgrade`, a look around, and the end of the `Ref` unless it is kept.
    pub(crate) fn upgrade(&mut self, object: ObjectId, keep: bool) {
        let exists = self.objects[object].strong > 0 || self.is_borrowed(object);
        if !self.is_alive(object) || !exists {
            return;
        }
        self.count(object);
        if self.rules.watch_upgrades {
            self.touch(object);
        }
        let gone = self.summary.gone;
        let entered = self.enter_by_upgrade(object);
        if self.summary.gone > gone {
            self.lose(format!(
                "object {object} was upgraded though values below it are gone"
            ));
        }
        if !entered {
            if self.reach(false).contains(object) && self.objects[object].strong > 1 {
                self.lose(format!(
                    "object {object} is reachable and could not be upgraded"
                ));
            }
            self.uncount(object);
            return;
        }
        self.walk(object, 57);
        if keep {
            self.rust_refs.push(object);
        } else {
            self.uncount(object);
        }
    }

    fn receiver(&mut self, wrapper: JsId) -> Option<ObjectId> {
        let object = self.resolve(self.js[wrapper].number?)?;
        self.come_by_handle(object, self.rules.barrier_receiver);
        Some(object)
    }

    fn call(&mut self, wrapper: JsId, arg: JsId, how: u16) {
        let Some(object) = self.receiver(wrapper) else {
            return;
        };
        let passed = self.js[arg].number.and_then(|number| self.resolve(number));
        if let Some(passed) = passed {
            self.count(passed);
            self.come_by_handle(passed, self.rules.barrier_argument);
        }
        self.push(Frame {
            object,
            mutable: how % 2 == 1,
            arg: passed,
            js: vec![wrapper, arg],
        });
    }

    fn call_number(&mut self, number: Number, how: u16) {
        let Some(object) = self.resolve(number) else {
            return;
        };
        self.push(Frame {
            object,
            mutable: how % 2 == 1,
            arg: None,
            js: Vec::new(),
        });
        self.come_by_handle(object, self.rules.barrier_receiver);
    }

    /// A borrow begins. One that is shared may be of a type with cells, and then is noted, too.
    fn push(&mut self, frame: Frame) {
        if self.rules.watch_changes && !self.is_borrowed(frame.object) {
            self.touch(frame.object);
        }
        self.frames.push(frame);
    }

    pub(crate) fn end(&mut self) {
        if let Some(frame) = self.frames.pop() {
            if let Some(arg) = frame.arg {
                self.uncount(arg);
            }
            self.drop_if_unowned(frame.object);
        }
    }

    /// Makes a JavaScript object reachable: a variable, or a property.
    fn attach(&mut self, parent: u16, js: JsId) {
        match self.js_at(parent / 2) {
            Some(parent_object) if parent % 2 == 1 => self.js[parent_object].out.push(js),
            _ => self.js_roots.push(js),
        }
    }

    /// What the program can reach by itself, in order.
    fn js_reachable(&self) -> Vec<JsId> {
        let mut found = Vec::new();
        let mut seen = vec![false; self.js.len()];
        let mut todo = self.js_roots.clone();
        while let Some(js) = todo.pop() {
            if !std::mem::replace(&mut seen[js], true) {
                found.push(js);
                todo.extend(&self.js[js].out);
            }
        }
        found.sort_unstable();
        found
    }

    fn js_at(&self, index: u16) -> Option<JsId> {
        pick(&self.js_reachable(), index)
    }

    fn wrapper_at(&self, index: u16) -> Option<JsId> {
        let mut wrappers = self.js_reachable();
        wrappers.retain(|&js| self.js[js].number.is_some());
        pick(&wrappers, index)
    }

    /// What Rust code can walk to, without any barrier: from a global, or from what is borrowed.
    fn object_at(&mut self, from: u16, path: u16) -> Option<ObjectId> {
        let mut starts: Vec<ObjectId> = Vec::new();
        for frame in self.frames.iter().rev() {
            starts.push(frame.object);
            starts.extend(frame.arg);
        }
        starts.extend(self.rust_refs.iter().rev());
        let start = pick(&starts, from)?;
        Some(self.walk(start, path))
    }

    /// Walks down at most three times, and reads every JS ref on the way.
    pub(crate) fn walk(&mut self, start: ObjectId, path: u16) -> ObjectId {
        let mut object = start;
        let mut path = usize::from(path);
        let depth = path % 4;
        path /= 4;
        for step in 0..=depth {
            for slot in self.objects[object].js_refs.clone() {
                self.get(slot);
            }
            let refs = &self.objects[object].refs;
            if step == depth || refs.is_empty() {
                break;
            }
            object = refs[path % refs.len()];
            path /= 3;
        }
        object
    }
}

fn pick<T: Copy>(list: &[T], index: u16) -> Option<T> {
    list.get(usize::from(index) % list.len().max(1)).copied()
}

fn take<T>(list: &mut Vec<T>, index: u16) -> Option<T> {
    if list.is_empty() {
        return None;
    }
    let index = usize::from(index) % list.len();
    Some(list.remove(index))
}

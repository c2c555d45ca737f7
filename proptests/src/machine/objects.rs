//! Steps that do not leave Rust.

use handfast_runtime::{Heap, Ref};

use super::{Machine, borrow_by, expect, pick};
use crate::model::{Borrow, Object};
use crate::op::Op;
use crate::subject::{
    Act, IDS_PER_OBJECT, Kind, ObjectId, Strong, View, each, ledger, make, make_cyclic,
};

/// How many acts an object may have; their number decides those of the objects they make.
const ACTS: usize = IDS_PER_OBJECT as usize - 1;
/// Keys of the machine's own in the stash, apart from those of saved children.
const STASHED: u64 = 1 << 60;

impl Machine {
    pub(super) fn step_objects(&mut self, op: Op) -> Result<(), String> {
        match op {
            Op::New { kind } => {
                let kind = Kind::ALL[usize::from(kind) % 4];
                let id = self.next_id();
                let strong = make(kind, id);
                self.made(id, kind, strong);
            }
            Op::NewCyclic { kind } => {
                let kind = Kind::ALL[usize::from(kind) % 3];
                let id = self.next_id();
                if let Some(strong) = make_cyclic(kind, id) {
                    self.made(id, kind, strong);
                    self.object(id).weaks.push((id, View::Class(kind)));
                }
            }
            Op::Clone { object } => {
                let Some(index) = pick(self.refs.len(), object) else {
                    return Ok(());
                };
                self.refs.push(self.refs[index].clone());
                self.model.refs.push(self.model.refs[index]);
            }
            Op::Drop { object } => {
                let Some(index) = pick(self.refs.len(), object) else {
                    return Ok(());
                };
                let strong = self.refs.remove(index);
                self.model.refs.remove(index);
                self.call(|| drop(strong))?;
            }
            Op::Cast { object, view } => {
                let Some(index) = pick(self.refs.len(), object) else {
                    return Ok(());
                };
                let to = Kind::ALL.get(usize::from(view) % 5).copied();
                let (strong, changed) = self.refs.remove(index).cast(to);
                self.refs.insert(index, strong);
                let (id, from) = self.model.refs[index];
                let expected = match (from, to) {
                    (View::Dyn(_), _) => None,
                    (View::Class(kind), None) => Some(View::Dyn(kind)),
                    (View::Class(_), Some(kind)) => self.model.objects[&id]
                        .kind
                        .is_a(kind)
                        .then_some(View::Class(kind)),
                };
                expect("cast", changed, expected.is_some())?;
                self.model.refs[index].1 = expected.unwrap_or(from);
            }
            Op::Stash { object } => {
                let Some(index) = pick(self.refs.len(), object) else {
                    return Ok(());
                };
                let key = STASHED + self.next_id();
                let strong = self.refs.remove(index);
                ledger(|ledger| ledger.stash.insert(key, strong));
                let reference = self.model.refs.remove(index);
                self.model.stash.insert(key, reference);
            }
            Op::Unstash { key } => {
                let Some(key) = self.stashed(key) else {
                    return Ok(());
                };
                let Some(strong) = ledger(|ledger| ledger.stash.remove(&key)).flatten() else {
                    return Err(format!("nothing is stashed under {key}"));
                };
                self.refs.push(strong);
                self.model.refs.extend(self.model.stash.remove(&key));
            }
            Op::Downgrade { object } => {
                let Some(index) = pick(self.refs.len(), object) else {
                    return Ok(());
                };
                self.weaks.push(self.refs[index].downgrade());
                self.model.weaks.push(self.model.refs[index]);
            }
            Op::Upgrade { weak } => {
                let Some(index) = pick(self.weaks.len(), weak) else {
                    return Ok(());
                };
                let (id, view) = self.model.weaks[index];
                let strong = self.weaks[index].upgrade();
                expect("upgraded", strong.is_some(), self.model.is_alive(id))?;
                if let Some(strong) = strong {
                    self.refs.push(strong);
                    self.model.refs.push((id, view));
                }
            }
            Op::DropWeak { weak } => {
                let Some(index) = pick(self.weaks.len(), weak) else {
                    return Ok(());
                };
                self.weaks.remove(index);
                self.model.weaks.remove(index);
            }
            Op::Link {
                object,
                child,
                part,
            } => return self.link(object, child, part),
            Op::Unlink {
                object,
                child,
                part,
            } => return self.unlink(object, child, part),
            Op::LinkWeak { object, weak } => {
                let (Some(index), Some(weak)) =
                    (pick(self.refs.len(), object), pick(self.weaks.len(), weak))
                else {
                    return Ok(());
                };
                let watch = self.weaks[weak].clone();
                let outcome = self.refs[index].write(&"Machine.link_weak", |object| {
                    object
                        .node_mut()
                        .map(|node| node.weaks.push(watch))
                        .is_some()
                });
                if self.changed(index, outcome)? == Some(true) {
                    let weak = self.model.weaks[weak];
                    self.object(self.model.refs[index].0).weaks.push(weak);
                }
            }
            Op::Set { object, value } => {
                let Some(index) = pick(self.refs.len(), object) else {
                    return Ok(());
                };
                let value = i64::from(value);
                let outcome = self.refs[index]
                    .write(&"Machine.set", |object| object.core_mut().value = value);
                if self.changed(index, outcome)?.is_some() {
                    self.object(self.model.refs[index].0).value = value;
                }
            }
            Op::Arm { object, act, what } => {
                let Some(index) = pick(self.refs.len(), object) else {
                    return Ok(());
                };
                let Some(act) = self.act(act, what) else {
                    return Ok(());
                };
                let outcome = self.refs[index].write(&"Machine.arm", |object| {
                    let acts = &mut object.core_mut().acts;
                    let room = acts.len() < ACTS;
                    acts.extend(room.then_some(act));
                    room
                });
                if self.changed(index, outcome)? == Some(true) {
                    self.object(self.model.refs[index].0).acts.push(act);
                }
            }
            Op::LeakGuard { object, how } => {
                let Some(index) = pick(self.refs.len(), object) else {
                    return Ok(());
                };
                let (id, _) = self.model.refs[index];
                let (mutable, _) = borrow_by(how);
                // Others could not be emptied at the end; and of more than two borrows that do not nest, errors may
                // name one that has ended.
                let nests = mutable || self.model.objects[&id].borrows.is_empty();
                if self.model.objects[&id].kind != Kind::Leaf || !nests {
                    return Ok(());
                }
                const LEAK: &&str = &"Leaf.leak";
                let outcome = if mutable {
                    each!(&self.refs[index], object => object.try_borrow_mut_for(LEAK).map(std::mem::forget))
                } else {
                    each!(&self.refs[index], object => object.try_borrow_for(LEAK).map(std::mem::forget))
                };
                let conflict = self.model.objects[&id].conflict(mutable);
                expect(
                    "conflict",
                    outcome.err().map(|error| error.to_string()),
                    conflict.clone(),
                )?;
                if conflict.is_none() {
                    self.object(id).borrows.push(Borrow {
                        mutable,
                        holder: (*LEAK).to_owned(),
                    });
                }
            }
            Op::Unwrap { object } => return self.unwrap(object),
            Op::Take { object } => return self.take(object),
            _ => unreachable!("{op} is none of these"),
        }
        Ok(())
    }

    fn next_id(&mut self) -> ObjectId {
        let id = self.next * IDS_PER_OBJECT;
        self.next += 1;
        id
    }

    fn made(&mut self, id: ObjectId, kind: Kind, strong: Strong) {
        self.watched.push((id, strong.downgrade()));
        self.refs.push(strong);
        self.model.objects.insert(id, Object::new(kind));
        self.model.refs.push((id, View::Class(kind)));
        self.model.made += 1;
    }

    fn object(&mut self, id: ObjectId) -> &mut Object {
        self.model
            .objects
            .get_mut(&id)
            .unwrap_or_else(|| unreachable!("an object in a variable is alive"))
    }

    fn stashed(&self, key: u16) -> Option<u64> {
        let index = pick(self.model.stash.len(), key)?;
        self.model.stash.keys().nth(index).copied()
    }

    /// Compares the outcome of changing an object with what its borrows allow. `None` if they did not.
    pub(super) fn changed<T>(
        &mut self,
        index: usize,
        outcome: Result<T, handfast_runtime::Error>,
    ) -> Result<Option<T>, String> {
        let (id, _) = self.model.refs[index];
        let (result, conflict) = match outcome {
            Ok(result) => (Some(result), None),
            Err(error) => (None, Some(error.to_string())),
        };
        self.summary.conflicts += u32::from(conflict.is_some());
        expect("conflict", conflict, self.model.objects[&id].conflict(true))?;
        Ok(result)
    }

    fn act(&self, act: u16, what: u16) -> Option<Act> {
        Some(match act % 9 {
            0 => Act::Create,
            1 => Act::CreateWrapped,
            2 => Act::Dispose(self.handles[pick(self.handles.len(), what)?].to_f64()),
            3 => Act::DropStashed(self.stashed(what)?),
            4 => Act::Touch(self.stashed(what)?),
            5 => Act::SaveChildren,
            6 => Act::Upgrade,
            7 => Act::Churn,
            _ => Act::Panic,
        })
    }

    fn link(&mut self, object: u16, child: u16, part: u16) -> Result<(), String> {
        let (Some(index), Some(child)) =
            (pick(self.refs.len(), object), pick(self.refs.len(), child))
        else {
            return Ok(());
        };
        let strong = self.refs[child].clone();
        let outcome = self.refs[index].write(&"Machine.link", |object| {
            match object.extra_mut() {
                Some(extra) if part % 2 == 1 => extra.push(strong),
                _ => object.node_mut()?.children.push(strong),
            }
            Some(())
        });
        if self.changed(index, outcome)?.flatten().is_some() {
            let child = self.model.refs[child];
            let (id, view) = self.model.refs[index];
            let extra = part % 2 == 1 && view.kind().is_a(Kind::Special);
            let object = self.object(id);
            if extra {
                object.extra.push(child);
            } else {
                object.children.push(child);
            }
        }
        Ok(())
    }

    fn unlink(&mut self, object: u16, child: u16, part: u16) -> Result<(), String> {
        let Some(index) = pick(self.refs.len(), object) else {
            return Ok(());
        };
        let outcome = self.refs[index].write(&"Machine.unlink", |object| {
            let children = match object.extra_mut() {
                Some(extra) if part % 2 == 1 => extra,
                _ => &mut object.node_mut()?.children,
            };
            pick(children.len(), child).map(|child| children.remove(child))
        });
        if let Some(strong) = self.changed(index, outcome)?.flatten() {
            let (id, view) = self.model.refs[index];
            let extra = part % 2 == 1 && view.kind().is_a(Kind::Special);
            let object = self.object(id);
            let children = if extra {
                &mut object.extra
            } else {
                &mut object.children
            };
            if let Some(child) = pick(children.len(), child) {
                children.remove(child);
            }
            self.call(|| drop(strong))?;
        }
        Ok(())
    }

    fn unwrap(&mut self, object: u16) -> Result<(), String> {
        let Some(index) = pick(self.refs.len(), object) else {
            return Ok(());
        };
        let (id, view) = self.model.refs[index];
        let object = &self.model.objects[&id];
        let possible = self.model.strong(id) == 1
            && object.conflict(true).is_none()
            && view == View::Class(object.kind);
        let strong = self.refs.remove(index);
        macro_rules! unwrap {
            ($($kind:ident),*) => {
                match strong {
                    $(Strong::$kind(object) => match Ref::try_unwrap(object) {
                        Ok(value) => Ok(self.call(|| drop(value))?),
                        Err(same) => Err(Strong::$kind(same)),
                    },)*
                    Strong::Dyn(object) => Err(Strong::Dyn(object)),
                }
            };
        }
        match unwrap!(Node, Special, Sub, Leaf) {
            Ok(_) => {
                self.model.refs.remove(index);
                let wrapped = self.wrapped();
                self.model.kill(id, &wrapped);
                expect("unwrapped", true, possible)
            }
            Err(same) => {
                self.refs.insert(index, same);
                expect("unwrapped", false, possible)
            }
        }
    }

    fn take(&mut self, object: u16) -> Result<(), String> {
        let Some(index) = pick(self.refs.len(), object) else {
            return Ok(());
        };
        let (id, view) = self.model.refs[index];
        let View::Class(asked) = view else {
            return Ok(());
        };
        let object = &self.model.objects[&id];
        let handle = object.handle;
        let class = object.kind.name();
        let retained = handle.is_some_and(|handle| self.model.entries[&handle].retains > 0);
        let expected = if retained || self.model.strong(id) > 1 + usize::from(handle.is_some()) {
            Some(format!(
                "{class} cannot be taken by value, because Rust or a raw retain holds other references to it; it stays usable"
            ))
        } else if let Some(conflict) = object.conflict(true) {
            Some(conflict)
        } else if object.kind == asked {
            None
        } else {
            Some(format!(
                "expected an instance of {}, got one of {class}",
                asked.name()
            ))
        };
        let strong = self.refs.remove(index);
        macro_rules! take {
            ($($kind:ident),*) => {
                match strong {
                    $(Strong::$kind(object) => {
                        expect("can_take", Heap::can_take(&object), expected.is_none())?;
                        match Heap::take(object) {
                            Ok(value) => Ok(self.call(|| drop(value))?),
                            Err((error, same)) => Err((Strong::$kind(same), error)),
                        }
                    })*
                    Strong::Dyn(_) => unreachable!("it is referred to by its class"),
                }
            };
        }
        match take!(Node, Special, Sub, Leaf) {
            Ok(_) => {
                self.model.refs.remove(index);
                if let Some(handle) = handle {
                    self.sim.forget(handle);
                    self.model.give_up(handle);
                    self.model.end_wrappers(handle);
                }
                let wrapped = self.wrapped();
                self.model.kill(id, &wrapped);
                expect("refused", None, expected)
            }
            Err((same, error)) => {
                self.refs.insert(index, same);
                expect("refused", Some(error.to_string()), expected)
            }
        }
    }
}

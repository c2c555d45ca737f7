//! The naive model: what the runtime should do, in plain lists and maps.
//!
//! It counts by looking at everything, every time, and shares no code with the runtime. Drops are modelled without an
//! order: whatever nothing owns goes, until nothing more goes. The acts of `Drop` code are chosen so that
//! their order makes no difference to what is left.

use std::collections::{BTreeMap, BTreeSet};

use handfast_runtime::{Error, Handle};

use crate::sim_host::JsId;
use crate::subject::{Act, Kind, ObjectId, View, made_by, saved_key};

/// What became of the objects that `Drop` code handed to JavaScript: whether there was room is for the runtime to say.
pub type Wrapped = BTreeMap<ObjectId, Result<(Handle, JsId), Error>>;

/// A live object.
#[derive(Clone, Debug)]
pub struct Object {
    /// Its class.
    pub kind: Kind,
    /// Its value.
    pub value: i64,
    /// What it will do when it is dropped.
    pub acts: Vec<Act>,
    /// Its edges as a `Node`.
    pub children: Vec<(ObjectId, View)>,
    /// Its edges as a `Special`.
    pub extra: Vec<(ObjectId, View)>,
    /// Its weak references. The objects may be dead.
    pub weaks: Vec<(ObjectId, View)>,
    /// The slots of its JS refs.
    pub js: Vec<u32>,
    /// Who borrows it, in order.
    pub borrows: Vec<Borrow>,
    /// The handle of its wrapper, or of its last one while raw retains keep that.
    pub handle: Option<Handle>,
}

/// A borrow that was not given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Borrow {
    /// Whether nobody else may borrow.
    pub mutable: bool,
    /// How errors name it.
    pub holder: String,
}

/// An entry of the table of handles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its object.
    pub object: ObjectId,
    /// Whether a wrapper has its share.
    pub wrapped: bool,
    /// Raw retains.
    pub retains: u32,
}

/// A slot of the table of JS refs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The value.
    pub value: JsId,
    /// How many references there are.
    pub count: u32,
}

/// An open scope.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// The scope into which a value may escape, by position.
    pub parent: Option<usize>,
    /// Whether there is a place on the stack for that, and it is empty.
    pub place: bool,
    /// Its values on the stack, by slot.
    pub locals: Vec<(u32, JsId)>,
    /// The slots of those that were put into it while another was open inside of it.
    pub late: Vec<u32>,
}

impl Scope {
    /// Whether a slot is one of its own on the stack.
    pub fn holds(&self, slot: u32) -> bool {
        self.locals.iter().any(|&(local, _)| local == slot)
    }
}

/// What another thread gave up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Release {
    /// A handle.
    Handle(Handle),
    /// A JS ref.
    JsRef(u32),
}

/// What should be there.
#[derive(Clone, Debug)]
pub struct Model {
    /// The live objects.
    pub objects: BTreeMap<ObjectId, Object>,
    /// The classes of the dead ones.
    pub dead: BTreeMap<ObjectId, Kind>,
    /// References in variables.
    pub refs: Vec<(ObjectId, View)>,
    /// References that open borrows keep.
    pub locals: Vec<ObjectId>,
    /// References in the stash.
    pub stash: BTreeMap<u64, (ObjectId, View)>,
    /// Weak references in variables.
    pub weaks: Vec<(ObjectId, View)>,
    /// The table of handles.
    pub entries: BTreeMap<Handle, Entry>,
    /// JS refs in variables, by slot.
    pub held: Vec<u32>,
    /// The table of JS refs.
    pub slots: BTreeMap<u32, Slot>,
    /// The open scopes, the innermost last.
    pub scopes: Vec<Scope>,
    /// What other threads gave up.
    pub queue: Vec<Release>,
    /// The wrappers that are in use: not disposed, and not robbed of their share by a forged number.
    pub wrappers: BTreeMap<JsId, Handle>,
    /// How many handles there may be.
    pub handle_capacity: u32,
    /// How many JS refs there may be.
    pub js_ref_capacity: u32,
    /// How many locals there may be.
    pub local_capacity: u32,
    /// Whether user code was to panic.
    pub panicked: bool,
    /// The most objects, handles and JS refs that were seen after a step.
    pub peaks: [u32; 3],
    /// The most bytes that were seen after a step.
    pub peak_bytes: u64,
    /// How many objects were ever made.
    pub made: u32,
}

impl Default for Model {
    fn default() -> Model {
        Model {
            objects: BTreeMap::new(),
            dead: BTreeMap::new(),
            refs: Vec::new(),
            locals: Vec::new(),
            stash: BTreeMap::new(),
            weaks: Vec::new(),
            entries: BTreeMap::new(),
            held: Vec::new(),
            slots: BTreeMap::new(),
            scopes: Vec::new(),
            queue: Vec::new(),
            wrappers: BTreeMap::new(),
            handle_capacity: u32::MAX,
            js_ref_capacity: u32::MAX,
            local_capacity: 1 << 20,
            panicked: false,
            peaks: [0; 3],
            peak_bytes: 0,
            made: 0,
        }
    }
}

impl Object {
    /// A new object.
    pub fn new(kind: Kind) -> Object {
        Object {
            kind,
            value: 0,
            acts: Vec::new(),
            children: Vec::new(),
            extra: Vec::new(),
            weaks: Vec::new(),
            js: Vec::new(),
            borrows: Vec::new(),
            handle: None,
        }
    }

    /// Why the object cannot be borrowed, as an error says it.
    pub fn conflict(&self, mutably: bool) -> Option<String> {
        let last = self.borrows.last().filter(|last| mutably || last.mutable)?;
        let (class, holder) = (self.kind.name(), &last.holder);
        Some(if last.mutable {
            format!(
                "{class} is being changed by {holder}, so it cannot be used now; use it after that call returns"
            )
        } else {
            format!(
                "{class} is borrowed by {holder}, so it cannot be changed now; change it after that call returns"
            )
        })
    }

    /// Whether it is being changed.
    pub fn is_changing(&self) -> bool {
        self.borrows.iter().any(|borrow| borrow.mutable)
    }

    fn edges(&self) -> impl Iterator<Item = ObjectId> {
        self.children.iter().chain(&self.extra).map(|&(id, _)| id)
    }
}

impl Model {
    /// How many strong references an object has.
    pub fn strong(&self, id: ObjectId) -> usize {
        let variables = self
            .refs
            .iter()
            .chain(self.stash.values())
            .filter(|(to, _)| *to == id)
            .count();
        let locals = self.locals.iter().filter(|&&to| to == id).count();
        let edges = self
            .objects
            .values()
            .flat_map(Object::edges)
            .filter(|&to| to == id)
            .count();
        let entries = self
            .entries
            .values()
            .filter(|entry| entry.object == id)
            .count();
        variables + locals + edges + entries
    }

    /// Drops what nothing owns, and what that owned.
    pub fn settle(&mut self, wrapped: &Wrapped) {
        while let Some(id) = self
            .objects
            .keys()
            .copied()
            .find(|&id| self.strong(id) == 0)
        {
            self.kill(id, wrapped);
        }
    }

    /// Drops an object and does what its `Drop` code does.
    pub fn kill(&mut self, id: ObjectId, wrapped: &Wrapped) {
        let Some(object) = self.objects.remove(&id) else {
            return;
        };
        self.dead.insert(id, object.kind);
        // While its `Drop` code runs it still has its edges.
        let locals = self.locals.len();
        self.locals.extend(object.edges());
        object.js.iter().for_each(|&slot| self.drop_js_ref(slot));
        for (&act, index) in object.acts.iter().zip(0..) {
            if act.enters() {
                self.enter(wrapped);
            }
            match act {
                Act::Create => {
                    self.made += 1;
                    self.dead.insert(made_by(id, index), Kind::Leaf);
                }
                Act::CreateWrapped => self.create_wrapped(made_by(id, index), wrapped),
                Act::Dispose(number) => {
                    if let Some(handle) = Handle::from_f64(number) {
                        self.give_up(handle);
                        self.end_wrappers(handle);
                    }
                }
                Act::DropStashed(key) => _ = self.stash.remove(&key),
                Act::SaveChildren => {
                    for (&child, index) in object.children.iter().zip(0..) {
                        self.stash.insert(saved_key(id, index), child);
                    }
                }
                Act::Panic => self.panicked = true,
                Act::Touch(_) | Act::Upgrade | Act::Churn => {}
            }
        }
        self.locals.truncate(locals);
    }

    fn create_wrapped(&mut self, id: ObjectId, wrapped: &Wrapped) {
        self.made += 1;
        match wrapped.get(&id) {
            Some(&Ok((handle, wrapper))) => {
                self.objects.insert(
                    id,
                    Object {
                        handle: Some(handle),
                        ..Object::new(Kind::Leaf)
                    },
                );
                self.entries.insert(
                    handle,
                    Entry {
                        object: id,
                        wrapped: true,
                        retains: 0,
                    },
                );
                self.wrappers.insert(wrapper, handle);
            }
            _ => _ = self.dead.insert(id, Kind::Leaf),
        }
    }

    /// What every entry does first: it carries out what other threads gave up.
    pub fn enter(&mut self, wrapped: &Wrapped) {
        for release in std::mem::take(&mut self.queue) {
            match release {
                Release::Handle(handle) => {
                    self.give_up(handle);
                    self.end_wrappers(handle);
                }
                Release::JsRef(slot) => self.drop_js_ref(slot),
            }
        }
        self.settle(wrapped);
    }

    /// Whether what other threads gave up would make user code panic.
    pub fn would_panic(&self) -> bool {
        let mut future = self.clone();
        future.panicked = false;
        future.enter(&Wrapped::new());
        future.panicked
    }

    /// Gives up a wrapper's share. Whether there was one.
    pub fn give_up(&mut self, handle: Handle) -> bool {
        let Some(entry) = self.entries.get_mut(&handle).filter(|entry| entry.wrapped) else {
            return false;
        };
        entry.wrapped = false;
        self.remove_if_unused(handle);
        true
    }

    /// `release`.
    ///
    /// # Errors
    /// As `Heap::release`.
    pub fn release(&mut self, handle: Handle) -> Result<(), Error> {
        let entry = self.entries.get_mut(&handle).ok_or(Error::StaleHandle)?;
        entry.retains = entry.retains.checked_sub(1).ok_or(Error::OverRelease)?;
        self.remove_if_unused(handle);
        Ok(())
    }

    fn remove_if_unused(&mut self, handle: Handle) {
        let Some(entry) = self.entries.get(&handle).copied() else {
            return;
        };
        if entry.wrapped || entry.retains > 0 {
            return;
        }
        self.entries.remove(&handle);
        if let Some(object) = self.objects.get_mut(&entry.object)
            && object.handle == Some(handle)
        {
            object.handle = None;
        }
    }

    /// The handle's share was given up by other means than the death of its wrappers: they are no good any more.
    pub fn end_wrappers(&mut self, handle: Handle) {
        self.wrappers.retain(|_, of| *of != handle);
    }

    /// Drops one reference to a value.
    pub fn drop_js_ref(&mut self, slot: u32) {
        if let Some(held) = self.slots.get_mut(&slot) {
            held.count -= 1;
            if held.count == 0 {
                self.slots.remove(&slot);
            }
        }
    }

    /// How many places of the stack are taken, empty ones included.
    pub fn locals_on_stack(&self) -> u32 {
        let of = |scope: &Scope| scope.locals.len() + usize::from(scope.place);
        self.scopes.iter().map(of).sum::<usize>() as u32
    }

    /// The slots of the JS refs that everything alive holds, with repetitions: for comparison with the counts.
    pub fn js_ref_owners(&self) -> BTreeMap<u32, u32> {
        let in_objects = self.objects.values().flat_map(|object| &object.js);
        let queued = self.queue.iter().filter_map(|release| match release {
            Release::JsRef(slot) => Some(slot),
            Release::Handle(_) => None,
        });
        let late = self.scopes.iter().flat_map(|scope| &scope.late);
        let mut owners = BTreeMap::new();
        for &slot in self.held.iter().chain(in_objects).chain(queued).chain(late) {
            *owners.entry(slot).or_default() += 1;
        }
        owners
    }

    /// What an object's edges are, as its `Trace` must show them, sorted.
    pub fn edges(&self, id: ObjectId) -> (Vec<ObjectId>, Vec<u32>) {
        let object = &self.objects[&id];
        let mut objects: Vec<_> = object.edges().collect();
        let mut slots = object.js.clone();
        objects.sort_unstable();
        slots.sort_unstable();
        (objects, slots)
    }

    /// The objects that variables, borrows and the stash refer to.
    pub fn roots(&self) -> BTreeSet<ObjectId> {
        self.refs
            .iter()
            .chain(self.stash.values())
            .map(|&(id, _)| id)
            .chain(self.locals.iter().copied())
            .collect()
    }
}

//! The simulated heap: objects with edges, roots, a mark collector, weak references, and a queue of finalizers.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use handfast_runtime::Handle;

/// An object of the simulated heap. Numbers are never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JsId(u64);

impl fmt::Display for JsId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "js{}", self.0)
    }
}

#[derive(Default)]
pub(super) struct JsObject {
    /// Properties that refer to other objects. A list: two properties may refer to the same one.
    pub(super) edges: Vec<JsId>,
    /// What a `WeakRef` refers to. Not followed by the collector.
    pub(super) target: Option<JsId>,
    /// A wrapper's handle, as its own property says; `Some(None)` after it was disposed.
    pub(super) handle: Option<Option<Handle>>,
    /// A wrapper's mirror list: what a bridge pass has it hold. Properties that no program sees.
    pub(super) mirror: Vec<JsId>,
    /// The held values under which this object was registered for finalization.
    pub(super) registered: Vec<Handle>,
}

#[derive(Default)]
pub(super) struct JsHeap {
    objects: BTreeMap<JsId, JsObject>,
    /// What the program's variables refer to, and how many of them do.
    roots: BTreeMap<JsId, u32>,
    /// What the engine keeps alive until the job ends: everything whose `WeakRef` was made or read in it.
    kept: BTreeSet<JsId>,
    /// Held values of objects that died, whose finalizers were not called yet.
    pub(super) finalizers: Vec<Handle>,
    next: u64,
}

impl JsHeap {
    /// A new object, referred to by one variable.
    pub(super) fn allocate(&mut self, object: JsObject) -> JsId {
        self.next += 1;
        let id = JsId(self.next);
        self.objects.insert(id, object);
        self.root(id);
        id
    }

    pub(super) fn get(&self, id: JsId) -> Option<&JsObject> {
        self.objects.get(&id)
    }

    pub(super) fn get_mut(&mut self, id: JsId) -> Option<&mut JsObject> {
        self.objects.get_mut(&id)
    }

    pub(super) fn root(&mut self, id: JsId) {
        *self.roots.entry(id).or_default() += 1;
    }

    pub(super) fn unroot(&mut self, id: JsId) -> bool {
        let Some(count) = self.roots.get_mut(&id) else {
            return false;
        };
        *count -= 1;
        if *count == 0 {
            self.roots.remove(&id);
        }
        true
    }

    pub(super) fn unroot_all(&mut self) {
        self.roots.clear();
    }

    pub(super) fn roots(&self) -> impl Iterator<Item = JsId> {
        self.roots.keys().copied()
    }

    /// Reads a weak reference, as `WeakRef.prototype.deref` does.
    pub(super) fn deref(&mut self, target: JsId) -> Option<JsId> {
        if !self.objects.contains_key(&target) {
            return None;
        }
        self.kept.insert(target);
        Some(target)
    }

    /// The engine will report the death of `id` with `held`.
    pub(super) fn register(&mut self, id: JsId, held: Handle) {
        if let Some(object) = self.objects.get_mut(&id) {
            object.registered.push(held);
        }
    }

    pub(super) fn end_job(&mut self) {
        self.kept.clear();
    }

    /// An object that no variable refers to.
    pub(super) fn allocate_hidden(&mut self) -> JsId {
        let id = self.allocate(JsObject::default());
        self.unroot(id);
        id
    }

    /// Everything that the program can reach from `start`.
    pub(super) fn reachable(&self, start: impl IntoIterator<Item = JsId>) -> BTreeSet<JsId> {
        self.closure(start, false)
    }

    fn closure(&self, start: impl IntoIterator<Item = JsId>, mirror: bool) -> BTreeSet<JsId> {
        let mut seen = BTreeSet::new();
        let mut todo: Vec<_> = start.into_iter().collect();
        while let Some(id) = todo.pop() {
            if let Some(object) = self.objects.get(&id)
                && seen.insert(id)
            {
                todo.extend(&object.edges);
                if mirror {
                    todo.extend(&object.mirror);
                }
            }
        }
        seen
    }

    /// Frees what cannot be reached from the program's variables, from `held` or from what the turn keeps. Finalizers
    /// of the dead are due from now on. Returns how many died.
    pub(super) fn collect(&mut self, held: impl IntoIterator<Item = JsId>) -> usize {
        let roots = self.roots.keys().chain(&self.kept).copied();
        let alive = self.closure(roots.chain(held), true);
        let before = self.objects.len();
        let finalizers = &mut self.finalizers;
        self.objects.retain(|id, object| {
            let lives = alive.contains(id);
            if !lives {
                finalizers.append(&mut object.registered);
            }
            lives
        });
        before - self.objects.len()
    }

    pub(super) fn objects(&self) -> impl Iterator<Item = (JsId, &JsObject)> {
        self.objects.iter().map(|(&id, object)| (id, object))
    }
}

//! The simulated registry of wrappers: the rules of `js-runtime` (`nursery.js`, `entries.js`, `finalize.js`,
//! `sweep.js`) on the simulated heap.

use std::collections::BTreeMap;

use handfast_runtime::Handle;

use super::js_heap::{JsHeap, JsId};

/// How much the registry knows about the wrapper of a handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sight {
    /// It is in the nursery, which keeps it alive. `wanted`: it must be findable afterwards.
    Fresh { wrapper: JsId, wanted: bool },
    /// A `WeakRef` leads to it.
    Weak(JsId),
    /// A `WeakRef` leads to something that showed its handle: good for finding, not for a sweep.
    Alias(JsId),
    /// Only the engine knows, and will report its death.
    Lost,
}

/// What a bridge pass can find out about the wrapper of a handle.
pub(super) enum Found {
    /// This is it, and the only one.
    Alive(JsId),
    /// It has died, and its entry is gone now: the handle is to be released.
    Dead,
    /// There may be one, or several.
    Hidden,
}

struct Entry {
    handle: Handle,
    sight: Sight,
    /// Whether the engine will report its death.
    registered: bool,
    /// How many other registered wrappers the handle has.
    others: u32,
}

pub(super) struct Registry {
    /// By handle index, as in JavaScript: an entry is overwritten by the next owner of its place.
    entries: BTreeMap<u32, Entry>,
    nursery: Vec<Handle>,
    nursery_size: usize,
    finalizers: bool,
}

impl Registry {
    pub(super) fn new(finalizers: bool, nursery_size: usize) -> Registry {
        Registry {
            entries: BTreeMap::new(),
            nursery: Vec::new(),
            nursery_size,
            finalizers,
        }
    }

    fn entry(&self, handle: Handle) -> Option<&Entry> {
        self.entries
            .get(&handle.index())
            .filter(|entry| entry.handle == handle)
    }

    fn entry_mut(&mut self, handle: Handle) -> Option<&mut Entry> {
        self.entries
            .get_mut(&handle.index())
            .filter(|entry| entry.handle == handle)
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The wrappers that the nursery keeps alive.
    pub(super) fn fresh(&self) -> impl Iterator<Item = JsId> {
        self.entries.values().filter_map(|entry| match entry.sight {
            Sight::Fresh { wrapper, .. } => Some(wrapper),
            _ => None,
        })
    }

    /// The live wrapper of a handle, if it can be found.
    pub(super) fn find(&self, heap: &mut JsHeap, handle: Handle) -> Option<JsId> {
        match self.entry(handle)?.sight {
            Sight::Fresh { wrapper, .. } => Some(wrapper),
            Sight::Weak(wrapper) | Sight::Alias(wrapper) => heap.deref(wrapper),
            Sight::Lost => None,
        }
    }

    /// Looks for the wrapper of a handle, as a bridge pass does.
    pub(super) fn sight(&self, heap: &mut JsHeap, handle: Handle) -> Found {
        match self.entry(handle) {
            Some(Entry {
                others: 0, sight, ..
            }) => match *sight {
                Sight::Fresh { wrapper, .. } => Found::Alive(wrapper),
                Sight::Weak(wrapper) if heap.deref(wrapper).is_some() => Found::Alive(wrapper),
                Sight::Weak(_) => Found::Dead,
                Sight::Alias(_) | Sight::Lost => Found::Hidden,
            },
            _ => Found::Hidden,
        }
    }

    /// Takes a new wrapper in.
    pub(super) fn adopt(
        &mut self,
        heap: &mut JsHeap,
        wrapper: JsId,
        handle: Handle,
        identity: bool,
    ) {
        let (mut wanted, mut others) = (identity, 0);
        if let Some(entry) = self.entry(handle) {
            // A second wrapper of one handle: the first is dead and not reported yet, or cannot be found.
            wanted = true;
            others = entry.others + u32::from(entry.registered);
        }
        self.clear_index(handle.index());
        let sight = Sight::Fresh { wrapper, wanted };
        self.entries.insert(
            handle.index(),
            Entry {
                handle,
                sight,
                registered: false,
                others,
            },
        );
        self.nursery.push(handle);
        if self.nursery.len() >= self.nursery_size {
            self.flush(heap);
        }
    }

    /// Hands the nursery's wrappers over to the engine.
    pub(super) fn flush(&mut self, heap: &mut JsHeap) {
        for handle in std::mem::take(&mut self.nursery) {
            let finalizers = self.finalizers;
            let Some(entry) = self.entry_mut(handle) else {
                continue;
            };
            let Sight::Fresh { wrapper, wanted } = entry.sight else {
                continue;
            };
            if finalizers {
                heap.register(wrapper, handle);
                entry.registered = true;
            }
            entry.sight = if wanted || !finalizers {
                // Making a `WeakRef` keeps its target for this turn.
                heap.deref(wrapper);
                Sight::Weak(wrapper)
            } else {
                Sight::Lost
            };
        }
    }

    /// Empties the entry of a handle, if it still is the entry of that handle.
    pub(super) fn clear(&mut self, handle: Handle) {
        if self.entry(handle).is_some() {
            self.clear_index(handle.index());
        }
    }

    fn clear_index(&mut self, index: u32) {
        if let Some(entry) = self.entries.remove(&index)
            && matches!(entry.sight, Sight::Fresh { .. })
            && self.nursery.last() == Some(&entry.handle)
        {
            self.nursery.pop();
        }
    }

    /// Makes the wrapper that showed this handle findable.
    pub(super) fn make_findable(&mut self, heap: &mut JsHeap, handle: Handle, shown_by: JsId) {
        let Some(entry) = self.entry_mut(handle) else {
            return;
        };
        match &mut entry.sight {
            Sight::Fresh { wanted, .. } => *wanted = true,
            Sight::Weak(_) => {}
            Sight::Alias(known) if heap.deref(*known).is_some() => {}
            sight => {
                heap.deref(shown_by);
                *sight = Sight::Alias(shown_by);
            }
        }
    }

    /// The engine reports the death of a wrapper. Whether its handle is to be released.
    pub(super) fn finalized(&mut self, heap: &mut JsHeap, handle: Handle) -> bool {
        let Some(entry) = self.entry_mut(handle) else {
            return false;
        };
        if entry.others == 0 {
            self.clear(handle);
            return true;
        }
        // Not the last wrapper of this handle.
        entry.others -= 1;
        if entry.registered && dead(entry, heap) {
            entry.sight = Sight::Lost;
        }
        false
    }

    /// Finds a dead wrapper at or after an index and empties its entry: the handle is to be released. One at
    /// a time, because what a release does may change any entry.
    pub(super) fn sweep(&mut self, heap: &mut JsHeap, from: u32) -> Option<Handle> {
        let mut found = None;
        for (_, entry) in self.entries.range_mut(from..) {
            if !dead(entry, heap) {
                continue;
            }
            if entry.others == 0 {
                found = Some(entry.handle);
                break;
            }
            // Another wrapper of this handle may be alive. From now on only the finalizers, which count, decide.
            if !entry.registered {
                entry.others -= 1;
            }
            entry.registered = true;
            entry.sight = Sight::Lost;
        }
        self.clear(found?);
        found
    }
}

fn dead(entry: &Entry, heap: &mut JsHeap) -> bool {
    matches!(entry.sight, Sight::Weak(wrapper) if heap.deref(wrapper).is_none())
}

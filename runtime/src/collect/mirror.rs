//! Mirror: what the wrapper of each object has to hold, so that the other heap's collector sees Rust's references.
//!
//! For each handled object that is not live in Rust, its *mirror list*: the values of the JS refs and the wrappers of the handled
//! objects that it reaches without passing through another handled one. Objects without a handle are walked through.
//! One that several references lead to becomes a *node*, a list of its own that other lists name; otherwise each of its
//! holders would repeat it, and the cost would not be linear in the graph. (Mono's GC bridge merges such objects for the same
//! reason.)
//!
//! What is written down between passes are the lists, so that only those that changed are sent.

use super::count::Graph;
use super::records::Records;
use crate::heap::Heap;
use crate::host::Plan;

/// All mirror lists of one pass.
#[derive(Default)]
pub(super) struct Mirror {
    /// The entries of the lists, one list after the other: a place or a slot, times four, plus a kind of [`Plan`].
    entries: Vec<u32>,
    /// Where the list of each object is, by place: first entry and end. Empty for most that have none.
    spans: Vec<(u32, u32)>,
    /// The owners of lists, in the order in which these were made.
    pub(super) owners: Vec<u32>,
    /// Objects that became nodes.
    pub(super) nodes: Vec<u32>,
    /// What a handled object outside of Rust's own live ones reaches: the other heap decides about it.
    pub(super) ceded: Vec<bool>,
    /// As in [`Records`].
    pub(super) handles: Vec<u64>,
}

/// What the walks ask about an object. All in one byte, because they ask in no order, and memory is what a pass waits for.
pub(super) type Marks = u8;
pub(super) const LIVE: Marks = 1;
pub(super) const HANDLED: Marks = 2;
/// A reference of garbage or of a ceded object leads to it.
const SEEN: Marks = 4;
/// Several do.
const SHARED: Marks = 8;
/// It is among the nodes.
pub(super) const NODE: Marks = 16;
/// It has another handle than before, or none.
pub(super) const MOVED: Marks = 32;
/// When it was counted last, something held it.
pub(super) const HELD: Marks = 64;
/// It is among the owners, though it may not be one any more.
pub(super) const OWNER: Marks = 128;

/// An entry that no list has.
const UNKNOWN: u32 = u32::MAX;

pub(super) const fn entry(kind: u32, index: u32) -> u32 {
    index << 2 | kind
}

pub(super) const fn kind(entry: u32) -> u32 {
    entry & 3
}

pub(super) const fn index(entry: u32) -> u32 {
    entry >> 2
}

/// Makes lists, one after the other, by walking from their owners.
pub(super) struct Walker {
    /// By place.
    pub(super) marks: Vec<Marks>,
    /// On which walk each object was entered last, so that it is entered once.
    entered: Vec<u32>,
    /// The owners of all walks. One may have several: lists can be made anew.
    walks: Vec<u32>,
    /// Objects, with the list that they were entered in before they were in another: none, unless lists are made anew.
    also: Vec<(u32, u32)>,
    owner: u32,
    start: u32,
    todo: Vec<u32>,
}

impl Walker {
    pub(super) fn new(marks: Vec<Marks>) -> Walker {
        Walker {
            entered: vec![u32::MAX; marks.len()],
            marks,
            also: Vec::new(),
            walks: Vec::new(),
            owner: 0,
            start: 0,
            todo: Vec::new(),
        }
    }

    /// Makes room for so many places.
    pub(super) fn grow(&mut self, places: usize) {
        self.marks.resize(places, 0);
        self.entered.resize(places, u32::MAX);
    }

    pub(super) fn is(&self, place: u32, mark: Marks) -> bool {
        self.marks[place as usize] & mark != 0
    }

    /// Sets a mark. False if it was set.
    pub(super) fn set(&mut self, place: u32, mark: Marks) -> bool {
        let marks = &mut self.marks[place as usize];
        let new = *marks & mark == 0;
        *marks |= mark;
        new
    }

    /// Notes that a reference that is not live leads to an object. Without a handle and [`SHARED`], it becomes a node; of others it
    /// does not matter.
    pub(super) fn see(&mut self, place: u32) {
        if !self.set(place, SEEN) {
            self.set(place, SHARED);
        }
    }

    pub(super) fn unset(&mut self, place: u32, mark: Marks) {
        self.marks[place as usize] &= !mark;
    }

    /// Whether the object is to have a list on its wrapper.
    pub(super) fn is_owner(&self, place: u32) -> bool {
        self.marks[place as usize] & (HANDLED | LIVE) == HANDLED
    }

    /// The lists that were made from an object.
    pub(super) fn lists_with(&self, place: u32) -> impl Iterator<Item = u32> {
        let also = self
            .also
            .iter()
            .filter(move |(through, _)| *through == place);
        let last = self
            .walks
            .get(self.entered[place as usize] as usize)
            .copied();
        last.into_iter()
            .chain(also.map(|&(_, list)| list))
            .chain([place])
    }

    /// Begins the list of an object.
    pub(super) fn begin(&mut self, mirror: &mut Mirror, owner: u32) {
        self.owner = owner;
        self.walks.push(owner);
        self.start = mirror.entries.len() as u32;
        mirror.ceded[owner as usize] = true;
        self.entered[owner as usize] = self.walk_number();
        self.todo.push(owner);
    }

    fn walk_number(&self) -> u32 {
        self.walks.len() as u32 - 1
    }

    /// The walk goes through an object, as another may have done.
    fn note_other(&mut self, place: u32, before: u32) {
        if let Some(&other) = self.walks.get(before as usize)
            && other != self.owner
        {
            self.also.push((place, other));
        }
    }

    /// Goes one object further. False if the list is complete.
    pub(super) fn step(&mut self, mirror: &mut Mirror, records: &Records) -> bool {
        let Some(place) = self.todo.pop() else {
            mirror.spans[self.owner as usize] = (self.start, mirror.entries.len() as u32);
            return false;
        };
        let slots = records.slots.of(place).iter();
        let entries = &mut mirror.entries;
        entries.extend(slots.map(|&slot| entry(Plan::SLOT, slot)));
        let walk = self.walk_number();
        for &target in records.edges.of(place) {
            let at = target as usize;
            let marks = self.marks[at];
            if marks & LIVE != 0 {
                continue;
            }
            let before = std::mem::replace(&mut self.entered[at], walk);
            if before == walk {
                continue;
            }
            if marks & HANDLED != 0 {
                mirror.entries.push(entry(Plan::WRAPPER, target));
            } else if marks & SHARED != 0 {
                mirror.entries.push(entry(Plan::NODE, target));
                mirror.ceded[at] = true;
                if self.set(target, NODE) {
                    mirror.nodes.push(target);
                }
            } else {
                self.note_other(target, before);
                mirror.ceded[at] = true;
                self.todo.push(target);
            }
        }
        true
    }

    /// Makes the whole list of an object.
    pub(super) fn walk(&mut self, mirror: &mut Mirror, records: &Records, owner: u32) {
        self.begin(mirror, owner);
        while self.step(mirror, records) {}
    }
}

impl Mirror {
    /// An empty one, with room for so many places, and for as many entries as there were `before`.
    pub(super) fn new(places: usize, before: &Mirror) -> Mirror {
        Mirror {
            entries: Vec::with_capacity(before.entries.len()),
            spans: vec![(0, 0); places],
            owners: Vec::with_capacity(before.owners.len()),
            ceded: vec![false; places],
            ..Mirror::default()
        }
    }

    /// Makes room for so many places.
    pub(super) fn grow(&mut self, places: usize) {
        self.spans.resize(places, (0, 0));
        self.ceded.resize(places, false);
    }

    /// Walks from every handled object that is not live.
    pub(super) fn of(graph: &Graph, live: &[bool], before: &Mirror) -> Mirror {
        let records = &graph.records;
        let mut mirror = Mirror::new(graph.len(), before);
        let is_owner = |(&live, &handle): (&bool, &u64)| !live && handle != 0;
        if live.iter().zip(&records.handles).any(is_owner) {
            mirror.fill(graph, live);
        }
        mirror.handles.clone_from(&records.handles);
        mirror
    }

    fn fill(&mut self, graph: &Graph, live: &[bool]) {
        let mut walker = Walker::new(marks(graph, live));
        for owner in (0..).take(graph.len()) {
            if walker.is_owner(owner) {
                walker.walk(self, &graph.records, owner);
                self.owners.push(owner);
            }
        }
        let mut next = 0;
        while let Some(&node) = self.nodes.get(next) {
            walker.walk(self, &graph.records, node);
            next += 1;
        }
    }

    pub(super) fn list(&self, place: u32) -> &[u32] {
        let (start, end) = self.spans.get(place as usize).copied().unwrap_or_default();
        &self.entries[start as usize..end as usize]
    }

    /// Takes a list away.
    pub(super) fn remove(&mut self, place: u32) {
        self.spans[place as usize] = (0, 0);
    }

    /// Has nothing count as being the same as the list of an object, but remembers that its wrapper, which has this handle, has one.
    pub(super) fn forget(&mut self, place: u32, handle: u64) {
        let at = place as usize;
        if self.spans.len() <= at {
            self.spans.resize(at + 1, (0, 0));
        }
        if self.handles.len() <= at {
            self.handles.resize(at + 1, 0);
        }
        self.handles[at] = handle;
        let end = self.entries.len() as u32;
        self.entries.push(UNKNOWN);
        self.spans[at] = (end, end + 1);
    }

    /// The handle that the wrapper of the object at a place owned, as bits; 0 if there was none.
    pub(super) fn handle(&self, place: u32) -> u64 {
        self.handles.get(place as usize).copied().unwrap_or(0)
    }

    pub(super) fn names_nodes(&self, owner: u32) -> bool {
        self.list(owner).iter().any(|&e| kind(e) == Plan::NODE)
    }

    /// How many entries there are in all lists.
    pub(super) fn len(&self) -> u32 {
        self.entries.len() as u32
    }

    /// Whether the list of an object that was ceded ever since is what it was in the pass `before`.
    ///
    /// Entries are compared by place and slot. So each must still be the same object, handle or value.
    /// `same_handle` says for a place whether its object has the handle that it had.
    pub(super) fn is_as(
        &self,
        before: &Mirror,
        place: u32,
        heap: &Heap,
        same_handle: impl Fn(u32) -> bool,
    ) -> bool {
        let list = self.list(place);
        list == before.list(place)
            && list.iter().all(|&entry| match (kind(entry), index(entry)) {
                (Plan::SLOT, slot) => !heap.js_refs.is_fresh(slot),
                (Plan::WRAPPER, place) => same_handle(place),
                // Whether a node is what it was, its own list says.
                _ => true,
            })
    }
}

fn marks(graph: &Graph, live: &[bool]) -> Vec<Marks> {
    let objects = live.iter().zip(&graph.records.handles);
    let marks = objects
        .map(|(&live, &handle)| {
            (if live { LIVE } else { 0 }) | (if handle != 0 { HANDLED } else { 0 })
        })
        .collect();
    let mut walker = Walker::new(marks);
    for place in (0..).take(live.len()) {
        if !walker.is(place, LIVE) {
            for &target in graph.edges(place) {
                walker.see(target);
            }
        }
    }
    walker.marks
}

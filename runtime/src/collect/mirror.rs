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
    /// As in [`Graph`].
    pub(super) handles: Vec<u64>,
    /// Whether an entry means the same wrapper as in the pass before: the object has the handle that it had.
    same_handle: Vec<bool>,
}

/// What the walks ask about an object. All in one byte, because they ask in no order, and memory is what a pass waits for.
type Marks = u8;
const LIVE: Marks = 1;
const HANDLED: Marks = 2;
/// A reference of garbage or of a ceded object leads to it.
const SEEN: Marks = 4;
/// Several do.
const SHARED: Marks = 8;

pub(super) const fn entry(kind: u32, index: u32) -> u32 {
    index << 2 | kind
}

pub(super) const fn kind(entry: u32) -> u32 {
    entry & 3
}

pub(super) const fn index(entry: u32) -> u32 {
    entry >> 2
}

impl Mirror {
    /// Walks from every handled object that is not live.
    pub(super) fn of(graph: &Graph, live: &[bool], before: &Mirror) -> Mirror {
        let mut mirror = Mirror {
            entries: Vec::with_capacity(before.entries.len()),
            spans: vec![(0, 0); graph.len()],
            owners: Vec::with_capacity(before.owners.len()),
            ceded: vec![false; graph.len()],
            handles: graph.handles.clone(),
            same_handle: before
                .handles
                .iter()
                .zip(&graph.handles)
                .map(|(before, now)| before == now)
                .collect(),
            ..Mirror::default()
        };
        let marks = marks(graph, live);
        // In which list each object was entered last, so that it is entered once.
        let mut entered = vec![u32::MAX; graph.len()];
        let mut todo = Vec::new();
        for (&mark, owner) in marks.iter().zip(0..) {
            if mark & (HANDLED | LIVE) == HANDLED {
                mirror.walk(owner, graph, &marks, &mut entered, &mut todo);
                mirror.owners.push(owner);
            }
        }
        let mut next = 0;
        while let Some(&node) = mirror.nodes.get(next) {
            mirror.walk(node, graph, &marks, &mut entered, &mut todo);
            next += 1;
        }
        mirror
    }

    /// Makes the list of one object.
    fn walk(
        &mut self,
        owner: u32,
        graph: &Graph,
        marks: &[Marks],
        entered: &mut [u32],
        todo: &mut Vec<u32>,
    ) {
        let start = self.entries.len() as u32;
        self.ceded[owner as usize] = true;
        entered[owner as usize] = owner;
        todo.push(owner);
        while let Some(place) = todo.pop() {
            let slots = graph.slots(place).iter();
            self.entries
                .extend(slots.map(|&slot| entry(Plan::SLOT, slot)));
            for &target in graph.edges(place) {
                let at = target as usize;
                let mark = marks[at];
                if mark & LIVE != 0 || std::mem::replace(&mut entered[at], owner) == owner {
                    continue;
                }
                if mark & HANDLED != 0 {
                    self.entries.push(entry(Plan::WRAPPER, target));
                } else if mark & SHARED != 0 {
                    self.entries.push(entry(Plan::NODE, target));
                    if !std::mem::replace(&mut self.ceded[at], true) {
                        self.nodes.push(target);
                    }
                } else {
                    self.ceded[at] = true;
                    todo.push(target);
                }
            }
        }
        self.spans[owner as usize] = (start, self.entries.len() as u32);
    }

    pub(super) fn list(&self, place: u32) -> &[u32] {
        let (start, end) = self.spans.get(place as usize).copied().unwrap_or_default();
        &self.entries[start as usize..end as usize]
    }

    /// The handle that the wrapper of the object at a place owned, as bits; 0 if there was none.
    pub(super) fn handle(&self, place: u32) -> u64 {
        self.handles.get(place as usize).copied().unwrap_or(0)
    }

    /// How many entries there are in all lists.
    pub(super) fn len(&self) -> u32 {
        self.entries.len() as u32
    }

    /// Whether the list of an object that was ceded ever since is what it was in the pass `before`.
    ///
    /// Entries are compared by place and slot. So each must still be the same object, handle or value.
    pub(super) fn is_as(&self, before: &Mirror, place: u32, heap: &Heap) -> bool {
        let list = self.list(place);
        list == before.list(place)
            && list.iter().all(|&entry| match (kind(entry), index(entry)) {
                (Plan::SLOT, slot) => !heap.js_refs.is_fresh(slot),
                (Plan::WRAPPER, place) => self.same_handle.get(place as usize) == Some(&true),
                // Whether a node is what it was, its own list says.
                _ => true,
            })
    }
}

/// Objects without a handle that are [`SHARED`] become nodes; of others it does not matter.
fn marks(graph: &Graph, live: &[bool]) -> Vec<Marks> {
    let objects = live.iter().zip(&graph.handles);
    let mut marks: Vec<Marks> = objects
        .map(|(&live, &handle)| {
            (if live { LIVE } else { 0 }) | (if handle != 0 { HANDLED } else { 0 })
        })
        .collect();
    for place in (0..).take(live.len()) {
        if marks[place as usize] & LIVE == 0 {
            for &target in graph.edges(place) {
                let mark = &mut marks[target as usize];
                *mark |= if *mark & SEEN == 0 { SEEN } else { SHARED };
            }
        }
    }
    marks
}

//! Cede: hands what only wrappers keep alive over to the other heap's collector.
//!
//! Everything here happens in one job, in the order of [`Plan`]: at no time is a value held by neither its slot nor
//! a mirror list that something holds.

use super::count::Graph;
use super::mirror::{Mirror, entry, index, kind};
use super::{Pass, State};
use crate::heap::Heap;
use crate::host::{Host, Plan};
use crate::object::ErasedObject;

/// No position.
const NONE: u32 = u32::MAX;

/// Why an attempt to cede changed nothing.
pub(super) enum Refused {
    /// The wrappers of these objects are dead: their handles are to be released first.
    Dead(Vec<u32>),
    /// The wrappers of these objects cannot be found: they are roots in this pass.
    Hidden(Vec<u32>),
}

/// How the other side is told of wrappers and nodes: by numbers.
pub(super) struct Numbers {
    /// By place: the position of a handle among `handles`.
    positions: Vec<u32>,
    /// By place: the number of a node.
    numbers: Vec<u32>,
    pub(super) handles: Vec<f64>,
    /// The places of `handles`.
    pub(super) places: Vec<u32>,
    /// The nodes by number.
    pub(super) nodes: Vec<u32>,
}

impl Numbers {
    pub(super) fn new(places: usize) -> Numbers {
        Numbers {
            positions: vec![NONE; places],
            numbers: vec![NONE; places],
            handles: Vec::new(),
            places: Vec::new(),
            nodes: Vec::new(),
        }
    }

    /// Makes room for so many places.
    pub(super) fn grow(&mut self, places: usize) {
        self.positions.resize(places, NONE);
        self.numbers.resize(places, NONE);
    }

    /// Wrappers are looked for anew; nodes keep their numbers.
    pub(super) fn forget_wrappers(&mut self) {
        self.handles.clear();
        for place in self.places.drain(..) {
            self.positions[place as usize] = NONE;
        }
    }

    /// Whether a node has a number.
    pub(super) fn has(&self, node: u32) -> bool {
        self.numbers[node as usize] != NONE
    }

    /// Gives a node a number, if it has none.
    pub(super) fn number(&mut self, node: u32) {
        let number = &mut self.numbers[node as usize];
        if *number == NONE {
            *number = self.nodes.len() as u32;
            self.nodes.push(node);
        }
    }

    /// Numbers what the list of a wrapper names, and the wrapper.
    pub(super) fn add_owner(&mut self, mirror: &Mirror, handles: &[u64], owner: u32) {
        self.find(handles, owner);
        self.add(mirror, handles, owner);
    }

    /// Numbers what a list names.
    pub(super) fn add(&mut self, mirror: &Mirror, handles: &[u64], owner: u32) {
        for &e in mirror.list(owner) {
            match kind(e) {
                Plan::WRAPPER => self.find(handles, index(e)),
                Plan::NODE => self.number(index(e)),
                _ => {}
            }
        }
    }

    /// Has the wrapper of an object looked for.
    fn find(&mut self, handles: &[u64], place: u32) {
        let position = &mut self.positions[place as usize];
        if *position == NONE {
            *position = self.handles.len() as u32;
            self.handles.push(handles[place as usize] as f64);
            self.places.push(place);
        }
    }

    /// Lists as in [`Plan::lists`]: those of nodes, and those of wrappers.
    pub(super) fn words(&self, mirror: &Mirror, nodes: &[u32], owners: &[u32]) -> Vec<u32> {
        let mut words = Vec::new();
        let nodes = nodes.iter().map(|&node| (Plan::NODE, node));
        let owners = owners.iter().map(|&owner| (Plan::WRAPPER, owner));
        for (owner_kind, owner) in nodes.chain(owners) {
            let list = mirror.list(owner);
            words.push(self.entry(owner_kind, owner));
            words.push(list.len() as u32);
            words.extend(list.iter().map(|&e| self.entry(kind(e), index(e))));
        }
        words
    }

    fn entry(&self, kind: u32, index: u32) -> u32 {
        let at = index as usize;
        match kind {
            Plan::SLOT => entry(kind, index),
            Plan::WRAPPER => entry(kind, self.positions[at]),
            _ => entry(kind, self.numbers[at]),
        }
    }
}

/// Owners whose list is not what their wrapper has, and what these lists name.
fn changed(heap: &Heap, graph: &Graph, mirror: &Mirror, before: &Mirror) -> (Vec<u32>, Numbers) {
    let handles = &graph.records.handles;
    // Asked in no order, for every reference; so the answers are put close together.
    let pairs = before.handles.iter().zip(handles);
    let same_handles: Vec<bool> = pairs.map(|(before, now)| before == now).collect();
    let same_handle = |place| same_handles.get(place as usize) == Some(&true);
    let same = |place| graph.is_ceded(place) && mirror.is_as(before, place, heap, same_handle);
    // Nodes are not known to the other side by name. So if one changed, whatever names any node is sent again.
    let nodes_are_same = mirror.nodes.iter().all(|&node| same(node));
    let owners = mirror.owners.iter().copied();
    let changed: Vec<_> = owners
        .filter(|&owner| !same(owner) || !nodes_are_same && mirror.names_nodes(owner))
        .filter(|&owner| !mirror.list(owner).is_empty())
        .collect();
    let mut numbers = Numbers::new(graph.len());
    for &owner in &changed {
        numbers.add_owner(mirror, handles, owner);
    }
    let mut next = 0;
    while let Some(&node) = numbers.nodes.get(next) {
        numbers.add(mirror, handles, node);
        next += 1;
    }
    (changed, numbers)
}

/// Cedes what `mirror` says.
///
/// # Errors
/// If wrappers that are needed were not found. Then nothing has changed.
pub(super) fn cede(
    heap: &Heap,
    host: &dyn Host,
    pass: &Pass<'_>,
    before: &Mirror,
) -> Result<(), Refused> {
    let Pass { graph, mirror, .. } = pass;
    let (owners, numbers) = changed(heap, graph, mirror, before);
    let (mut dead, mut hidden) = (Vec::new(), Vec::new());
    for lost in host.find_wrappers(&numbers.handles) {
        let places = if lost.dead { &mut dead } else { &mut hidden };
        places.push(numbers.places[lost.position as usize]);
    }
    if !dead.is_empty() {
        return Err(Refused::Dead(dead));
    }
    if !hidden.is_empty() {
        return Err(Refused::Hidden(hidden));
    }
    let (strengthen, weaken) = toggled(heap, pass);
    let plan = Plan {
        strengthen: &strengthen,
        nodes: numbers.nodes.len() as u32,
        lists: &numbers.words(mirror, &numbers.nodes, &owners),
        clear: &outdated(graph, mirror, before),
        weaken: &weaken,
    };
    heap.js_refs.set_weak(&strengthen, false);
    heap.js_refs.set_weak(&weaken, true);
    host.cede(&plan);
    raise_flags(heap, graph, mirror);
    Ok(())
}

/// Which slots have to hold their values again, and which need not any more.
///
/// A slot may be weak if all references to it are in traced fields of ceded objects. Those of objects that are about to be
/// freed do not count as such: `Drop` code may still use them.
fn toggled(heap: &Heap, pass: &Pass<'_>) -> (Vec<u32>, Vec<u32>) {
    let Pass { graph, mirror, .. } = pass;
    let mut of_ceded = vec![0; heap.js_refs.slots()];
    for place in graph.places().filter(|&p| mirror.ceded[p as usize]) {
        for &slot in graph.slots(place) {
            of_ceded[slot as usize] += 1;
        }
    }
    heap.js_refs.toggled(&of_ceded)
}

/// The handles of wrappers that have a list, and are to have none.
fn outdated(graph: &Graph, mirror: &Mirror, before: &Mirror) -> Vec<f64> {
    let had = graph
        .places()
        .filter(|&place| !before.list(place).is_empty() && mirror.list(place).is_empty());
    // By the handle of that time: a wrapper whose handle is raw retained by now has a list all the same.
    had.map(|place| before.handles[place as usize])
        .filter(|&handle| handle != 0)
        .map(|handle| handle as f64)
        .collect()
}

/// From here on Rust code that enters what was ceded meets the barrier, and nothing else does.
fn raise_flags(heap: &Heap, graph: &Graph, mirror: &Mirror) {
    let drops_wait = heap.drops_wait();
    for place in graph.places() {
        let Some(object) = graph.object(place) else {
            continue;
        };
        // Behind an empty list there is nothing to take out.
        let barred = mirror.ceded[place as usize]
            && !(graph.is_handled(place) && mirror.list(place).is_empty());
        raise_flag(heap, object, barred, drops_wait);
    }
}

/// Raises the flag of an object, or lowers it.
fn raise_flag(heap: &Heap, object: &dyn ErasedObject, barred: bool, drops_wait: bool) {
    let header = object.header();
    let state = header.standing.state();
    let wanted = match state {
        _ if barred => State::Ceded,
        // It may be a root only because what refers to it waits to be dropped.
        State::Orphan if drops_wait => State::Orphan,
        _ => State::Free,
    };
    // Where it was watched, the handle is barred.
    let watched = header.standing.unwatch();
    if state == State::Condemned || state == wanted && !watched {
        return;
    }
    header.standing.set(wanted);
    if let Some(handle) = header.handle() {
        heap.bar(handle, barred);
    }
}

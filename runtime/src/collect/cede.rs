//! Cede: hands what only wrappers keep alive over to the other heap's collector.
//!
//! Everything here happens in one job, in the order of [`Plan`]: at no time is a value held by neither its slot nor
//! a mirror list that something holds.

use super::count::Graph;
use super::mirror::{Mirror, entry, index, kind};
use super::{Pass, State};
use crate::heap::Heap;
use crate::host::{Host, Plan};

/// No position.
const NONE: u32 = u32::MAX;

/// Why an attempt to cede changed nothing.
pub(super) enum Refused {
    /// The wrappers of these objects are dead: their handles are to be released first.
    Dead(Vec<u32>),
    /// The wrappers of these objects cannot be found: they are roots in this pass.
    Hidden(Vec<u32>),
}

/// The lists that are sent, as far as they are known.
struct Lists<'a> {
    mirror: &'a Mirror,
    graph: &'a Graph,
    /// Owners whose list is not what their wrapper has, and the nodes that these lists need.
    changed: Vec<u32>,
    nodes: Vec<u32>,
    /// By place: the number of a node, or the position of a handle among `handles`.
    numbers: Vec<u32>,
    handles: Vec<f64>,
    /// The places of `handles`.
    places: Vec<u32>,
}

impl<'a> Lists<'a> {
    fn of(heap: &Heap, graph: &'a Graph, mirror: &'a Mirror, before: &Mirror) -> Lists<'a> {
        let same = |place| graph.is_ceded(place) && mirror.is_as(before, place, heap);
        // Nodes are not known to the other side by name. So if one changed, whatever names any node is sent again.
        let nodes_are_same = mirror.nodes.iter().all(|&node| same(node));
        let names_nodes = |place| mirror.list(place).iter().any(|&e| kind(e) == Plan::NODE);
        let owners = mirror.owners.iter().copied();
        let changed = owners
            .filter(|&owner| !same(owner) || !nodes_are_same && names_nodes(owner))
            .filter(|&owner| !mirror.list(owner).is_empty())
            .collect();
        let mut lists = Lists {
            mirror,
            graph,
            changed,
            nodes: Vec::new(),
            numbers: vec![NONE; graph.len()],
            handles: Vec::new(),
            places: Vec::new(),
        };
        for i in 0..lists.changed.len() {
            let owner = lists.changed[i];
            lists.find(owner);
            lists.prepare(owner);
        }
        let mut next = 0;
        while let Some(&node) = lists.nodes.get(next) {
            lists.prepare(node);
            next += 1;
        }
        lists
    }

    /// Numbers what a list names.
    fn prepare(&mut self, owner: u32) {
        let mirror = self.mirror;
        for &e in mirror.list(owner) {
            match kind(e) {
                Plan::WRAPPER => self.find(index(e)),
                Plan::NODE if self.numbers[index(e) as usize] == NONE => {
                    self.numbers[index(e) as usize] = self.nodes.len() as u32;
                    self.nodes.push(index(e));
                }
                _ => {}
            }
        }
    }

    /// Has the wrapper of an object looked for.
    fn find(&mut self, place: u32) {
        let number = &mut self.numbers[place as usize];
        if *number == NONE {
            *number = self.handles.len() as u32;
            self.handles.push(self.graph.handles[place as usize] as f64);
            self.places.push(place);
        }
    }

    /// The lists as [`Plan::lists`].
    fn words(&self) -> Vec<u32> {
        let mut words = Vec::new();
        let nodes = self.nodes.iter().map(|&node| (Plan::NODE, node));
        let owners = self.changed.iter().map(|&owner| (Plan::WRAPPER, owner));
        for (owner_kind, owner) in nodes.chain(owners) {
            let list = self.mirror.list(owner);
            words.push(entry(owner_kind, self.numbers[owner as usize]));
            words.push(list.len() as u32);
            words.extend(list.iter().map(|&e| match kind(e) {
                Plan::SLOT => e,
                kind => entry(kind, self.numbers[index(e) as usize]),
            }));
        }
        words
    }
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
    let lists = Lists::of(heap, graph, mirror, before);
    let (mut dead, mut hidden) = (Vec::new(), Vec::new());
    for lost in host.find_wrappers(&lists.handles) {
        let places = if lost.dead { &mut dead } else { &mut hidden };
        places.push(lists.places[lost.position as usize]);
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
        nodes: lists.nodes.len() as u32,
        lists: &lists.words(),
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
    let mut of_ceded = vec![0; graph.traced_slots.len()];
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
        let header = object.header();
        // Behind an empty list there is nothing to take out.
        let barred = mirror.ceded[place as usize]
            && !(graph.is_handled(place) && mirror.list(place).is_empty());
        let wanted = if barred { State::Ceded } else { State::Free };
        let state = header.state.get();
        if state == State::Condemned || state == wanted {
            continue;
        }
        // It may be a root only because what refers to it waits to be dropped.
        if drops_wait && (state, wanted) == (State::Orphan, State::Free) {
            continue;
        }
        header.state.set(wanted);
        if let Some(handle) = header.handle() {
            heap.bar(handle, barred);
        }
    }
}

//! What holds each object, by what the program has done, and whether explanations agree.

use std::collections::{BTreeMap, BTreeSet};

use handfast_runtime::{
    Explanation, GraphEdge, GraphNode, Handle, Heap, HeapGraph, Roots, WrapperHold,
};

use super::world::{Any, Holds, World};

pub(super) struct Oracle {
    alive: BTreeSet<usize>,
    /// What each object is seen to hold.
    holds: BTreeMap<usize, Holds>,
    /// References that are in variables, or in a field that cannot be seen.
    references: BTreeMap<usize, u32>,
    retains: BTreeMap<usize, u32>,
    /// Which object is borrowed, and whether mutably.
    borrowed: Option<(usize, bool)>,
    /// Objects that can hold nothing and are not exposed: they are in no graph but that of their own explanation.
    hidden: BTreeSet<usize>,
    /// The objects of the nodes of a graph.
    ids: BTreeMap<usize, usize>,
}

fn position(explanation: &Explanation) -> Result<usize, String> {
    explanation
        .path
        .last()
        .copied()
        .ok_or_else(|| "not found".to_owned())
}

fn explain(object: &Any) -> Explanation {
    match object {
        Any::Vertex(vertex) => Heap::explain(vertex),
        Any::Leaf(leaf) => Heap::explain(leaf),
    }
}

fn is_root(roots: &Roots) -> bool {
    roots.references > 0
        || roots.retains > 0
        || roots.borrowed.is_some()
        || roots.borrowed_mut.is_some()
        || roots.pinned
        || roots.wrapper == WrapperHold::Certain
}

impl Oracle {
    pub(super) fn of(world: &World, borrowed: Option<(usize, bool)>) -> Oracle {
        let alive = world.alive();
        let mut oracle = Oracle {
            holds: BTreeMap::new(),
            references: BTreeMap::new(),
            retains: BTreeMap::new(),
            ids: BTreeMap::new(),
            hidden: world.leaves.clone(),
            alive,
            borrowed,
        };
        for (id, _) in &world.variables {
            *oracle.references.entry(*id).or_default() += 1;
        }
        for &id in &oracle.alive {
            let mut holds = world.holds[&id].clone();
            if borrowed == Some((id, true)) {
                for to in holds.edges.drain(..) {
                    *oracle.references.entry(to).or_default() += 1;
                }
                holds.js_refs.clear();
            }
            for (value, to) in &mut holds.js_refs {
                *to = to.filter(|_| world.js.exists(*value));
            }
            oracle.holds.insert(id, holds);
        }
        for (&handle, &(id, retains)) in &world.handles {
            if Heap::is_alive(handle) {
                *oracle.retains.entry(id).or_default() += retains;
                oracle.hidden.remove(&id);
            }
        }
        // A borrowed object was cloned out of a variable.
        if let Some((id, _)) = borrowed {
            *oracle.references.entry(id).or_default() += 1;
        }
        oracle
    }

    /// Which node is which object. They keep their positions as long as none is made, exposed or dropped.
    pub(super) fn identified(mut self, world: &World) -> Result<BTreeMap<usize, usize>, String> {
        self.identify(world, &Heap::graph())?;
        Ok(self.ids)
    }

    pub(super) fn knowing(self, ids: BTreeMap<usize, usize>) -> Oracle {
        Oracle { ids, ..self }
    }

    pub(super) fn check(mut self, world: &World) -> Result<(), String> {
        let graph = Heap::graph();
        self.identify(world, &graph)?;
        for (&node, &id) in &self.ids {
            self.check_node(world, id, &graph.nodes[node])
                .map_err(|error| format!("object {id}: {error}"))?;
        }
        for (id, object) in &world.variables {
            let mut because = explain(object);
            let at = if self.hidden.contains(id) {
                let at = graph.nodes.len();
                self.ids.insert(at, *id);
                at
            } else {
                self.node_of(*id)?
            };
            if because.graph.nodes[at].roots.references + 1 != self.references[id] {
                return Err(format!("the reference to {id} was counted"));
            }
            self.check_path(at, &mut because)
                .map_err(|error| format!("why is {id} alive: {error}\n{because}"))?;
        }
        for (&handle, &(id, _)) in &world.handles {
            self.check_handle(handle, id)
                .map_err(|error| format!("why is {id}, {handle:?}, alive: {error}"))?;
        }
        let after = Heap::graph();
        (after == graph)
            .then_some(())
            .ok_or_else(|| "asking has changed something".to_owned())
    }

    fn check_handle(&self, handle: Handle, id: usize) -> Result<(), String> {
        let answers = [Heap::explain_handle(handle), Heap::explain_wrapper(handle)];
        for (answer, by_wrapper) in answers.into_iter().zip([false, true]) {
            if answer.is_ok() != Heap::is_alive(handle) {
                return Err("stale or not".to_owned());
            }
            let Ok(mut because) = answer else { continue };
            let at = self.node_of(id)?;
            if by_wrapper && because.graph.nodes[at].roots.wrapper == WrapperHold::Certain {
                return Err("its own wrapper counts".to_owned());
            }
            if because.is_garbage() {
                return Err("a handle is a reason".to_owned());
            }
            self.check_path(at, &mut because)?;
        }
        Ok(())
    }

    fn node_of(&self, id: usize) -> Result<usize, String> {
        let mut ids = self.ids.iter();
        let found = ids.find(|&(_, &other)| other == id);
        found
            .map(|(&at, _)| at)
            .ok_or_else(|| format!("{id} is not in the graph"))
    }

    /// Finds out which node is which object: those in variables and with handles, and what they hold, in order.
    fn identify(&mut self, world: &World, graph: &HeapGraph) -> Result<(), String> {
        let mut todo = Vec::new();
        for (id, object) in &world.variables {
            let _another = object.clone();
            let at = position(&explain(object))?;
            if !self.hidden.contains(id) {
                todo.push((at, *id));
            }
        }
        for (at, node) in graph.nodes.iter().enumerate() {
            if let Some((id, _)) = node.handle.and_then(|handle| world.handles.get(&handle)) {
                todo.push((at, *id));
            }
        }
        let mut done = BTreeSet::new();
        while let Some((at, id)) = todo.pop() {
            match self.ids.insert(at, id) {
                Some(other) if other != id => return Err(format!("node {at} is {id} and {other}")),
                _ if !done.insert(at) => continue,
                _ => {}
            }
            let edges = self.seen(id)?;
            let found = &graph.nodes[at].edges;
            if edges.len() != found.len() {
                return Err(format!("{id} holds {edges:?}, not {found:?}"));
            }
            for (edge, to) in found.iter().zip(edges) {
                if edge.to().is_some() != to.is_some() {
                    return Err(format!("{edge:?} leads to {to:?}"));
                }
                todo.extend(edge.to().zip(to));
            }
        }
        Ok(())
    }

    /// What an object holds, as the graph shows it.
    fn seen(&self, id: usize) -> Result<Vec<Option<usize>>, String> {
        let holds = self.holds.get(&id).ok_or_else(|| format!("{id} is dead"))?;
        let edges = holds.edges.iter().copied();
        let edges = edges.filter(|to| !self.hidden.contains(to)).map(Some);
        let js_refs = holds.js_refs.iter().map(|&(_, to)| to);
        Ok(edges.chain(js_refs).collect())
    }

    fn check_node(&self, world: &World, id: usize, node: &GraphNode) -> Result<(), String> {
        let count = |map: &BTreeMap<usize, u32>| map.get(&id).copied().unwrap_or(0);
        let (roots, holds) = (&node.roots, self.holds.values());
        let traced: usize = holds
            .flat_map(|holds| &holds.edges)
            .filter(|&&to| to == id)
            .count();
        let handles = world.handles.iter();
        let entries = handles
            .filter(|&(&handle, &(object, _))| object == id && Heap::is_alive(handle))
            .count();
        let expected = (
            count(&self.references),
            count(&self.retains),
            count(&self.references) + (traced + entries) as u32,
            self.borrowed == Some((id, false)),
            self.borrowed == Some((id, true)),
        );
        let found = (
            roots.references,
            roots.retains,
            node.strong,
            roots.borrowed.is_some(),
            roots.borrowed_mut.is_some(),
        );
        if found != expected {
            return Err(format!("{found:?}, not {expected:?}"));
        }
        let held = self.holds.values().flat_map(|holds| &holds.js_refs);
        let is_held = held.into_iter().any(|&(_, to)| to == Some(id));
        if roots.wrapper == WrapperHold::Certain && (is_held || entries == 0) {
            return Err("Rust holds its wrapper, or there is none".to_owned());
        }
        if roots.pinned && (node.ceded || world.js.pins() == 0) {
            return Err("nothing of it is pinned".to_owned());
        }
        if roots.wrapper == WrapperHold::No && count(&self.retains) == 0 && entries > 0 {
            return Err("its wrapper is forgotten".to_owned());
        }
        Ok(())
    }

    /// Whether a path is one, and the shortest.
    fn check_path(&self, target: usize, because: &mut Explanation) -> Result<(), String> {
        let nodes = &because.graph.nodes;
        let certain = |at: usize| is_root(&nodes[at].roots);
        let possible = |at: usize| nodes[at].roots.wrapper == WrapperHold::Possible;
        let all = 0..nodes.len();
        let distance = distance(nodes, all.clone().filter(|&at| certain(at)), target)
            .or_else(|| distance(nodes, all.filter(|&at| possible(at)), target));
        if because.path.len().checked_sub(1) != distance {
            return Err(format!("distance {distance:?}, path {:?}", because.path));
        }
        let mut before = None;
        for (&at, (node, edge)) in because.path.iter().zip(because.steps()) {
            match (before, edge) {
                (None, None) if certain(at) || possible(at) => {}
                (Some(before), Some(edge)) => self.check_edge(before, edge, at)?,
                _ => return Err(format!("{edge:?} leads to {node}")),
            }
            before = Some(at);
        }
        if before.is_some_and(|last| last != target) {
            return Err("it leads elsewhere".to_owned());
        }
        Ok(())
    }

    fn check_edge(&self, from: usize, edge: GraphEdge, to: usize) -> Result<(), String> {
        let (Some(from), Some(to)) = (self.ids.get(&from), self.ids.get(&to)) else {
            return Err("the path leads through an unknown object".to_owned());
        };
        let holds = &self.holds[from];
        let is_real = match edge {
            GraphEdge::Ref { .. } => holds.edges.contains(to),
            _ => holds.js_refs.iter().any(|&(_, held)| held == Some(*to)),
        };
        is_real
            .then_some(())
            .ok_or_else(|| format!("{from} does not hold {to}"))
    }
}

/// How many references away the target is: by widening the circle, object by object.
fn distance(
    nodes: &[GraphNode],
    roots: impl Iterator<Item = usize>,
    target: usize,
) -> Option<usize> {
    let mut circle: BTreeSet<usize> = roots.collect();
    for distance in 0..=nodes.len() {
        if circle.contains(&target) {
            return Some(distance);
        }
        let wider = circle
            .iter()
            .flat_map(|&at| &nodes[at].edges)
            .filter_map(|edge| edge.to());
        circle = wider.chain(circle.iter().copied()).collect();
    }
    None
}

//! Inspect: the graph that a pass would see now, as plain data. What [`Heap::explain`] and [`Heap::graph`] are made of.
//!
//! A pass leaves objects out that can hold nothing. Here those that are exposed, and the one that is asked for, get a place
//! for a while, so that they are traced and counted like the others.

use std::rc::Rc;

use super::count::Graph;
use super::{State, UNREGISTERED};
use crate::explain::{GraphEdge, GraphNode, HeapGraph, Roots, WrapperHold};
use crate::handle::Handle;
use crate::heap::Heap;
use crate::object::ErasedObject;
use crate::trace::{Tracer, Visit};

/// Objects that have a place only for now, also if a `Trace` implementation panics.
struct Leaves {
    /// The first of these places.
    first: u32,
    placed: Vec<Rc<dyn ErasedObject>>,
}

impl Leaves {
    /// The place of an object.
    fn place(&mut self, object: &Rc<dyn ErasedObject>) -> u32 {
        let place = &object.header().place;
        if place.get() == UNREGISTERED {
            place.set(self.first + self.placed.len() as u32);
            self.placed.push(object.clone());
        }
        place.get()
    }
}

impl Drop for Leaves {
    fn drop(&mut self) {
        for leaf in &self.placed {
            leaf.header().place.set(UNREGISTERED);
        }
    }
}

/// What the entries of one object hold.
#[derive(Clone, Copy, Default)]
struct Share {
    /// How many entries there are; each has one strong reference.
    entries: u32,
    retains: u32,
    /// The handle whose wrapper's share is taken.
    wrapped: Option<Handle>,
    /// The slot by which the object keeps its wrapper.
    own_slot: Option<u32>,
}

/// Nobody asks what is found.
struct Ignore;

impl Visit for Ignore {
    fn object(&mut self, _: &dyn ErasedObject) {}
    fn js_ref(&mut self, _: u32) {}
}

impl Heap {
    /// All that is known, and the position of the target in it. Nothing if a `Trace` implementation asks.
    pub(crate) fn inspect(
        &self,
        target: Option<Rc<dyn ErasedObject>>,
    ) -> (HeapGraph, Option<usize>) {
        if self.collector.tracing.get() {
            return Default::default();
        }
        // To the end, because places are not what a pass expects. Hosts and `Trace` implementations may ask for one.
        let _tracing = self.collector.trace();
        let mut objects = self.collector.registry.snapshot();
        let mut leaves = Leaves {
            first: objects.len() as u32,
            placed: Vec::new(),
        };
        let mut shares = vec![Share::default(); objects.len()];
        self.each_entry(&mut |object, listed| {
            let place = leaves.place(object) as usize;
            shares.resize(shares.len().max(place + 1), Share::default());
            let share = &mut shares[place];
            share.entries += 1;
            share.retains = share.retains.saturating_add(listed.retains);
            if listed.wrapped {
                share.wrapped = Some(listed.handle);
                share.own_slot = listed.own_slot;
            }
        });
        // The reference itself is dropped here: it would be counted.
        let target = target.map(|target| leaves.place(&target));
        objects.extend(leaves.placed.iter().cloned().map(Some));
        shares.resize(objects.len(), Share::default());
        let graph = Graph::of(self, objects);
        let nodes = self.nodes(&graph, &leaves, &shares);
        let target = target.and_then(|target| graph.places().position(|place| place == target));
        (HeapGraph { nodes }, target)
    }

    fn nodes(&self, graph: &Graph, leaves: &Leaves, shares: &[Share]) -> Vec<GraphNode> {
        let host = self.host().ok();
        let mut positions = vec![0; graph.len()];
        let mut traced = vec![0; graph.len()];
        for (position, place) in graph.places().enumerate() {
            positions[place as usize] = position;
            for &target in graph.edges(place) {
                traced[target as usize] += 1;
            }
        }
        let wrapped = shares.iter().map(|share| share.wrapped);
        let handles: Vec<_> = wrapped
            .map(|handle| handle.map_or(0, Handle::bits))
            .collect();
        // By place: whether a mirror list or a JS ref leads to the wrapper, and whether it has a list.
        let (mut explained, listed) = match &*self.collector.mirror.borrow() {
            Some(mirror) if host.is_some() => mirror.named_and_listed(&handles),
            _ => (vec![false; graph.len()], vec![false; graph.len()]),
        };
        let mut nodes = Vec::new();
        for place in graph.places() {
            let Some(object) = graph.object(place) else {
                continue;
            };
            let (header, at) = (object.header(), place as usize);
            let (state, share) = (header.state.get(), shares[at]);
            let targets = graph.edges(place).iter();
            let mut edges: Vec<_> = targets
                .map(|&target| GraphEdge::Ref {
                    to: positions[target as usize],
                })
                .collect();
            for &slot in graph.slots(place) {
                let handle = host.as_ref().and_then(|host| host.handle_in(slot));
                let target = handle.and_then(|handle| Heap::exposed(handle).ok());
                // What was exposed meanwhile is not among them.
                let target = target.map(|target| target.header().place.get() as usize);
                let to = target.filter(|&target| target < graph.len()).map(|target| {
                    explained[target] = true;
                    positions[target]
                });
                let weak = self.js_refs.is_weak(slot);
                edges.push(GraphEdge::JsRef { slot, weak, to });
            }
            let strong = graph.strong[at] - u32::from(place >= leaves.first);
            let holder = object.is_borrowed().then(|| header.holder());
            let is_read = holder.is_some() && object.trace_object(&mut Tracer::new(&mut Ignore));
            nodes.push(GraphNode {
                class: header.class().name(),
                handle: header.handle(),
                strong,
                ceded: state == State::Ceded,
                condemned: state == State::Condemned,
                roots: Roots {
                    references: strong.saturating_sub(traced[at] + share.entries),
                    retains: share.retains,
                    borrowed: holder.filter(|_| is_read),
                    borrowed_mut: holder.filter(|_| !is_read),
                    preserved: share.own_slot.is_some_and(|own| !self.js_refs.is_weak(own)),
                    pinned: listed[at] && state == State::Free || state == State::Visited,
                    wrapper: WrapperHold::No,
                },
                edges,
            });
        }
        for (node, place) in nodes.iter_mut().zip(graph.places()) {
            let at = place as usize;
            if let (Some(handle), Some(host)) = (shares[at].wrapped, &host) {
                let certain = !explained[at] && host.wrapper_lives(handle);
                node.roots.wrapper = if certain {
                    WrapperHold::Certain
                } else {
                    WrapperHold::Possible
                };
            }
        }
        nodes
    }
}

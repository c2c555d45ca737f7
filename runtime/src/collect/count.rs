//! Count: which references are in traced fields, and which objects something else holds.

use std::mem;
use std::rc::Rc;

use super::records::Records;
use super::{State, UNREGISTERED};
use crate::handle::Handle;
use crate::heap::Heap;
use crate::object::ErasedObject;

/// The objects of one pass and the references between them.
pub(super) struct Graph {
    /// By place in the registry; `None` where there is no object.
    pub(super) objects: Vec<Option<Rc<dyn ErasedObject>>>,
    pub(super) records: Records,
    /// How many strong references there are to each object, those of the pass itself not counted.
    pub(super) strong: Vec<u32>,
    /// Objects that are kept whatever their references say.
    pub(super) roots: Vec<u32>,
    pub(super) misreported: u32,
    /// From which place on objects have theirs only as long as this exists: they are not registered.
    leaves: usize,
}

/// Also if a `Trace` implementation panics.
impl Drop for Graph {
    fn drop(&mut self) {
        for leaf in self.objects.iter().skip(self.leaves).flatten() {
            leaf.header().place.set(UNREGISTERED);
        }
    }
}

impl Graph {
    /// Traces every object that can hold references once.
    pub(super) fn trace(heap: &Heap) -> Graph {
        let objects = heap.collector.registry.snapshot();
        let leaves = objects.len();
        Graph::of(heap, objects, leaves)
    }

    /// Traces these objects. Those from place `leaves` on have it only as long as the graph exists.
    pub(super) fn of(
        heap: &Heap,
        objects: Vec<Option<Rc<dyn ErasedObject>>>,
        leaves: usize,
    ) -> Graph {
        let mut graph = Graph {
            records: Records::default(),
            strong: Vec::with_capacity(objects.len()),
            roots: Vec::new(),
            misreported: 0,
            leaves,
            objects,
        };
        graph.records.grow(graph.objects.len());
        // About as many as last time.
        let edges = heap.collector.last.get().edges as usize;
        graph.records.edges.items.reserve(edges);
        for (object, place) in graph.objects.iter().zip(0..) {
            graph.records.record(heap, place, object.as_deref());
        }
        graph.find_roots();
        graph
    }

    /// How many strong references there are to each object, without the share of its wrapper. For the last one who asks.
    pub(super) fn take_references(&mut self) -> Vec<u32> {
        let mut references = mem::take(&mut self.strong);
        for (count, &handle) in references.iter_mut().zip(&self.records.handles) {
            *count -= u32::from(handle != 0);
        }
        references
    }

    /// Adds the objects that are held from outside of traced fields.
    fn find_roots(&mut self) {
        for (object, place) in self.objects.iter().zip(0..) {
            let Some(object) = object else {
                self.strong.push(0);
                continue;
            };
            // One of the strong counts is the snapshot's.
            let strong = Rc::strong_count(object) as u32 - 1;
            let accounted = self.records.accounted(place);
            if strong != accounted || self.records.in_use[place as usize] {
                self.roots.push(place);
            }
            if accounted > strong {
                self.misreported += 1;
            }
            self.strong.push(strong);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.objects.len()
    }

    /// The places of all objects.
    pub(super) fn places(&self) -> impl Iterator<Item = u32> {
        let objects = self.objects.iter().zip(0..);
        objects.filter_map(|(object, place)| object.is_some().then_some(place))
    }

    /// Whether the object was ceded in the last pass, and not entered since.
    pub(super) fn is_ceded(&self, place: u32) -> bool {
        let object = self.object(place);
        object.is_some_and(|object| object.header().standing.state() == State::Ceded)
    }

    /// The object at a place, if there is one.
    pub(super) fn object(&self, place: u32) -> Option<&dyn ErasedObject> {
        self.objects[place as usize].as_deref()
    }

    /// The places that the references of an object lead to.
    pub(super) fn edges(&self, place: u32) -> &[u32] {
        self.records.edges.of(place)
    }

    /// The slots of its JS refs.
    pub(super) fn slots(&self, place: u32) -> &[u32] {
        self.records.slots.of(place)
    }

    pub(super) fn edge_count(&self) -> u32 {
        self.records.edges.items.len() as u32
    }

    /// The handles of objects that have one.
    pub(super) fn handles_at(&self, places: &[u32]) -> Vec<Handle> {
        let objects = places.iter().filter_map(|&place| self.object(place));
        objects
            .filter_map(|object| object.header().handle())
            .collect()
    }

    /// Whether the wrapper of the object owns its handle.
    pub(super) fn is_handled(&self, place: u32) -> bool {
        self.records.handles[place as usize] != 0
    }

    /// The objects that are not to be kept.
    pub(super) fn into_garbage(
        mut self,
        keep: impl Fn(usize) -> bool,
    ) -> Vec<Rc<dyn ErasedObject>> {
        let objects = mem::take(&mut self.objects).into_iter().enumerate();
        objects
            .filter_map(|(place, object)| object.filter(|_| !keep(place)))
            .collect()
    }
}

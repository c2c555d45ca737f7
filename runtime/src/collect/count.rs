//! Count: which references are in traced fields, and which objects something else holds.

use std::mem;
use std::ops::Range;
use std::rc::Rc;

use super::{State, UNREGISTERED};
use crate::handle::Handle;
use crate::heap::Heap;
use crate::object::ErasedObject;
use crate::trace::{Tracer, Visit};

/// The objects of one pass and the references between them.
pub(super) struct Graph {
    /// By place in the registry; `None` where there is no object.
    pub(super) objects: Vec<Option<Rc<dyn ErasedObject>>>,
    /// The places that references lead to.
    pub(super) edges: Lists,
    /// The slots of JS refs.
    pub(super) slots: Lists,
    /// How many strong references there are to each object, those of the pass itself not counted.
    pub(super) strong: Vec<u32>,
    /// The handles that wrappers own, as bits; 0 where there is none.
    pub(super) handles: Vec<u64>,
    /// How many traced references lead to each slot.
    pub(super) traced_slots: Vec<u32>,
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

/// For each object a list, those of one object after those of the one before.
#[derive(Default)]
pub(super) struct Lists {
    pub(super) items: Vec<u32>,
    /// Where the list of each object ends. It begins where that of the one before ends.
    pub(super) ends: Vec<u32>,
}

impl Lists {
    fn of(&self, place: u32) -> &[u32] {
        &self.items[self.range(place)]
    }

    pub(super) fn range(&self, place: u32) -> Range<usize> {
        let place = place as usize;
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        start as usize..self.ends[place] as usize
    }
}

/// Writes down where the references of one object lead.
struct Found<'a> {
    edges: &'a mut Vec<u32>,
    slots: &'a mut Vec<u32>,
    traced: &'a mut [u32],
    traced_slots: &'a mut Vec<u32>,
}

impl Visit for Found<'_> {
    fn object(&mut self, object: &dyn ErasedObject) {
        let place = object.header().place.get();
        // Objects that were made since the pass began, and those without references, are not part of it.
        if let Some(traced) = self.traced.get_mut(place as usize) {
            *traced += 1;
            self.edges.push(place);
        }
    }

    fn js_ref(&mut self, slot: u32) {
        // Tracing gives slots to values that had none.
        while self.traced_slots.len() <= slot as usize {
            self.traced_slots.push(0);
        }
        self.traced_slots[slot as usize] += 1;
        self.slots.push(slot);
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
        let mut traced = vec![0; objects.len()];
        let mut in_use = vec![false; objects.len()];
        let mut graph = Graph {
            edges: Lists::default(),
            slots: Lists::default(),
            strong: Vec::with_capacity(objects.len()),
            handles: Vec::with_capacity(objects.len()),
            traced_slots: vec![0; heap.js_refs.slots()],
            roots: Vec::new(),
            misreported: 0,
            leaves,
            objects,
        };
        for (place, object) in graph.objects.iter().enumerate() {
            if let Some(object) = object {
                let mut found = Found {
                    edges: &mut graph.edges.items,
                    slots: &mut graph.slots.items,
                    traced: &mut traced,
                    traced_slots: &mut graph.traced_slots,
                };
                let complete = object.trace_object(&mut Tracer::new(&mut found));
                let share = heap.wrappers_share(object.header().handle());
                share.own_slot.into_iter().for_each(|own| found.js_ref(own));
                graph.handles.push(share.handle);
                // What is borrowed is in use, even where whoever borrowed it has forgotten the guard.
                in_use[place] = !complete || object.is_borrowed();
            }
            graph.handles.resize(place + 1, 0);
            graph.edges.ends.push(graph.edges.items.len() as u32);
            graph.slots.ends.push(graph.slots.items.len() as u32);
        }
        graph.find_roots(&traced, &in_use);
        graph
    }

    /// How many strong references there are to each object, without the share of its wrapper. For the last one who asks.
    pub(super) fn take_references(&mut self) -> Vec<u32> {
        let mut references = mem::take(&mut self.strong);
        for (count, &handle) in references.iter_mut().zip(&self.handles) {
            *count -= u32::from(handle != 0);
        }
        references
    }

    /// Adds the objects that are held from outside of traced fields.
    fn find_roots(&mut self, traced: &[u32], in_use: &[bool]) {
        for (place, object) in self.objects.iter().enumerate() {
            let Some(object) = object else {
                self.strong.push(0);
                continue;
            };
            // One of the strong counts is the snapshot's.
            let strong = Rc::strong_count(object) as u32 - 1;
            // The share of its wrapper is for the other heap to judge.
            let traced = traced[place] + u32::from(self.is_handled(place as u32));
            if strong != traced || in_use[place] {
                self.roots.push(place as u32);
            }
            if traced > strong {
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
        object.is_some_and(|object| object.header().state.get() == State::Ceded)
    }

    /// The object at a place, if there is one.
    pub(super) fn object(&self, place: u32) -> Option<&dyn ErasedObject> {
        self.objects[place as usize].as_deref()
    }

    /// The places that the references of an object lead to.
    pub(super) fn edges(&self, place: u32) -> &[u32] {
        self.edges.of(place)
    }

    /// The slots of its JS refs.
    pub(super) fn slots(&self, place: u32) -> &[u32] {
        self.slots.of(place)
    }

    pub(super) fn edge_count(&self) -> u32 {
        self.edges.items.len() as u32
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
        self.handles[place as usize] != 0
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

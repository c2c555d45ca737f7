//! Count: which references are in traced fields.

use std::rc::Rc;

use super::Collection;
use crate::object::ErasedObject;
use crate::trace::{Tracer, Visit};

/// The objects of one pass and the references between them.
pub(super) struct Graph {
    /// By place in the registry; `None` where there is no object.
    objects: Vec<Option<Rc<dyn ErasedObject>>>,
    /// The places that references lead to, those of one object after those of the one before.
    targets: Vec<u32>,
    /// Where the references of each object end in `targets`. They begin where those of the one before end.
    ends: Vec<usize>,
    /// How many traced references lead to each object.
    traced: Vec<u32>,
    /// Objects that are kept whatever the counts say.
    pub(super) roots: Vec<u32>,
    misreported: u32,
}

/// Writes down where the references of one object lead.
struct Targets<'a> {
    targets: &'a mut Vec<u32>,
    traced: &'a mut [u32],
}

impl Visit for Targets<'_> {
    fn object(&mut self, object: &dyn ErasedObject) {
        let place = object.header().place.get();
        // Objects that were made since the pass began, and those without references, are not part of it.
        if let Some(traced) = self.traced.get_mut(place as usize) {
            *traced += 1;
            self.targets.push(place);
        }
    }

    fn js_ref(&mut self, _: u32) {}
}

impl Graph {
    /// Traces every object once.
    pub(super) fn trace(objects: Vec<Option<Rc<dyn ErasedObject>>>) -> Graph {
        let mut graph = Graph {
            targets: Vec::new(),
            ends: Vec::with_capacity(objects.len()),
            traced: vec![0; objects.len()],
            roots: Vec::new(),
            misreported: 0,
            objects,
        };
        for (place, object) in graph.objects.iter().enumerate() {
            if let Some(object) = object {
                let mut visit = Targets {
                    targets: &mut graph.targets,
                    traced: &mut graph.traced,
                };
                let complete = object.trace_object(&mut Tracer::new(&mut visit));
                // What is borrowed is in use, even where whoever borrowed it has forgotten the guard.
                if !complete || object.is_borrowed() {
                    graph.roots.push(place as u32);
                }
            }
            graph.ends.push(graph.targets.len());
        }
        graph.find_roots();
        graph
    }

    /// Adds the objects that are held from outside of traced fields.
    fn find_roots(&mut self) {
        for (place, object) in self.objects.iter().enumerate() {
            let Some(object) = object else { continue };
            // One of the strong counts is the snapshot's.
            let (strong, traced) = (Rc::strong_count(object) - 1, self.traced[place] as usize);
            if strong != traced {
                self.roots.push(place as u32);
            }
            if traced > strong {
                self.misreported += 1;
            }
        }
        self.roots.sort_unstable();
        self.roots.dedup();
    }

    pub(super) fn len(&self) -> usize {
        self.objects.len()
    }

    /// The places that the references of an object lead to.
    pub(super) fn targets(&self, place: u32) -> &[u32] {
        let place = place as usize;
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.targets[start..self.ends[place]]
    }

    pub(super) fn report(&self) -> Collection {
        Collection {
            traced: self.objects.iter().flatten().count() as u32,
            edges: self.targets.len() as u32,
            roots: self.roots.len() as u32,
            freed: 0,
            misreported: self.misreported,
        }
    }

    /// The objects that are not live.
    pub(super) fn into_garbage(self, live: &[bool]) -> Vec<Rc<dyn ErasedObject>> {
        let objects = self.objects.into_iter().zip(live);
        objects
            .filter_map(|(object, live)| object.filter(|_| !live))
            .collect()
    }
}

//! Records: what the collector knows of each object, by its place: its references, and the handle that its wrapper owns.

use std::ops::Range;

use crate::heap::Heap;
use crate::object::ErasedObject;
use crate::trace::{Tracer, Visit};

/// The records of all objects. An object can be recorded again: then the old record no longer counts.
#[derive(Default)]
pub(super) struct Records {
    /// The places that references lead to.
    pub(super) edges: Lists,
    /// The slots of JS refs.
    pub(super) slots: Lists,
    /// The handles that wrappers own, as bits; 0 where there is none.
    pub(super) handles: Vec<u64>,
    /// How many recorded references lead to each object.
    pub(super) traced: Vec<u32>,
    /// What is borrowed is in use, even where whoever borrowed it has forgotten the guard.
    pub(super) in_use: Vec<bool>,
}

/// For each object a list.
#[derive(Default)]
pub(super) struct Lists {
    pub(super) items: Vec<u32>,
    /// Where the list of each object begins and ends.
    spans: Vec<(u32, u32)>,
}

impl Lists {
    pub(super) fn range(&self, place: u32) -> Range<usize> {
        let (start, end) = self.spans[place as usize];
        start as usize..end as usize
    }

    pub(super) fn of(&self, place: u32) -> &[u32] {
        &self.items[self.range(place)]
    }

    /// Where the list of each object ends.
    pub(super) fn ends(&self) -> Vec<u32> {
        self.spans.iter().map(|&(_, end)| end).collect()
    }

    fn end(&self) -> u32 {
        self.items.len() as u32
    }
}

/// Writes down where the references of one object lead.
struct Found<'a> {
    edges: &'a mut Vec<u32>,
    slots: &'a mut Vec<u32>,
    traced: &'a mut [u32],
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
        // Tracing gives slots to values that had none, so it need not be one that was there before.
        self.slots.push(slot);
    }
}

impl Records {
    /// Makes room for so many places.
    pub(super) fn grow(&mut self, places: usize) {
        self.edges.spans.resize(places, (0, 0));
        self.slots.spans.resize(places, (0, 0));
        self.handles.resize(places, 0);
        self.traced.resize(places, 0);
        self.in_use.resize(places, false);
    }

    /// Records what is at a place now, and forgets what was.
    pub(super) fn record(&mut self, heap: &Heap, place: u32, object: Option<&dyn ErasedObject>) {
        let at = place as usize;
        for target in self.edges.range(place) {
            let target = self.edges.items[target];
            self.traced[target as usize] -= 1;
        }
        let (edges, slots) = (self.edges.end(), self.slots.end());
        (self.handles[at], self.in_use[at]) = (0, false);
        if let Some(object) = object {
            let mut found = Found {
                edges: &mut self.edges.items,
                slots: &mut self.slots.items,
                traced: &mut self.traced,
            };
            let complete = object.trace_object(&mut Tracer::new(&mut found));
            let share = heap.wrappers_share(object.header().handle());
            share.own_slot.into_iter().for_each(|own| found.js_ref(own));
            self.handles[at] = share.handle;
            self.in_use[at] = !complete || object.is_borrowed();
        }
        self.edges.spans[at] = (edges, self.edges.end());
        self.slots.spans[at] = (slots, self.slots.end());
    }

    /// How many references to the object there must be, if something holds it that is in no record. Its wrapper's share is for the
    /// other heap to judge.
    pub(super) fn accounted(&self, place: u32) -> u32 {
        self.traced[place as usize] + u32::from(self.handles[place as usize] != 0)
    }
}

//! What was entered through weak references, and is given back when the turn ends.
//!
//! A registry of listeners that upgrades its weak references in every frame would otherwise hold them for ever: each
//! pass cedes them, and the next frame enters them, before the other heap's collector has run.
//!
//! It is given back if nothing can have been taken out of it: it was not changed, nor was a reference to it made that still
//! exists (see [`keep`](super::barrier::keep)). One entry is given back as a whole or not at all. If one stays that relies on
//! others, nothing is given back: what it keeps may be held by them only. (The model in `handfast-proptests` found that.)

use std::cell::{Cell, RefCell};
use std::rc::{self, Rc};

use super::State;
use super::barrier::Entered;
use crate::heap::Heap;
use crate::object::ErasedObject;

/// One entry: as [`Entered`], but it does not keep the objects.
struct Visit {
    objects: Vec<rc::Weak<dyn ErasedObject>>,
    pins: Vec<u32>,
    slots: Vec<u32>,
    /// How many references each of the slots had.
    counts: Vec<u32>,
    relies: bool,
}

pub(super) struct Turn {
    visits: RefCell<Vec<Visit>>,
    /// How many strong references each object had in the last pass, by place.
    strong: RefCell<Vec<u32>>,
    /// Whether `visits` has any.
    visiting: Cell<bool>,
}

impl Turn {
    pub(super) const fn new() -> Turn {
        Turn {
            visits: RefCell::new(Vec::new()),
            strong: RefCell::new(Vec::new()),
            visiting: Cell::new(false),
        }
    }

    /// A pass has ceded anew: what was entered before is no matter any more.
    pub(super) fn begin(&self, strong: Vec<u32>) {
        self.strong.replace(strong);
        self.visits.borrow_mut().clear();
        self.visiting.set(false);
    }

    pub(super) fn is_visiting(&self) -> bool {
        self.visiting.get()
    }

    pub(super) fn add(&self, heap: &Heap, entered: Entered) {
        if entered.objects.is_empty() {
            return;
        }
        self.visiting.set(true);
        self.visits.borrow_mut().push(Visit {
            objects: entered.objects.iter().map(Rc::downgrade).collect(),
            pins: entered.pins,
            counts: heap.js_refs.counts(&entered.slots),
            slots: entered.slots,
            relies: entered.relies,
        });
    }

    /// Whether everything that was entered is as the pass has left it, but for the entry.
    fn is_unchanged(&self, heap: &Heap, visit: &Visit) -> bool {
        let strong = self.strong.borrow();
        let mut objects = visit.objects.iter().map(rc::Weak::upgrade);
        objects.all(|object| {
            object.is_some_and(|object| {
                let header = object.header();
                // One of the strong counts is ours.
                let now = Rc::strong_count(&object) as u32 - 1;
                header.state.get() == State::Visited
                    && strong.get(header.place.get() as usize) == Some(&now)
                    && !object.is_borrowed()
            })
        }) && heap.js_refs.counts(&visit.slots) == visit.counts
    }
}

impl Heap {
    /// Gives back what was entered in this turn, as far as that is possible.
    pub(crate) fn end_visits(&self) {
        let turn = &self.collector.turn;
        if !turn.visiting.replace(false) {
            return;
        }
        let visits = turn.visits.take();
        let unchanged: Vec<_> = visits
            .iter()
            .map(|visit| turn.is_unchanged(self, visit))
            .collect();
        let stays = |(visit, unchanged): (&Visit, &bool)| visit.relies && !unchanged;
        let all_stay = visits.iter().zip(&unchanged).any(stays);
        for (visit, unchanged) in visits.iter().zip(unchanged) {
            self.end_visit(visit, unchanged && !all_stay);
        }
    }

    /// Gives back what was entered, or enters it for good.
    fn end_visit(&self, visit: &Visit, back: bool) {
        let state = if back { State::Ceded } else { State::Free };
        for object in visit.objects.iter().filter_map(rc::Weak::upgrade) {
            let header = object.header();
            if header.state.get() == State::Visited {
                header.state.set(state);
                if let Some(handle) = header.handle() {
                    self.bar(handle, back);
                }
            }
        }
        if let (true, Ok(host)) = (back, self.host()) {
            self.js_refs.set_weak(&visit.slots, true);
            host.weaken(&visit.slots);
            host.unpin(&visit.pins);
        }
    }
}

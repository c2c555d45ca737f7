//! What was entered through weak references, and is given back when the turn ends.
//!
//! A registry of listeners that upgrades its weak references in every frame would otherwise hold them for ever: each
//! pass cedes them, and the next frame enters them, before the other heap's collector has run.
//!
//! It is given back if nothing can have been taken out of it: it was not changed, nor was a reference to it made that still
//! exists (see [`keep`](super::barrier::keep)). One entry is given back as a whole or not at all; and with one that is not, whatever
//! it needs of the others is kept.

use std::cell::Cell;
use std::rc::{self, Rc};

use super::State;
use super::barrier::{Entered, promote};
use crate::handle::Handle;
use crate::heap::Heap;
use crate::object::ErasedObject;
use crate::table::Table;

/// One entry: as [`Entered`], but it does not keep the objects.
struct Visit {
    /// Each with the handle it had.
    objects: Vec<(rc::Weak<dyn ErasedObject>, Option<Handle>)>,
    pins: Vec<u32>,
    slots: Vec<u32>,
}

impl Visit {
    /// Those that still exist.
    fn objects(&self) -> impl Iterator<Item = Rc<dyn ErasedObject>> {
        self.objects
            .iter()
            .filter_map(|(object, _)| object.upgrade())
    }

    fn places(&self) -> Vec<u32> {
        self.objects()
            .map(|object| object.header().place.get())
            .collect()
    }
}

pub(super) struct Turn {
    visits: Table<Vec<Visit>>,
    /// How many strong references each object had in the last pass, by place. Without that of its handle: it may be gone, and a
    /// `Ref` that somebody keeps be there in its place.
    strong: Table<Vec<u32>>,
    /// Whether `visits` has any.
    visiting: Cell<bool>,
}

impl Turn {
    pub(super) const fn new() -> Turn {
        Turn {
            visits: Table::new(Vec::new()),
            strong: Table::new(Vec::new()),
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

    pub(super) fn add(&self, entered: Entered) {
        if entered.objects.is_empty() {
            return;
        }
        self.visiting.set(true);
        self.visits.borrow_mut().push(Visit {
            objects: entered
                .objects
                .iter()
                .map(|object| (Rc::downgrade(object), object.header().handle()))
                .collect(),
            pins: entered.pins,
            slots: entered.slots,
        });
    }

    /// Whether all objects of an entry are as the pass has left them, but for the entry.
    fn is_unchanged(&self, visit: &Visit) -> bool {
        visit.objects.iter().all(|(object, handle)| {
            let object = object.upgrade();
            object.is_some_and(|object| self.is_as_before(&object, *handle))
        })
    }

    fn is_as_before(&self, object: &Rc<dyn ErasedObject>, handle: Option<Handle>) -> bool {
        let header = object.header();
        let strong = self.strong.borrow();
        // One of the strong counts is ours.
        let now = Rc::strong_count(object) as u32 - 1 - u32::from(header.handle().is_some());
        header.standing.state() == State::Visited
            && header.handle() == handle
            && strong.get(header.place.get() as usize) == Some(&now)
            && !object.is_borrowed()
    }
}

impl Heap {
    /// Gives back what was entered in this turn, as far as that is possible.
    pub(super) fn end_visits(&self) {
        let turn = &self.collector.turn;
        if !turn.visiting.replace(false) {
            return;
        }
        let visits = turn.visits.take().into_iter();
        let (back, kept): (Vec<_>, Vec<_>) = visits.partition(|visit| turn.is_unchanged(visit));
        // What is entered for good here may be part of other entries. Then it stays, whatever becomes of them.
        for visit in kept {
            promote(self, visit.places(), State::Free);
        }
        for visit in back {
            self.give_back(visit);
        }
    }

    fn give_back(&self, mut visit: Visit) {
        for object in visit.objects() {
            let header = object.header();
            if header.standing.state() == State::Visited {
                self.collector.watch.change_state(header, State::Ceded);
            }
        }
        self.js_refs.give_back(&mut visit.slots);
        if let Ok(host) = self.host() {
            host.weaken(&visit.slots);
            host.unpin(&visit.pins);
        }
    }
}

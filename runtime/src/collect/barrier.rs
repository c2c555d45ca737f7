//! The barrier: what happens when Rust code enters an object that was ceded.
//!
//! What is below a ceded object is held by mirror lists in the other heap, not by Rust. Code that has entered the object may
//! take references out of it and keep them, without any hook. So whoever enters makes sure first that everything below
//! stays: the mirror list of the object is *pinned*, which holds it until the next pass counts again. Through the list
//! the wrappers in it stay, and through them their lists, and so on.
//!
//! An object without a wrapper has no list. It is *promoted*: its slots become strong again, and what it refers to is
//! entered as well, down to objects that have a list.
//!
//! Ceded objects are entered by resolving a handle, by upgrading a weak reference, by exposing them, and by `Drop` code of
//! their holders. Every other `Ref` either existed outside of traced fields when the pass ran, so its object is live in Rust; or
//! it was reached from an object that was entered. So borrowing and cloning need no barrier, with one exception: what was
//! entered through a weak reference may be given back when the turn ends (see [turn](super::turn)), so until then what is
//! changed or cloned below it is entered in its own right.

use std::rc::Rc;

use super::{Collector, State};
use crate::handle::Handle;
use crate::heap::Heap;
use crate::object::ErasedObject;
use crate::trace::{Tracer, Visit};

/// What an entry has changed.
#[derive(Default)]
pub(super) struct Entered {
    /// Objects that are not barred any more.
    pub(super) objects: Vec<Rc<dyn ErasedObject>>,
    /// Pins that were made.
    pub(super) pins: Vec<u32>,
    /// Slots that became strong.
    pub(super) slots: Vec<u32>,
    /// Whether handles of dead wrappers were released.
    released: bool,
}

// What the functions are for that others than the collector call says [`gate`](super::gate).

pub(super) fn resolve(object: &dyn ErasedObject) -> bool {
    Heap::with(|heap| {
        let header = object.header();
        heap.collector.watch.touch(header);
        if header.standing.state().is_barred() {
            return pin(heap, object, State::Free).is_some();
        }
        // It was barred only to be watched.
        header
            .handle()
            .into_iter()
            .for_each(|handle| heap.bar(handle, false));
        true
    })
}

pub(super) fn enter(object: &dyn ErasedObject) {
    let place = object.header().place.get();
    let _ = Heap::try_with(|heap| {
        heap.collector.watch.touch(object.header());
        promote(heap, vec![place], State::Free)
    });
}

pub(super) fn keep(object: &dyn ErasedObject) {
    let is_visiting = Heap::try_with(|heap| {
        heap.collector.watch.touch(object.header());
        heap.collector.turn.is_visiting()
    });
    if is_visiting.unwrap_or(false) {
        // The object is alive, so its wrapper, if it has one, is in a list that is held.
        enter(object);
    }
}

pub(super) fn visit(object: &dyn ErasedObject) -> bool {
    Heap::with(|heap| {
        let header = object.header();
        heap.collector.watch.touch(header);
        if !header.standing.state().is_doubtful() {
            return true;
        }
        let place = header.place.get();
        if !heap.is_intact(place) {
            return false;
        }
        let entered = promote(heap, vec![place], State::Visited);
        heap.collector.turn.add(entered);
        heap.schedule_turn_end();
        true
    })
}

pub(super) fn enter_below(trace: &dyn Fn(&mut Tracer<'_>)) {
    // While the thread ends there is no other heap to speak of.
    let _ = Heap::try_with(|heap| {
        if !heap.collector.cedes.get() {
            return;
        }
        let mut below = Below::default();
        {
            let _tracing = heap.collector.trace();
            trace(&mut Tracer::new(&mut below));
        }
        strengthen(heap, &mut below.slots, State::Free);
        promote(heap, below.places, State::Orphan);
    });
}

/// A set of places. Emptying it takes as long as filling it did, however many places there are: it is used again.
#[derive(Default)]
pub(super) struct Places {
    /// By place.
    contains: Vec<bool>,
    list: Vec<u32>,
}

impl Places {
    pub(super) const fn new() -> Places {
        Places {
            contains: Vec::new(),
            list: Vec::new(),
        }
    }

    /// Adds a place. False if it was there.
    fn insert(&mut self, place: u32) -> bool {
        let at = place as usize;
        if at >= self.contains.len() {
            self.contains.resize(at + 1, false);
        }
        self.list.push(place);
        !std::mem::replace(&mut self.contains[at], true)
    }

    fn clear(&mut self) {
        for place in self.list.drain(..) {
            self.contains[place as usize] = false;
        }
    }
}

impl Collector {
    /// Keeps each place once. In the order in which they came: to sort them takes more code than all else that is done with them.
    pub(super) fn make_unique(&self, places: &mut Vec<u32>) {
        let mut seen = self.seen.take();
        places.retain(|&place| seen.insert(place));
        seen.clear();
        self.seen.replace(seen);
    }
}

/// Where one object leads.
#[derive(Default)]
struct Below {
    places: Vec<u32>,
    slots: Vec<u32>,
}

impl Below {
    fn add(&mut self, heap: &Heap, object: &dyn ErasedObject) {
        let _tracing = heap.collector.trace();
        object.trace_object(&mut Tracer::new(self));
    }
}

impl Visit for Below {
    fn object(&mut self, object: &dyn ErasedObject) {
        let state = object.header().standing.state();
        if state.is_barred() || state.is_doubtful() {
            self.places.push(object.header().place.get());
        }
    }

    fn js_ref(&mut self, slot: u32) {
        self.slots.push(slot);
    }
}

/// Pins the mirror list of an object with a handle.
fn pin(heap: &Heap, object: &dyn ErasedObject, then: State) -> Option<u32> {
    let handle = heap.own_handle(object)?;
    let pin = heap.host().ok()?.pin(handle);
    if pin == 0 {
        return None;
    }
    heap.collector.watch.change_state(object.header(), then);
    // What is entered for this turn only must be entered again by who wants more.
    heap.bar(handle, then.is_barred());
    Some(pin)
}

/// Makes those slots strong that are not, and forgets the others.
fn strengthen(heap: &Heap, slots: &mut Vec<u32>, then: State) {
    heap.js_refs.hold(slots, then == State::Visited);
    if let Ok(host) = heap.host()
        && !slots.is_empty()
    {
        host.strengthen(slots);
    }
}

/// Enters the objects at these places, and what is below them as far as no list holds it.
///
/// Handles whose wrappers are found dead are released: the engine will report them too late to matter.
#[inline(never)]
pub(super) fn promote(heap: &Heap, mut todo: Vec<u32>, then: State) -> Entered {
    let mut entered = Entered::default();
    let mut below = Below::default();
    // Dropped at the end: their `Drop` code must not run in the middle of this. As a rule it does not run at all: whatever led here
    // holds them.
    let mut unowned = Vec::new();
    while let Some(place) = todo.pop() {
        let Some(object) = heap.collector.registry.object(place) else {
            continue;
        };
        let state = object.header().standing.state();
        if !state.is_barred() || state == then {
            continue;
        }
        if let Some(pin) = pin(heap, &*object, then) {
            entered.pins.push(pin);
            entered.objects.push(object);
            continue;
        }
        if let Some(handle) = heap.own_handle(&*object) {
            entered.released = true;
            unowned.push(heap.give_up(handle));
        }
        heap.collector.watch.change_state(object.header(), then);
        below.add(heap, &*object);
        todo.append(&mut below.places);
        entered.slots.append(&mut below.slots);
        entered.objects.push(object);
    }
    strengthen(heap, &mut entered.slots, then);
    if entered.released && then == State::Visited {
        // It cannot be undone as a whole.
        let places: Vec<_> = entered
            .objects
            .drain(..)
            .map(|object| object.header().place.get())
            .collect();
        promote(heap, places, State::Free);
    }
    drop(unowned);
    entered
}

impl Heap {
    /// Whether all values are alive that are held by an object and by what is below it, as far as no list holds them.
    fn is_intact(&self, place: u32) -> bool {
        let Ok(host) = self.host() else { return true };
        let mut seen = self.collector.seen.take();
        let (mut todo, mut below) = (vec![place], Below::default());
        while let Some(place) = todo.pop() {
            let Some(object) = self.collector.registry.object(place) else {
                continue;
            };
            let handle = self.own_handle(&*object);
            if !seen.insert(place)
                || !object.header().standing.state().is_doubtful()
                || handle.is_some_and(|handle| host.wrapper_lives(handle))
            {
                continue;
            }
            below.add(self, &*object);
            todo.append(&mut below.places);
        }
        seen.clear();
        self.collector.seen.replace(seen);
        below.slots.is_empty() || host.values_live(&below.slots)
    }

    /// The handle whose share the object's wrapper has.
    fn own_handle(&self, object: &dyn ErasedObject) -> Option<Handle> {
        let handle = object.header().handle()?;
        (self.wrappers_share(Some(handle)).handle != 0).then_some(handle)
    }
}

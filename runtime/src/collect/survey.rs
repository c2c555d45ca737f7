//! Survey: the graph that a pass would see now, and what holds each object. [`Heap::explain`] and [`Heap::graph`] are made of it.
//!
//! A pass leaves objects out that can hold nothing. Here those that are exposed, and the one that is asked for, get a place
//! for a while, so that they are traced and counted like the others.
//!
//! Everything is numbers in flat lists. Apps ask from JavaScript, and so only what is in this file becomes part of their
//! wasm; names and structures are made of it on the other side, or by `explain.rs`.

mod answer;
mod path;

use std::rc::Rc;

use super::count::Graph;
use super::mirror::{index, kind};
use super::{State, UNREGISTERED};
use crate::error::{Error, Holder};
use crate::handle::Handle;
use crate::heap::Heap;
use crate::host::Plan;
use crate::object::{ErasedObject, Header};
use crate::trace::{Tracer, Visit};

pub use answer::Answer;

/// What is known of the object at one place, by the constants below. All 0 where there is no object.
pub type Record = [u32; 13];

/// Address and length of the name of the class; the address only where it fits.
pub(crate) const CLASS: usize = 0;
/// Index and generation of the handle; 0 and 0 if there is none.
pub(crate) const HANDLE: usize = 2;
/// Strong references.
pub(crate) const STRONG: usize = 4;
/// Those that are neither in traced fields nor an entry's.
pub(crate) const REFERENCES: usize = 5;
/// Raw retains.
pub(crate) const RETAINS: usize = 6;
/// The bits below.
pub(crate) const FLAGS: usize = 7;
/// Address and length of the name of the method, or of the file, that has borrowed it, and the line.
const HOLDER: usize = 8;
/// The slot by which it keeps its wrapper.
const OWN: usize = 11;
/// From which place it was reached first, plus one. A root from its own.
const FROM: usize = 12;

pub(crate) const CEDED: u32 = 1;
pub(crate) const CONDEMNED: u32 = 2;
pub(crate) const PRESERVED: u32 = 4;
pub(crate) const PINNED: u32 = 8;
/// There is a wrapper; alive, and nothing that is known leads to it.
pub(crate) const WRAPPED: u32 = 16;
pub(crate) const CERTAIN: u32 = 32;
pub(crate) const BORROWED: u32 = 64;
pub(crate) const BORROWED_MUT: u32 = 128;
/// A mirror list or a JS ref leads to the wrapper.
const EXPLAINED: u32 = 256;

/// What makes a root, besides references and retains.
const ROOT: u32 = PRESERVED | PINNED | CERTAIN | BORROWED | BORROWED_MUT;

/// Objects and what their entries hold, before they are traced.
pub(crate) struct Draft {
    objects: Vec<Option<Rc<dyn ErasedObject>>>,
    records: Vec<Record>,
    /// The first of the places that are only for now.
    leaves: usize,
}

/// What was found out.
pub(crate) struct Survey {
    graph: Graph,
    pub(crate) records: Vec<Record>,
    /// For each JS ref, in the order of the graph: where it leads, as the place plus one, if to the wrapper of an object; times
    /// two, plus one if its slot is weak.
    targets: Vec<u32>,
    /// The places from a root to the object in question; empty if no root leads there.
    pub(crate) path: Vec<u32>,
}

/// Nobody asks what is found.
struct Ignore;

impl Visit for Ignore {
    fn object(&mut self, _: &dyn ErasedObject) {}
    fn js_ref(&mut self, _: u32) {}
}

impl Draft {
    /// The place of an object.
    pub(crate) fn place(&mut self, object: &Rc<dyn ErasedObject>) -> u32 {
        let place = &object.header().place;
        if place.get() == UNREGISTERED {
            place.set(self.objects.len() as u32);
            self.objects.push(Some(object.clone()));
            self.records.push(Record::default());
        }
        place.get()
    }
}

impl Heap {
    /// Begins a survey. `None` if a `Trace` implementation asks, or a host that was asked something by another survey.
    pub(crate) fn draft(&self) -> Option<Draft> {
        if self.collector.tracing.get() {
            return None;
        }
        let objects = self.collector.registry.snapshot();
        let mut draft = Draft {
            records: vec![Record::default(); objects.len()],
            leaves: objects.len(),
            objects,
        };
        self.each_entry(&mut |object, listed| {
            let place = draft.place(object) as usize;
            let record = &mut draft.records[place];
            // Taken from the strong references later.
            record[REFERENCES] += 1;
            record[RETAINS] = record[RETAINS].saturating_add(listed.retains);
            if listed.wrapped {
                record[FLAGS] = WRAPPED;
                record[OWN] = listed.own_slot.unwrap_or(0);
            }
        });
        Some(draft)
    }

    /// Traces everything once, and finds out what holds each object.
    pub(crate) fn survey(&self, draft: Draft) -> Survey {
        // To the end, because some places are not what a pass expects, and a host may ask for one.
        let _tracing = self.collector.trace();
        let mut survey = Survey {
            graph: Graph::of(self, draft.objects, draft.leaves),
            records: draft.records,
            targets: Vec::new(),
            path: Vec::new(),
        };
        survey.describe();
        survey.read_mirror(self);
        survey.find_targets(self);
        survey
    }

    /// Looks for the reason why the object of a handle is alive. `by_wrapper`: that its wrapper is does not count, unless there is
    /// no other. `None` as in [`draft`](Heap::draft).
    pub(crate) fn survey_of(
        &self,
        handle: Handle,
        by_wrapper: bool,
    ) -> Result<Option<Survey>, Error> {
        self.place_of(handle)?;
        let Some(draft) = self.draft() else {
            return Ok(None);
        };
        let mut survey = self.survey(draft);
        let target = self.place_of(handle)?;
        if by_wrapper {
            survey.records[target as usize][FLAGS] &= !CERTAIN;
        }
        survey.find_path(target);
        Ok(Some(survey))
    }

    /// The place of an exposed object.
    pub(crate) fn place_of(&self, handle: Handle) -> Result<u32, Error> {
        self.exposed(handle, |object| object.header().place.get())
    }
}

impl Survey {
    /// All places with an object.
    pub(crate) fn objects(&self) -> impl Iterator<Item = (u32, &Header)> {
        let objects = self.graph.objects.iter().zip(0..);
        objects.filter_map(|(object, place)| Some((place, object.as_ref()?.header())))
    }

    /// The places that the references of an object lead to.
    pub(crate) fn edges(&self, place: u32) -> &[u32] {
        self.graph.edges(place)
    }

    /// The slots of its JS refs, and their targets.
    pub(crate) fn js_refs(&self, place: u32) -> impl Iterator<Item = (u32, u32)> {
        let range = self.graph.records.slots.range(place);
        let slots = self.graph.records.slots.items[range.clone()]
            .iter()
            .copied();
        slots.zip(self.targets[range].iter().copied())
    }

    fn describe(&mut self) {
        let Survey { graph, records, .. } = self;
        for (place, object) in graph.objects.iter().enumerate() {
            let Some(object) = object else { continue };
            let header = object.header();
            let record = &mut records[place];
            let class = header.class().name();
            (record[CLASS], record[CLASS + 1]) =
                (class.as_ptr() as usize as u32, class.len() as u32);
            if let Some(handle) = header.handle() {
                let number = handle.integer();
                (record[HANDLE], record[HANDLE + 1]) = (number as u32, (number >> 32) as u32);
            }
            record[STRONG] = graph.strong[place];
            record[REFERENCES] = record[STRONG].saturating_sub(record[REFERENCES]);
            if object.is_borrowed() {
                let is_read = object.trace_object(&mut Tracer::new(&mut Ignore));
                record[FLAGS] |= if is_read { BORROWED } else { BORROWED_MUT };
                let (name, line) = match header.holder() {
                    Holder::Nobody => ("", 0),
                    Holder::Method(name) => (*name, 0),
                    Holder::Function(name) => (name(), 0),
                    Holder::Code(location) => (location.file(), location.line()),
                };
                (record[HOLDER], record[HOLDER + 1]) =
                    (name.as_ptr() as usize as u32, name.len() as u32);
                record[HOLDER + 2] = line;
            }
            record[FLAGS] |= match header.standing.state() {
                // What was entered because a holder is being dropped has no holder of its own besides those in the graph.
                State::Free | State::Orphan => 0,
                State::Ceded => CEDED,
                State::Visited => PINNED,
                State::Condemned => CONDEMNED,
            };
        }
        for &target in &graph.records.edges.items {
            let references = &mut records[target as usize][REFERENCES];
            *references = references.saturating_sub(1);
        }
    }

    /// Which wrappers are in mirror lists, and which of these lists are pinned.
    fn read_mirror(&mut self, heap: &Heap) {
        let mirror = heap.collector.mirror.borrow();
        let (Some(mirror), Ok(_)) = (&*mirror, heap.host()) else {
            return;
        };
        let records = &mut self.records;
        // There may be another object by now.
        let is_same = |record: &Record, place: u32| {
            record[FLAGS] & WRAPPED != 0 && mirror.handle(place) == bits(record)
        };
        let lists = mirror.owners.iter().chain(&mirror.nodes);
        for (&at, i) in lists.zip(0..) {
            let list = mirror.list(at);
            // A node is named by no handle. It may be a former one; then a wrapper counts as explained by what is gone.
            if i < mirror.owners.len() {
                match records.get_mut(at as usize) {
                    Some(owner) if is_same(owner, at) => {
                        if !list.is_empty() && owner[FLAGS] & CEDED == 0 {
                            owner[FLAGS] |= PINNED;
                        }
                    }
                    _ => continue,
                }
            }
            for &e in list {
                if let Some(record) = records.get_mut(index(e) as usize)
                    && kind(e) == Plan::WRAPPER
                    && is_same(record, index(e))
                {
                    record[FLAGS] |= EXPLAINED;
                }
            }
        }
    }

    /// Where JS refs lead, and which wrappers nothing leads to.
    fn find_targets(&mut self, heap: &Heap) {
        let host = heap.host().ok();
        for &slot in &self.graph.records.slots.items {
            let handle = host.as_ref().and_then(|host| host.handle_in(slot));
            let place = handle.and_then(|handle| heap.place_of(handle).ok());
            let mut target = u32::from(heap.js_refs.is_weak(slot));
            if let Some(place) = place
                && let Some(record) = self.records.get_mut(place as usize)
            {
                record[FLAGS] |= EXPLAINED;
                target |= (place + 1) << 1;
            }
            self.targets.push(target);
        }
        for record in &mut self.records {
            if record[OWN] != 0 && !heap.js_refs.is_weak(record[OWN]) {
                record[FLAGS] |= PRESERVED;
            }
            if record[FLAGS] & (WRAPPED | EXPLAINED) == WRAPPED
                && let Some(host) = &host
                && let Some(handle) = Handle::from_f64(bits(record) as f64)
                && host.wrapper_lives(handle)
            {
                record[FLAGS] |= CERTAIN;
            }
        }
    }
}

/// The bits of the handle.
fn bits(record: &Record) -> u64 {
    u64::from(record[HANDLE + 1]) << 32 | u64::from(record[HANDLE])
}

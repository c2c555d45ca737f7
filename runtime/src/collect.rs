//! The collector: frees objects that only keep each other alive, cycles through the other heap included.
//!
//! Within Rust this is trial deletion over the whole heap, as in Bacon and Rajan, "Concurrent Cycle Collection in Reference
//! Counted Systems" (2001), but with the counts of one pass kept aside instead of subtracted in place: an object whose strong
//! count is larger than the number of references found in traced fields is held from somewhere else, and so is what it
//! reaches.
//!
//! What only wrappers keep alive is for the other heap's collector to judge, and for that it must see Rust's references. So a
//! pass *mirrors* them into that heap (as GObject's toggle references and Mono's GC bridge do): each wrapper gets a list of
//! what its object holds there, and the slots of the JS refs in question become weak. The objects are *ceded*: from then on
//! they live as long as a wrapper that leads to them. If Rust code enters a ceded object, the [barrier](barrier) makes
//! the other heap hold the object's list until the next pass, because Rust may take out of it whatever it likes.
//!
//! 1. [Count](count): which references are in traced fields, and which objects something else holds.
//! 2. [Mark](mark): what these reach is live in Rust.
//! 3. [Mirror](mirror): the list of each handled object that is not live.
//! 4. [Cede](cede): send them, toggle slots, raise the flags. Dead wrappers that show up are released, and the pass begins again.
//! 5. [Free](free): what is neither live nor reached from a handle.
//!
//! [`Heap::collect`] is one job: no other code of this thread runs between counting and freeing, except `Trace` implementations.
//! A pass may also be done in [slices](slices), between which the program runs; automatic ones are.
//!
//! What `Trace` implementations do wrong can make an object leak, or be freed too early, which its users then see as
//! [`Error::Freed`](crate::Error::Freed) or [`Error::ValueGone`](crate::Error::ValueGone).

pub(crate) mod barrier;
mod cede;
mod count;
mod due;
mod free;
pub(crate) mod gate;
mod late;
mod mark;
mod mirror;
mod records;
mod registry;
mod slices;
mod standing;
pub(crate) mod survey;
mod turn;
mod under_way;
mod watch;

use std::cell::Cell;
use std::rc::Rc;

use crate::handle::Handle;
use crate::heap::Heap;
use crate::object::{ErasedObject, Header};
use crate::table::Table;

use barrier::Places;
use cede::Refused;
use count::Graph;
pub(crate) use due::Due;
use gate::Gate;
use mirror::Mirror;
pub(crate) use registry::{Registry, UNREGISTERED};
pub use slices::Budget;
pub(crate) use standing::Standing;
use turn::Turn;
use under_way::UnderWay;
use watch::Watch;

/// What one pass of the collector did.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Collection {
    /// Objects that were looked at: all that can hold references.
    pub traced: u32,
    /// References between them that were found.
    pub edges: u32,
    /// Objects held from outside of traced fields: by local variables, raw retains, statics, or fields that are not traced.
    pub roots: u32,
    /// Objects that only wrappers keep alive, directly or not: the other heap's collector decides about them.
    pub ceded: u32,
    /// References that are mirrored in the other heap.
    pub mirrored: u32,
    /// Objects that were freed because only they kept each other alive. What they alone owned is not counted.
    pub freed: u32,
    /// Objects of which more references were traced than exist: a `Trace` implementation reports an edge twice, or one
    /// that it does not own. They are kept, as roots.
    pub misreported: u32,
    /// How long it took, in milliseconds by the host's clock, dropping included.
    pub duration: f64,
    /// In how many slices it was done.
    pub slices: u32,
    /// How long the longest of them took.
    pub longest_slice: f64,
}

impl Collection {
    /// There was no pass yet.
    const NONE: Collection = Collection {
        traced: 0,
        edges: 0,
        roots: 0,
        ceded: 0,
        mirrored: 0,
        freed: 0,
        misreported: 0,
        duration: 0.0,
        slices: 0,
        longest_slice: 0.0,
    };
}

/// What the collector thinks of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Nothing: it was not ceded in the last pass, or was entered since for good.
    Free = 0,
    /// It was ceded in the last pass. Whoever enters it must pass the [barrier].
    Ceded = 1,
    /// It was ceded, and entered in this turn through a weak reference. That is undone when the turn ends, unless it is entered
    /// in another way as well.
    Visited = 2,
    /// It was ceded, and entered for good, because something that refers to it was dropped. If nothing else does, it may have
    /// lost values to the engine's collector, so an upgrade looks first.
    Orphan = 4,
    /// The collector is about to drop its value, or has.
    Condemned = 8,
}

impl State {
    /// Whether entering the object for good takes anything.
    pub(crate) fn is_barred(self) -> bool {
        matches!(self, State::Ceded | State::Visited)
    }

    /// Whether the object may be garbage that has lost values.
    pub(crate) fn is_doubtful(self) -> bool {
        matches!(self, State::Ceded | State::Orphan)
    }
}

/// What the collector keeps between passes.
pub(crate) struct Collector {
    pub(crate) registry: Registry,
    /// Open once an object was registered.
    gate: Cell<Option<&'static Gate>>,
    tracing: Cell<bool>,
    /// What the wrappers' lists contain.
    mirror: Table<Option<Mirror>>,
    /// Whether the last pass has ceded anything. Where it has not, no object falls under the barrier.
    cedes: Cell<bool>,
    turn: Turn,
    under_way: UnderWay,
    watch: Watch,
    /// The report of the last pass.
    last: Cell<Collection>,
    /// Empty; for whoever has to remember where it was.
    seen: Table<Places>,
}

impl Collector {
    pub(crate) const fn new() -> Collector {
        Collector {
            registry: Registry::new(),
            gate: Cell::new(None),
            tracing: Cell::new(false),
            mirror: Table::new(None),
            cedes: Cell::new(false),
            turn: Turn::new(),
            under_way: UnderWay::new(),
            watch: Watch::new(),
            last: Cell::new(Collection::NONE),
            seen: Table::new(Places::new()),
        }
    }

    /// Where there are no mirror lists, nothing is remembered by the places of objects, and these may move.
    fn compact(&self) {
        if !self.under_way.is_idle() {
            // `Drop` code has begun a pass, which has records by place.
            return;
        }
        let mut mirror = self.mirror.borrow_mut();
        if mirror.as_ref().is_none_or(|mirror| mirror.len() == 0) {
            *mirror = None;
            self.seen.take();
            self.turn.begin(Vec::new());
            self.registry.compact();
        }
    }
}

/// What a pass knows when it cedes.
struct Pass<'a> {
    graph: &'a Graph,
    mirror: &'a Mirror,
}

/// What an attempt has found.
enum Found {
    /// Wrappers that are dead: it is to be made again without their handles.
    Dead(Dead),
    /// Objects that are garbage.
    Garbage(Vec<Rc<dyn ErasedObject>>),
}

/// Handles of wrappers that were found dead. They are to be released in the same job, because a new wrapper would get the same.
#[derive(Default)]
struct Dead(Vec<Handle>);

impl Dead {
    fn release(&mut self) {
        Heap::finalize_all(std::mem::take(&mut self.0));
    }
}

impl Drop for Dead {
    fn drop(&mut self) {
        self.release();
    }
}

/// While it exists, no pass begins: `Trace` implementations are called.
struct Tracing<'a> {
    tracing: &'a Cell<bool>,
    outer: bool,
}

impl Collector {
    fn trace(&self) -> Tracing<'_> {
        Tracing {
            outer: self.tracing.replace(true),
            tracing: &self.tracing,
        }
    }
}

impl Drop for Tracing<'_> {
    fn drop(&mut self) {
        self.tracing.set(self.outer);
    }
}

impl Heap {
    /// Frees the objects that only keep each other alive: cycles of [`Ref`](crate::Ref)s that nothing else holds. Cycles through the
    /// other heap are shown to that heap's collector, which frees them the next time it runs.
    ///
    /// Objects that are borrowed, raw retained, or held by a `Ref` outside of a traced field are kept with everything they
    /// reach. The garbage is condemned as a whole first: from then on `Weak::upgrade` gives `None`, and borrowing gives
    /// [`Error::Freed`](crate::Error::Freed), so `Drop` code sees no neighbour that is half gone. Then the values are dropped, in no
    /// particular order. Values whose `Drop` runs here may use the heap, and call this again: what that frees is dropped when they are done.
    ///
    /// Whoever calls this from Rust declares that `Drop` code may run here, that of earlier [garbage](Heap::drop_waiting) included. Only while Rust
    /// code further up waits for a [call](Heap::calling) of the other heap, everything stays condemned and waits for its end.
    ///
    /// It runs by itself, in slices as [`collect_within`](Heap::collect_within), at the end of a turn, after the number of objects that can hold references or that of JS refs has
    /// grown: those that Rust keeps to twice as many, those left to the other heap by a third. Costs time and memory in proportion to those objects and their references. Called from a `Trace`
    /// implementation, or where there is no memory for what it has to write down, it does nothing.
    ///
    /// # Panics
    /// With what a `Drop` panics with; the rest of the garbage is dropped all the same.
    ///
    /// ```
    /// use handfast_runtime::{Heap, Ref, Trace, Tracer};
    ///
    /// struct Person { friends: Vec<Ref<Person>> }
    /// impl Trace for Person {
    ///     const EDGES: bool = true;
    ///     fn trace(&self, tracer: &mut Tracer<'_>) { self.friends.trace(tracer) }
    /// }
    /// handfast_runtime::object!(Person);
    ///
    /// let ann = Ref::new(Person { friends: vec![] });
    /// let bob = Ref::new(Person { friends: vec![ann.clone()] });
    /// ann.borrow_mut().friends.push(bob.clone());
    /// assert_eq!(Heap::collect().freed, 0, "both are in use");
    ///
    /// drop((ann, bob));
    /// assert_eq!(Heap::collect().freed, 2);
    /// assert!(Heap::stats().is_empty());
    /// ```
    pub fn collect() -> Collection {
        // What is left of earlier passes would be a root.
        Heap::drop_waiting();
        gate::collect()
    }

    fn collect_at_once() -> Collection {
        if !Heap::has_room_for_pass() {
            return Collection::default();
        }
        let mut report = Collection::default();
        let start = Heap::with(Heap::now);
        // Each further attempt has released something that the one before it knew, so there is a last one.
        loop {
            // Also one that code of the user's has begun meanwhile.
            Heap::finish_slices();
            let found = Heap::with(|heap| {
                if heap.collector.tracing.get() {
                    return None;
                }
                let _tracing = heap.collector.trace();
                Some(heap.pass(&mut report))
            });
            // From here on user code may run, so no table is borrowed.
            match found {
                Some(Found::Garbage(garbage)) => {
                    report.freed = garbage.len() as u32;
                    free::free(garbage);
                    break;
                }
                Some(Found::Dead(mut dead)) => dead.release(),
                None => return Collection::default(),
            }
        }
        Heap::with(|heap| {
            heap.settle(&report);
            report.duration = heap.now() - start;
        });
        (report.slices, report.longest_slice) = (1, report.duration);
        Heap::with(|heap| heap.collector.last.set(report));
        report
    }

    /// The report of the last pass that has come to its end.
    pub fn last_collection() -> Collection {
        Heap::with(|heap| heap.collector.last.get())
    }

    /// A pass is over.
    fn settle(&self, report: &Collection) {
        self.collector.registry.settle(report.ceded as usize);
        self.js_refs.settle();
        self.collector.compact();
    }

    fn now(&self) -> f64 {
        self.host().map_or(0.0, |host| host.now())
    }

    /// Somebody gets at an object otherwise than through the barrier.
    pub(crate) fn touch(header: &Header) {
        let _ = Heap::try_with(|heap| heap.collector.watch.touch(header));
    }

    /// One attempt.
    fn pass(&self, report: &mut Collection) -> Found {
        let mut graph = Graph::trace(self);
        let before = self.collector.mirror.take().unwrap_or_default();
        let (live, mirror) = loop {
            let live = mark::from_roots(&graph);
            let mirror = Mirror::of(&graph, &live, &before);
            let pass = Pass {
                graph: &graph,
                mirror: &mirror,
            };
            let Ok(host) = self.host() else {
                break (live, mirror);
            };
            let hidden = match cede::cede(self, &*host, &pass, &before) {
                Ok(()) => break (live, mirror),
                Err(Refused::Dead(places)) => {
                    self.collector.mirror.replace(Some(before));
                    return Found::Dead(Dead(graph.handles_at(&places)));
                }
                Err(Refused::Hidden(places)) => places,
            };
            graph.roots.extend(hidden);
        };
        *report = Collection {
            traced: graph.places().count() as u32,
            edges: graph.edge_count(),
            roots: graph.roots.len() as u32,
            ceded: mirror.ceded.iter().filter(|&&ceded| ceded).count() as u32,
            mirrored: mirror.len(),
            misreported: graph.misreported,
            ..Collection::default()
        };
        self.collector.turn.begin(graph.take_references());
        let garbage = graph.into_garbage(|place| live[place] || mirror.ceded[place]);
        self.collector.mirror.replace(Some(mirror));
        self.collector.cedes.set(report.ceded > 0);
        self.js_refs.forget_fresh();
        Found::Garbage(garbage)
    }
}

//! The collector: frees objects that only keep each other alive.
//!
//! Trial deletion over the whole heap, as in Bacon and Rajan, "Concurrent Cycle Collection in Reference Counted
//! Systems" (2001), but with the counts of one pass kept aside instead of subtracted in place: an object whose strong
//! count is larger than the number of references found in traced fields is held from somewhere else, and so is what it
//! reaches. Everything else is garbage.
//!
//! A pass is one job: no other code of this thread runs between counting and freeing, except `Trace` implementations.
//! What they do wrong can make an object leak, or be freed too early, which its users then see as
//! [`Error::Freed`](crate::Error::Freed).

mod count;
mod free;
mod mark;
mod registry;

use std::cell::Cell;

use crate::heap::Heap;

use count::Graph;
pub(crate) use registry::{Registry, UNREGISTERED};

/// What one pass of the collector did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Collection {
    /// Objects that were looked at: all that can hold references.
    pub traced: u32,
    /// References between them that were found.
    pub edges: u32,
    /// Objects held from outside of traced fields: by local variables, handles, statics, or fields that are not traced.
    pub roots: u32,
    /// Objects that were freed because only they kept each other alive. What they alone owned is not counted.
    pub freed: u32,
    /// Objects of which more references were traced than exist: a `Trace` implementation reports an edge twice, or one
    /// that it does not own. They are kept, as roots.
    pub misreported: u32,
}

/// What the collector keeps between passes.
pub(crate) struct Collector {
    pub(crate) registry: Registry,
    running: Cell<bool>,
}

impl Collector {
    pub(crate) const fn new() -> Collector {
        Collector {
            registry: Registry::new(),
            running: Cell::new(false),
        }
    }
}

/// Says that a pass is over, also when a `Trace` implementation panics.
struct Running<'a>(&'a Cell<bool>);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

impl Heap {
    /// Frees the objects that only keep each other alive: cycles of [`Ref`](crate::Ref)s that nothing else holds.
    ///
    /// Objects that are exposed, borrowed, or held by a `Ref` outside of a traced field are kept with everything they
    /// reach. The garbage is condemned as a whole first: from then on `Weak::upgrade` gives `None`, and borrowing gives
    /// [`Error::Freed`](crate::Error::Freed), so `Drop` code sees no neighbour that is half gone. Then the values are dropped, in no
    /// particular order. Values whose `Drop` runs here may use the heap, and call this again.
    ///
    /// It runs by itself at the end of a turn, after the number of objects that can hold references has
    /// doubled. Costs time and memory in proportion to those objects and their references. Called from a `Trace`
    /// implementation it does nothing.
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
        let found = Heap::with(|heap| {
            if heap.collector.running.replace(true) {
                return None;
            }
            let _running = Running(&heap.collector.running);
            let graph = Graph::trace(heap.collector.registry.snapshot());
            let live = mark::from_roots(&graph);
            Some((graph.report(), graph.into_garbage(&live)))
        });
        let Some((mut report, garbage)) = found else {
            return Collection::default();
        };
        report.freed = garbage.len() as u32;
        free::free(garbage);
        Heap::with(|heap| heap.collector.registry.settle());
        report
    }

    /// Collects, if enough has changed for it to be worth it.
    pub(crate) fn collect_if_due() {
        if Heap::with(|heap| heap.collector.registry.is_due()) {
            Heap::collect();
        }
    }
}

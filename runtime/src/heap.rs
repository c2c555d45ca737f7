//! [`Heap`]: the slotmap of exposed objects of this thread, and what belongs to it.

mod calls;
mod counts;
mod drops;
mod entries;
mod exact;
mod exit;
mod poison;

use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::thread::AccessError;

use crate::collect::{Collector, gate};
use crate::error::Error;
use crate::host::Host;
use crate::js_ref::JsRefs;
use crate::pressure::Pressure;
use crate::release_queue::{Release, ReleaseQueue};
use crate::scope::Stack;
use crate::stats::Stats;
use crate::table::Table;

use counts::Counts;
use drops::Drops;
use entries::Entries;

/// The heap of this thread: every thread has one of its own, made when it is first used.
///
/// All functions are associated functions that work on it. No user code runs while one of its tables is
/// borrowed, so `Drop` implementations, hosts and callbacks may call anything here.
pub struct Heap {
    entries: Entries,
    pub(crate) js_refs: JsRefs,
    pub(crate) stack: Stack,
    pub(crate) collector: Collector,
    pub(crate) pressure: Pressure,
    counts: Counts,
    drops: Drops,
    host: Table<Option<Rc<dyn Host>>>,
    queue: OnceCell<Queue>,
    turn_end_scheduled: Cell<bool>,
    /// Whether the program has crashed; see [`Heap::poison`].
    poisoned: Cell<bool>,
}

/// The queue, once somebody has asked for it.
struct Queue {
    releases: ReleaseQueue,
    /// Named only where the queue is asked for: an app that never does so contains no code that empties it.
    drain: fn(&Heap),
}

thread_local! {
    // A constant, so that no access has to ask whether it was made yet.
    static HEAP: Heap = const {
        Heap {
            entries: Entries::new(),
            js_refs: JsRefs::new(),
            stack: Stack::new(),
            collector: Collector::new(),
            pressure: Pressure::new(),
            counts: Counts::new(),
            drops: Drops::new(),
            host: Table::new(None),
            queue: OnceCell::new(),
            turn_end_scheduled: Cell::new(false),
            poisoned: Cell::new(false),
        }
    };
}

impl Heap {
    #[inline]
    pub(crate) fn with<R>(f: impl FnOnce(&Heap) -> R) -> R {
        HEAP.with(f)
    }

    /// For destructors, which may run while the thread ends and the heap is gone.
    #[inline]
    pub(crate) fn try_with<R>(f: impl FnOnce(&Heap) -> R) -> Result<R, AccessError> {
        HEAP.try_with(f)
    }

    /// Connects this thread's heap to the other one. `salt` is mixed into the generations of its handles, so that those
    /// of another instance are stale here; it can only be set before the first object is exposed.
    pub fn install(host: Rc<dyn Host>, salt: u32) {
        // The old host is dropped at the end, when the cell is free again: its `Drop` may use the heap.
        let _old = Heap::with(|heap| {
            heap.entries.set_salt(salt);
            heap.host.replace(Some(host))
        });
    }

    /// Limits the number of exposed objects.
    pub fn set_handle_capacity(capacity: u32) {
        Heap::with(|heap| heap.entries.set_capacity(capacity));
    }

    /// Limits the number of JS refs.
    pub fn set_js_ref_capacity(capacity: u32) {
        Heap::with(|heap| heap.js_refs.set_capacity(capacity));
    }

    /// Limits the number of locals: values in scopes.
    pub fn set_local_capacity(capacity: u32) {
        Heap::with(|heap| heap.stack.set_capacity(capacity));
    }

    /// The queue by which other threads give back what belongs to this heap.
    pub fn release_queue() -> ReleaseQueue {
        let make = || Queue {
            releases: ReleaseQueue::default(),
            drain: Heap::carry_out,
        };
        Heap::with(|heap| heap.queue.get_or_init(make).releases.clone())
    }

    /// Carries out what waits: releases from other threads, [drops](Heap::drop_waiting), what was entered through weak references, a pass of the collector if one is
    /// due, and the batch of decrefs. To be called by the host once per turn, when no Rust code runs. While Rust code waits for a
    /// [call](Heap::calling) nothing is dropped, and the end of the turn is asked for again.
    pub fn end_turn() {
        Heap::with(|heap| {
            if let Ok(host) = heap.host() {
                host.turn_ends();
            }
            heap.turn_end_scheduled.set(false);
            heap.drops.finish();
            heap.drain_queue();
            Heap::drop_waiting();
            gate::end_turn(heap);
            heap.js_refs.flush(heap);
            if heap.waiting() > 0 {
                // Another thread was just adding to it, or this is no safe point. There may be no other entry for a long time.
                heap.schedule_turn_end();
            }
        });
    }

    /// Sends the decrefs that wait, now.
    pub fn flush_decrefs() {
        Heap::with(|heap| heap.js_refs.flush(heap));
    }

    /// What lives in this heap.
    pub fn stats() -> Stats {
        let mut by_class = BTreeMap::new();
        for (name, live) in Heap::census() {
            *by_class.entry(name).or_default() += live;
        }
        Stats {
            retired: Heap::with(|heap| heap.entries.retired()),
            by_class,
            bytes: Heap::bytes(),
            peak_bytes: Heap::with(|heap| heap.pressure.peak()),
            bytes_by_class: Heap::bytes_by_class(),
            ..Stats::of(Heap::numbers())
        }
    }

    /// The numbers of [`stats`](Heap::stats), in the order of their fields and without `retired`: what reads them one by one is
    /// spared the map.
    #[doc(hidden)]
    pub fn numbers() -> [u32; 10] {
        Heap::with(|heap| {
            let (objects, peak_objects) = heap.counts.totals();
            let (handles, peak_handles) = heap.entries.totals();
            let (js_refs, pending_decrefs, peak_js_refs) = heap.js_refs.stats();
            let pending_releases = heap.waiting() as u32;
            let (locals, peak_locals) = heap.stack.totals();
            [
                objects,
                handles,
                js_refs,
                pending_releases,
                pending_decrefs,
                peak_objects,
                peak_handles,
                peak_js_refs,
                locals,
                peak_locals,
            ]
        })
    }

    /// How many objects of each class live, by its name, which several may have.
    #[doc(hidden)]
    pub fn census() -> Vec<(&'static str, u32)> {
        Heap::with(|heap| heap.counts.by_class())
    }

    /// How many bytes the tables may need to grow for one object more.
    pub(crate) fn growth(&self) -> usize {
        self.entries.growth() + self.collector.registry.growth()
    }

    pub(crate) fn host(&self) -> Result<Rc<dyn Host>, Error> {
        self.any_host().ok_or(Error::NoHost)
    }

    #[inline(never)]
    fn any_host(&self) -> Option<Rc<dyn Host>> {
        self.host.borrow().clone()
    }

    #[inline(never)]
    pub(crate) fn schedule_turn_end(&self) {
        if self.turn_end_scheduled.replace(true) {
            return;
        }
        if let Ok(host) = self.host() {
            host.schedule_turn_end();
        }
    }

    /// Called at every entry, so the usual case must be one load, and nothing where there are no threads.
    #[inline]
    fn enter(&self) {
        let threads = cfg!(any(not(target_family = "wasm"), target_feature = "atomics"));
        if threads && self.pending_releases() > 0 {
            self.drain_queue();
        }
    }

    /// Whether condemned objects wait for a safe point.
    pub(crate) fn drops_wait(&self) -> bool {
        self.drops.waiting() > 0
    }

    /// How much was given up and not dropped yet.
    fn waiting(&self) -> usize {
        self.pending_releases() + self.drops.waiting()
    }

    #[inline]
    fn pending_releases(&self) -> usize {
        self.queue.get().map_or(0, |queue| queue.releases.pending())
    }

    #[cold]
    fn drain_queue(&self) {
        // It drops as a finalizer does.
        if let Some(queue) = self.queue.get().filter(|_| Heap::calls() == 0) {
            (queue.drain)(self);
        }
    }

    /// Carries out what is in the queue.
    fn carry_out(&self) {
        let Some(Queue { releases, .. }) = self.queue.get() else {
            return;
        };
        let mut drained = Drained {
            queue: releases,
            releases: releases.drain().into_iter(),
        };
        for release in &mut drained.releases {
            match release {
                Release::Handle(handle) => drop(self.entries.finalize(handle)),
                Release::JsRef(slot) => self.js_refs.remove_one(slot, self),
            }
        }
    }
}

/// What was taken from the queue. If a user's `Drop` panics, the rest goes back there.
struct Drained<'a> {
    queue: &'a ReleaseQueue,
    releases: std::vec::IntoIter<Release>,
}

impl Drop for Drained<'_> {
    fn drop(&mut self) {
        self.releases
            .by_ref()
            .for_each(|release| self.queue.push(release));
    }
}

//! A pass in slices, from its beginning to the last of what its commit has left to do.

use std::cell::Cell;

use super::late::Late;
use super::slices::{Budget, Outcome, Slices, Timer};
use super::{Collection, Dead, gate};
use crate::heap::Heap;
use crate::table::Table;

/// How long a slice of an automatic pass may last, in milliseconds.
const SLICE: f64 = 2.0;

pub(super) struct UnderWay {
    pass: Table<Option<Box<Slices>>>,
    late: Table<Option<Late>>,
    /// How it has gone so far.
    progress: Cell<Progress>,
}

#[derive(Clone, Copy)]
struct Progress {
    slices: u32,
    longest: f64,
    duration: f64,
}

/// What a piece of work has led to.
enum Piece {
    /// It was worth so many grains.
    Done(u32),
    /// A value is to be dropped.
    Drop(std::rc::Rc<dyn crate::object::ErasedObject>),
    /// Handles are to be released.
    Release(Dead),
    /// Nothing is left to do.
    Finished(Collection),
    /// A `Trace` implementation is running, or there is nothing to be done.
    Refused,
}

impl UnderWay {
    pub(super) const fn new() -> UnderWay {
        UnderWay {
            pass: Table::new(None),
            late: Table::new(None),
            progress: Cell::new(Progress {
                slices: 0,
                longest: 0.0,
                duration: 0.0,
            }),
        }
    }

    pub(super) fn is_idle(&self) -> bool {
        self.pass.borrow().is_none() && self.late.borrow().is_none()
    }
}

impl Heap {
    /// A slice of a pass: continues the one that is under way, or begins one. Between slices the program runs as ever.
    ///
    /// Returns the report once the pass is over, and `None` before. What such a pass does not find, because it was held when it
    /// was looked at, is left to the next. [`collect`](Heap::collect) first brings a pass that is under way to its end.
    ///
    /// Where there is no memory for what it has to write down, it does nothing, and reports that; a pass that is under way waits.
    ///
    /// Without the feature `slices`, which is on by default, it is the same as [`collect`](Heap::collect), whatever the budget.
    ///
    /// One piece of the work cannot be divided, the commit: it takes some 20 ns for each object that can hold references, and more for each
    /// that was changed since it was looked at. So it comes early in a slice.
    ///
    /// # Panics
    /// As [`collect`](Heap::collect).
    ///
    /// ```
    /// use handfast_runtime::{Budget, Heap, Ref, Trace, Tracer};
    /// use std::cell::RefCell;
    ///
    /// struct Ring(RefCell<Option<Ref<Ring>>>);
    /// impl Trace for Ring {
    ///     const EDGES: bool = true;
    ///     fn trace(&self, tracer: &mut Tracer<'_>) { self.0.trace(tracer) }
    /// }
    /// handfast_runtime::object!(Ring);
    ///
    /// let ring = Ref::new(Ring(RefCell::default()));
    /// *ring.borrow().0.borrow_mut() = Some(ring.clone());
    /// drop(ring);
    /// assert!(Heap::collect_within(Budget::Work(1)).is_none(), "there is more to do");
    /// let report = loop {
    ///     if let Some(report) = Heap::collect_within(Budget::Work(1)) {
    ///         break report;
    ///     }
    /// };
    /// assert_eq!(report.freed, 1);
    /// assert!(Heap::stats().is_empty());
    /// ```
    pub fn collect_within(budget: Budget) -> Option<Collection> {
        gate::collect_within(budget)
    }

    pub(super) fn collect_a_slice(budget: Budget) -> Option<Collection> {
        if !Heap::has_room_for_pass() {
            return Some(Collection::default());
        }
        let (start, mut timer) = Heap::with(|heap| {
            let (start, timer) = (heap.now(), Timer::new(heap, budget));
            let under_way = &heap.collector.under_way;
            if under_way.is_idle() && !heap.collector.tracing.get() {
                under_way.progress.set(Progress {
                    slices: 0,
                    longest: 0.0,
                    duration: 0.0,
                });
                under_way.pass.replace(Some(Box::new(Slices::begin(heap))));
            }
            (start, timer)
        });
        let report = Heap::slice(&mut timer);
        Heap::with(|heap| {
            let progress = &heap.collector.under_way.progress;
            let mut now = progress.get();
            let lasted = heap.now() - start;
            now.slices += 1;
            now.longest = now.longest.max(lasted);
            now.duration += lasted;
            progress.set(now);
            let report = Collection {
                slices: now.slices,
                longest_slice: now.longest,
                duration: now.duration,
                ..report?
            };
            heap.collector.last.set(report);
            Some(report)
        })
    }

    /// Whether a pass is under way that [`collect_within`](Heap::collect_within) continues.
    pub fn is_collecting() -> bool {
        Heap::with(|heap| !heap.collector.under_way.is_idle())
    }

    /// The pass that is under way, if one is, as far as the slice goes.
    fn slice(timer: &mut Timer) -> Option<Collection> {
        loop {
            // It takes long enough without what was done before in this slice.
            if Heap::with(|heap| heap.is_committing() && !timer.is_whole(heap)) {
                return None;
            }
            // No table is borrowed while values are dropped, which is user code: it may collect, too.
            let grains = match Heap::with(Heap::piece) {
                Piece::Done(grains) => grains,
                Piece::Drop(object) => {
                    Heap::drop_condemned(vec![object]);
                    4
                }
                Piece::Release(mut dead) => {
                    dead.release();
                    1
                }
                Piece::Finished(report) => return Some(report),
                Piece::Refused => return None,
            };
            if Heap::with(|heap| timer.count(heap, grains)) {
                return None;
            }
        }
    }

    /// Whether the next piece is a commit.
    fn is_committing(&self) -> bool {
        let pass = self.collector.under_way.pass.borrow();
        pass.as_ref().is_some_and(|pass| pass.is_committing())
    }

    fn piece(&self) -> Piece {
        let under_way = &self.collector.under_way;
        if self.collector.tracing.get() {
            return Piece::Refused;
        }
        let pass = under_way.pass.take();
        if let Some(mut pass) = pass {
            let tracing = self.collector.trace();
            let outcome = pass.work(self);
            drop(tracing);
            match outcome {
                Outcome::Committed(late) => {
                    under_way.late.replace(Some(late));
                    // It is dropped in later slices.
                    if let Some(late) = &*under_way.late.borrow() {
                        Heap::condemn(&late.garbage, true);
                    }
                    return Piece::Done(64);
                }
                Outcome::Done(grains) => {
                    under_way.pass.replace(Some(pass));
                    return Piece::Done(grains);
                }
                Outcome::Dead(dead) => {
                    under_way.pass.replace(Some(pass));
                    return Piece::Release(dead);
                }
            }
        }
        let mut late = under_way.late.borrow_mut();
        let Some(work) = &mut *late else {
            return Piece::Refused;
        };
        if work.work(self) {
            return Piece::Done(64);
        }
        if let Some(object) = work.garbage.pop() {
            return Piece::Drop(object);
        }
        let report = work.report;
        let _over = late.take();
        drop(late);
        self.settle(&report);
        Piece::Finished(report)
    }

    /// Brings a pass that is under way to its end.
    pub(super) fn finish_slices() {
        if !cfg!(feature = "slices") {
            return;
        }
        let mut timer = Heap::with(|heap| Timer::new(heap, Budget::Work(u32::MAX)));
        Heap::slice(&mut timer);
    }

    /// The end of a turn: goes on with a pass that is under way, or begins one if enough has changed for it to be worth it.
    pub(super) fn collect_if_due() {
        let (due, budget) = Heap::with(|heap| {
            let registry = &heap.collector.registry;
            if !heap.collector.under_way.is_idle() {
                return (true, heap.pace());
            }
            registry.relax();
            heap.js_refs.relax();
            (
                registry.is_due() || heap.js_refs.is_due(),
                Budget::Time(SLICE),
            )
        });
        if due && Heap::collect_within(budget).is_none() {
            Heap::with(Heap::schedule_turn_end);
        }
    }

    /// If the heap has grown by half since the pass began, it is not kept waiting any more: the program makes more than slices
    /// can keep up with.
    fn pace(&self) -> Budget {
        let under_way = &self.collector.under_way;
        let began = under_way.pass.borrow().as_ref().map(|pass| pass.places());
        let live = self.collector.registry.len();
        if began.is_some_and(|began| live > began as usize * 3 / 2 + 1000) {
            return Budget::Work(u32::MAX);
        }
        Budget::Time(SLICE)
    }
}

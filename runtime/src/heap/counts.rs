//! Live objects, by class.

use std::cell::{Cell, RefCell};

use super::Heap;
use crate::class::Class;
use crate::stats::Stats;

pub(super) struct Counts {
    /// By [`Class::index`].
    live: RefCell<Vec<(Option<&'static Class>, u32)>>,
    total: Cell<u32>,
    peak: Cell<u32>,
}

impl Heap {
    /// Nothing is counted any more while the thread ends and the heap is gone.
    #[inline]
    pub(crate) fn count_created(class: &'static Class) {
        let _ = Heap::try_with(|heap| {
            let counts = &heap.counts;
            counts.total.set(counts.total.get() + 1);
            counts.peak.set(counts.peak.get().max(counts.total.get()));
            let mut live = counts.live.borrow_mut();
            let index = class.index();
            if index >= live.len() {
                live.resize(index + 1, (None, 0));
            }
            live[index].0 = Some(class);
            live[index].1 += 1;
        });
    }

    #[inline]
    pub(crate) fn count_dropped(class: &'static Class) {
        let _ = Heap::try_with(|heap| {
            heap.counts.total.set(heap.counts.total.get() - 1);
            heap.counts.live.borrow_mut()[class.index()].1 -= 1;
        });
    }
}

impl Counts {
    pub(super) const fn new() -> Counts {
        Counts {
            live: RefCell::new(Vec::new()),
            total: Cell::new(0),
            peak: Cell::new(0),
        }
    }

    pub(super) fn report(&self, stats: &mut Stats) {
        stats.objects = self.total.get();
        stats.peak_objects = self.peak.get();
        for (class, live) in &*self.live.borrow() {
            if let (Some(class), 1..) = (class, live) {
                *stats.by_class.entry(class.name()).or_default() += live;
            }
        }
    }
}

//! Live objects, by class.

use std::cell::Cell;

use super::Heap;
use crate::class::Class;
use crate::table::Table;

pub(super) struct Counts {
    /// By [`Class::index`].
    live: Table<Vec<(Option<&'static Class>, u32)>>,
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
                make_room(&mut live, index);
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

/// Apart, so that the rest is inlined.
#[cold]
#[inline(never)]
fn make_room(live: &mut Vec<(Option<&'static Class>, u32)>, index: usize) {
    live.resize(index + 1, (None, 0));
}

impl Counts {
    pub(super) const fn new() -> Counts {
        Counts {
            live: Table::new(Vec::new()),
            total: Cell::new(0),
            peak: Cell::new(0),
        }
    }

    /// How many live, and the most that ever lived at once.
    pub(super) fn totals(&self) -> (u32, u32) {
        (self.total.get(), self.peak.get())
    }

    /// The classes with live objects.
    pub(super) fn by_class(&self) -> Vec<(&'static str, u32)> {
        let live = self.live.borrow();
        live.iter()
            .filter(|(_, live)| *live > 0)
            .filter_map(|&(class, live)| Some((class?.name(), live)))
            .collect()
    }
}

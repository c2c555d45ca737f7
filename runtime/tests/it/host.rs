//! Hosts may look at the heap from inside their own methods, and may be replaced.

use std::cell::Cell;
use std::rc::Rc;

use handfast_runtime::{Heap, Host, RawJsRef, Ref};

use crate::support::{Counter, TestHost, on_fresh_heap};

/// A host that uses the heap in each of its methods.
#[derive(Default)]
struct Meddler {
    next: Cell<u32>,
    calls: Cell<u32>,
}

impl Meddler {
    fn meddle(&self) {
        self.calls.set(self.calls.get() + 1);
        Heap::stats();
        let handle = Heap::expose(&Ref::new(1)).unwrap();
        Heap::dispose(handle).unwrap();
    }
}

impl Host for Meddler {
    fn reserve_slots(&self, count: u32) -> u32 {
        let first = self.next.replace(self.next.get() + count) + 1;
        self.meddle();
        first
    }

    fn decref_many(&self, slots: &[u32]) {
        assert!(!slots.is_empty());
        self.meddle();
    }

    fn schedule_turn_end(&self) {
        self.meddle();
    }
}

#[test]
fn no_table_is_borrowed_while_the_host_runs() {
    on_fresh_heap(|| {
        let host = Rc::new(Meddler::default());
        Heap::install(host.clone(), 0);
        let refs: Vec<_> = (0..3).map(|_| RawJsRef::reserve().unwrap()).collect();
        assert_eq!(
            refs.iter().map(RawJsRef::slot).collect::<Vec<_>>(),
            [1, 2, 3]
        );
        drop(refs);
        Heap::end_turn();
        assert_eq!(host.calls.get(), 3, "one range, one turn end, one batch");
    });
}

/// A host whose `reserve_slots` needs a slot itself.
#[test]
fn reserving_inside_reserve() {
    struct Nested {
        next: Cell<u32>,
        inner: Cell<Option<RawJsRef>>,
    }
    impl Host for Nested {
        fn reserve_slots(&self, count: u32) -> u32 {
            let first = self.next.replace(self.next.get() + count);
            if first == 1 {
                self.inner.set(Some(RawJsRef::reserve().unwrap()));
            }
            first
        }
        fn decref_many(&self, _: &[u32]) {}
        fn schedule_turn_end(&self) {}
    }
    on_fresh_heap(|| {
        let host = Rc::new(Nested {
            next: Cell::new(1),
            inner: Cell::new(None),
        });
        Heap::install(host.clone(), 0);
        let outer = RawJsRef::reserve().unwrap();
        let inner = host.inner.take().unwrap();
        assert_ne!(outer.slot(), inner.slot());
        assert_eq!(
            (outer.count(), inner.count(), Heap::stats().js_refs),
            (1, 1, 2)
        );
    });
}

#[test]
fn a_replaced_host_is_dropped_after_the_heap_let_go_of_it() {
    /// Asks the heap for the host that comes after it.
    struct Replaced(Counter);
    impl Host for Replaced {
        fn reserve_slots(&self, _: u32) -> u32 {
            1
        }
        fn decref_many(&self, _: &[u32]) {}
        fn schedule_turn_end(&self) {}
    }
    impl Drop for Replaced {
        fn drop(&mut self) {
            drop(RawJsRef::reserve().unwrap());
            self.0.add();
        }
    }
    on_fresh_heap(|| {
        let drops = Counter::default();
        Heap::install(Rc::new(Replaced(drops.clone())), 0);
        Heap::install(Rc::new(Meddler::default()), 0);
        assert_eq!(drops.get(), 1);
    });
}

#[test]
fn one_turn_end_is_asked_for_per_turn() {
    on_fresh_heap(|| {
        let host = TestHost::install();
        for turn in 1..=3 {
            for _ in 0..10 {
                drop(host.hold().unwrap());
            }
            assert_eq!(host.turn_ends.get(), turn);
            Heap::end_turn();
        }
        assert_eq!(
            *host.batches.borrow(),
            [1, 1, 1],
            "the slot was taken back from the batch each time"
        );
    });
}

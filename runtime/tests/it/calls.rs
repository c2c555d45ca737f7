//! What is freed while Rust code waits for a call waits too.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use handfast_runtime::{Error, Handle, Heap, Ref};

use crate::support::{Counter, Node, TestHost, catch_expected, on_fresh_heap, panic_as_expected};

/// An object that only its wrapper keeps.
fn exposed(on_drop: impl FnOnce() + 'static) -> Handle {
    Heap::expose(&Ref::new(Node::dropping(on_drop))).unwrap()
}

/// Objects, and those of them that wait.
fn waits() -> (u32, u32) {
    (Heap::stats().objects, Heap::stats().pending_releases)
}

#[test]
fn what_a_finalizer_frees_is_condemned_and_dropped_later() {
    on_fresh_heap(|| {
        let host = TestHost::install();
        let drops = Counter::default();
        let node = Ref::new(Node::dropping(drops.adder()));
        let (weak, handle) = (node.downgrade(), Heap::expose(&node).unwrap());
        drop(node);
        Heap::calling(|| {
            assert!(Heap::finalize(handle));
            assert!(!Heap::finalize(handle), "its handle is stale");
            assert_eq!(Heap::dispose(handle), Err(Error::StaleHandle));
            assert!(weak.upgrade().is_none());
            assert_eq!((drops.get(), waits()), (0, (1, 1)));
            // Neither of these is a safe point.
            Heap::drop_waiting();
            Heap::collect();
            Heap::end_turn();
            Heap::calling(Heap::drop_waiting);
        });
        assert_eq!((drops.get(), waits()), (0, (1, 1)));
        assert_eq!(host.turn_ends.get(), 2, "it is asked for again");
        Heap::end_turn();
        assert_eq!((drops.get(), waits()), (1, (0, 0)));
    });
}

#[test]
fn what_is_disposed_or_let_go_by_rust_is_dropped_at_once() {
    on_fresh_heap(|| {
        let drops = Counter::default();
        let disposed = exposed(drops.adder());
        let held = Ref::new(Node::dropping(drops.adder()));
        let finalized = Heap::expose(&held).unwrap();
        Heap::calling(|| {
            Heap::dispose(disposed).unwrap();
            assert_eq!(drops.get(), 1);
            Heap::finalize(finalized);
            assert_eq!(waits(), (1, 0), "Rust holds it");
            drop(held);
            assert_eq!(drops.get(), 2);
        });
    });
}

#[test]
fn a_call_that_unwinds_is_over() {
    on_fresh_heap(|| {
        catch_expected(|| Heap::calling(panic_as_expected));
        assert_eq!(Heap::calls(), 0);
    });
}

/// As a host does after a crash, somewhere below.
#[test]
fn what_was_closed_meanwhile_stays_closed() {
    on_fresh_heap(|| {
        Heap::calling(|| {
            Heap::calling(|| Heap::set_calls(u32::MAX));
            assert_eq!(Heap::calls(), u32::MAX);
        });
        assert_eq!(Heap::calls(), u32::MAX);
        Heap::calling(|| assert_eq!(Heap::calls(), u32::MAX));
        assert_eq!(Heap::calls(), u32::MAX);
        Heap::set_calls(0);
    });
}

#[test]
fn a_panic_does_not_keep_the_rest_waiting() {
    on_fresh_heap(|| {
        let drops = Counter::default();
        let handles = [
            exposed(drops.adder()),
            exposed(panic_as_expected),
            exposed(drops.adder()),
        ];
        Heap::calling(|| handles.map(Heap::finalize));
        catch_expected(Heap::drop_waiting);
        assert_eq!((drops.get(), waits()), (2, (0, 0)));
    });
}

/// It is dropped by who drops that already, when its `Drop` code is done.
#[test]
fn drop_code_may_free_more() {
    on_fresh_heap(|| {
        let drops = Counter::default();
        let other = exposed(drops.adder());
        let seen = drops.clone();
        let first = exposed(move || {
            Heap::calling(|| Heap::finalize(other));
            Heap::drop_waiting();
            assert_eq!((seen.get(), waits().1), (0, 1));
        });
        Heap::calling(|| Heap::finalize(first));
        Heap::drop_waiting();
        assert_eq!((drops.get(), waits()), (1, (0, 0)));
    });
}

#[test]
fn a_thread_that_ends_drops_what_waits() {
    let drops = Arc::new(AtomicU32::new(0));
    let counter = drops.clone();
    thread::spawn(move || {
        let handle = exposed(move || {
            assert_eq!(Heap::stats().pending_releases, 0);
            counter.fetch_add(1, Ordering::SeqCst);
        });
        Heap::calling(|| Heap::finalize(handle));
    })
    .join()
    .unwrap();
    assert_eq!(drops.load(Ordering::SeqCst), 1);
}

//! JS refs: counts, batches, slots.

use handfast_runtime::{Heap, Ref, Release, Trace};

use crate::support::{TestHost, on_fresh_heap};

#[test]
fn clones_never_cross_the_boundary() {
    on_fresh_heap(|| {
        let host = TestHost::install();
        let first = host.hold().unwrap();
        let clones = vec![first.clone(); 100];
        assert!(clones.iter().all(|clone| clone.slot() == first.slot()));
        assert_eq!((first.count(), Heap::stats().js_refs), (102 - 1, 1));
        drop(first);
        assert_eq!((clones[0].count(), Heap::stats().pending_decrefs), (100, 0));
        drop(clones);
        assert_eq!(
            (Heap::stats().js_refs, Heap::stats().pending_decrefs),
            (0, 1)
        );
        assert!(host.batches.borrow().is_empty());
        Heap::end_turn();
        assert_eq!(*host.batches.borrow(), [1]);
        assert!(host.held.borrow().is_empty());
    });
}

#[test]
fn a_full_batch_goes_out_at_once() {
    on_fresh_heap(|| {
        let host = TestHost::install();
        let refs: Vec<_> = (0..300).map(|_| host.hold().unwrap()).collect();
        assert_eq!(
            refs.iter().map(|held| held.slot()).collect::<Vec<_>>(),
            (1..=300).collect::<Vec<_>>()
        );
        drop(refs);
        assert_eq!(*host.batches.borrow(), [256]);
        assert_eq!(Heap::stats().pending_decrefs, 300 - 256);
        Heap::flush_decrefs();
        assert_eq!(*host.batches.borrow(), [256, 44]);
        Heap::flush_decrefs();
        assert_eq!(host.batches.borrow().len(), 2, "there is nothing to send");
        assert!(host.held.borrow().is_empty());
    });
}

/// More slots than one range has, several times, so that freed slots must be used before new ones are reserved.
#[test]
fn slots_are_used_again() {
    let (rounds, count, reserved) = if cfg!(miri) {
        (2, 200, 1_024)
    } else {
        (3, 2_000, 2_048)
    };
    on_fresh_heap(move || {
        let host = TestHost::install();
        for _ in 0..rounds {
            let refs: Vec<_> = (0..count).map(|_| host.hold().unwrap()).collect();
            let mut slots: Vec<_> = refs.iter().map(|held| held.slot()).collect();
            slots.sort_unstable();
            slots.dedup();
            assert_eq!(
                (slots.len(), slots[0], *slots.last().unwrap() <= reserved),
                (count, 1, true)
            );
        }
    });
}

#[test]
fn an_object_that_holds_js_refs() {
    on_fresh_heap(|| {
        let host = TestHost::install();
        let held = host.hold().unwrap();
        let list = Ref::new(vec![held.clone(), held.clone(), host.hold().unwrap()]);
        assert_eq!((held.count(), Heap::stats().js_refs), (3, 2));
        let handle = Heap::expose(&list).unwrap();
        drop(list);
        Heap::dispose(handle).unwrap();
        assert_eq!(
            (
                held.count(),
                Heap::stats().js_refs,
                Heap::stats().pending_decrefs
            ),
            (1, 1, 1)
        );
    });
    const { assert!(<Vec<handfast_runtime::RawJsRef> as Trace>::EDGES) };
}

/// A release for a slot that nobody holds cannot be told from a bug of its sender; it must not
/// make the count of the slot wrong for those who use it next.
#[test]
fn releasing_a_slot_too_often_is_ignored() {
    on_fresh_heap(|| {
        let host = TestHost::install();
        let queue = Heap::release_queue();
        let slot = host.hold().unwrap().into_slot();
        assert_eq!(
            Heap::stats().js_refs,
            1,
            "a number counts like the reference it was"
        );
        queue.push(Release::JsRef(slot));
        queue.push(Release::JsRef(slot));
        queue.push(Release::JsRef(0));
        queue.push(Release::JsRef(u32::MAX));
        Heap::end_turn();
        assert_eq!(Heap::stats().js_refs, 0);
        let next = host.hold().unwrap();
        assert_eq!((next.slot(), next.count()), (slot, 1));
    });
}

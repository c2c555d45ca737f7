//! The two kinds of shares that an entry has: the wrapper's, and raw retains.

use handfast_runtime::{Error, Heap, Ref};

use crate::support::{Counter, Node, on_fresh_heap};

fn exposed(drops: &Counter) -> handfast_runtime::Handle {
    Heap::expose(&Ref::new(Node::dropping(drops.adder()))).unwrap()
}

#[test]
fn disposing_is_final() {
    on_fresh_heap(|| {
        let drops = Counter::default();
        let handle = exposed(&drops);
        assert!(Heap::is_alive(handle));
        Heap::dispose(handle).unwrap();
        assert_eq!(drops.get(), 1);
        assert_eq!(Heap::dispose(handle), Err(Error::StaleHandle));
        assert!(!Heap::finalize(handle));
        assert!(!Heap::is_alive(handle));
        assert_eq!(Heap::retain(handle), Err(Error::StaleHandle));
        assert_eq!(Heap::release(handle), Err(Error::StaleHandle));
        assert!(matches!(Heap::resolve_any(handle), Err(Error::StaleHandle)));
    });
}

#[test]
fn a_late_finalizer_does_not_touch_the_next_object_in_the_slot() {
    on_fresh_heap(|| {
        let drops = Counter::default();
        let old = exposed(&drops);
        Heap::dispose(old).unwrap();
        let new = exposed(&drops);
        assert_eq!(old.index(), new.index(), "the slot is used again");
        assert!(!Heap::finalize(old));
        assert!(Heap::is_alive(new));
        assert!(Heap::finalize(new));
        assert!(!Heap::finalize(new));
        assert_eq!(drops.get(), 2);
    });
}

#[test]
fn exposing_again_yields_the_same_handle() {
    on_fresh_heap(|| {
        let node = Ref::new(Node::new("a"));
        let handle = Heap::expose(&node).unwrap();
        assert_eq!(Heap::expose(&node), Ok(handle));
        assert_eq!((node.handle(), node.strong_count()), (Some(handle), 2));
        Heap::dispose(handle).unwrap();
        assert_eq!((node.handle(), node.strong_count()), (None, 1));
        let next = Heap::expose(&node).unwrap();
        assert_ne!(next, handle);
        Heap::dispose(next).unwrap();
    });
}

#[test]
fn retains_keep_the_object_without_its_wrapper() {
    on_fresh_heap(|| {
        let drops = Counter::default();
        let handle = exposed(&drops);
        Heap::retain(handle).unwrap();
        Heap::retain(handle).unwrap();
        Heap::dispose(handle).unwrap();
        assert_eq!(
            Heap::dispose(handle),
            Err(Error::StaleHandle),
            "the wrapper's share is gone"
        );
        assert!(!Heap::finalize(handle));
        assert!(Heap::resolve::<Node>(handle).is_ok());
        Heap::release(handle).unwrap();
        assert!(Heap::is_alive(handle));
        Heap::release(handle).unwrap();
        assert_eq!(drops.get(), 1);
        assert_eq!(Heap::release(handle), Err(Error::StaleHandle));
    });
}

#[test]
fn releasing_too_often_never_takes_the_wrappers_share() {
    on_fresh_heap(|| {
        let drops = Counter::default();
        let handle = exposed(&drops);
        assert_eq!(Heap::release(handle), Err(Error::OverRelease));
        Heap::retain(handle).unwrap();
        Heap::release(handle).unwrap();
        assert_eq!(Heap::release(handle), Err(Error::OverRelease));
        assert_eq!(drops.get(), 0);
        assert!(Heap::is_alive(handle));
        Heap::dispose(handle).unwrap();
    });
}

/// A wrapper is disposed while a raw retain keeps the object, Rust hands the object out again, so there is a new
/// wrapper. The engine's report that the first one died may still come, and must not release the second.
#[test]
fn a_late_finalizer_does_not_touch_a_newer_wrapper_of_the_same_object() {
    on_fresh_heap(|| {
        let node = Ref::new(Node::new("a"));
        let first = Heap::expose(&node).unwrap();
        Heap::retain(first).unwrap();
        Heap::dispose(first).unwrap();
        let second = Heap::expose(&node).unwrap();
        assert!(
            !Heap::finalize(first),
            "the first wrapper gave its share up before"
        );
        Heap::release(first).unwrap();
        assert!(Heap::resolve::<Node>(second).unwrap().ptr_eq(&node));
        assert_eq!(node.handle(), Some(second));
        assert!(Heap::finalize(second));
        assert_eq!((node.handle(), node.strong_count()), (None, 1));
    });
}

/// The other order: the newer wrapper goes first.
#[test]
fn the_number_that_was_retained_stays_valid() {
    on_fresh_heap(|| {
        let drops = Counter::default();
        let node = Ref::new(Node::dropping(drops.adder()));
        let first = Heap::expose(&node).unwrap();
        Heap::retain(first).unwrap();
        Heap::dispose(first).unwrap();
        let second = Heap::expose(&node).unwrap();
        Heap::dispose(second).unwrap();
        assert!(Heap::resolve::<Node>(first).unwrap().ptr_eq(&node));
        let third = Heap::expose(&node).unwrap();
        drop(node);
        Heap::dispose(third).unwrap();
        assert_eq!(drops.get(), 0);
        Heap::release(first).unwrap();
        assert_eq!(drops.get(), 1);
    });
}

//! Getting a value back out of its object.

use handfast_runtime::{Error, Heap, Holder, Ref};

use crate::inheritance::{Animal, Dog};
use crate::support::{Counter, Node, on_fresh_heap};

fn refused<T>(outcome: Result<T, (Error, Ref<Node>)>) -> (Error, Ref<Node>) {
    match outcome {
        Ok(_) => panic!("it was to be refused"),
        Err(refused) => refused,
    }
}

#[test]
fn taking_the_only_reference() {
    on_fresh_heap(|| {
        let drops = Counter::default();
        let node = Ref::new(Node::dropping(drops.adder()));
        let handle = Heap::expose(&node).unwrap();
        let weak = node.downgrade();
        let value = Heap::take(node).unwrap_or_else(|(error, _)| panic!("{error}"));
        assert_eq!((value.name, drops.get()), ("dropping", 0));
        assert!(weak.upgrade().is_none());
        assert!(!Heap::is_alive(handle));
        assert_eq!(Heap::stats().objects, 0);
        drop(value);
        assert_eq!(drops.get(), 1);
    });
}

#[test]
fn a_shared_object_is_refused_and_stays_usable() {
    on_fresh_heap(|| {
        let shared = Error::Shared { class: "Node" };
        let node = Ref::new(Node::new("a"));
        let handle = Heap::expose(&node).unwrap();

        let clone = node.clone();
        let (error, node) = refused(Heap::take(node));
        assert_eq!(error, shared);
        drop(clone);

        let erased = Heap::resolve_any(handle).unwrap();
        let (error, node) = refused(Heap::take(node));
        assert_eq!(error, shared);
        drop(erased);

        Heap::retain(handle).unwrap();
        let (error, node) = refused(Heap::take(node));
        assert_eq!(error, shared);
        // Only the raw retain is left, and it still counts.
        Heap::dispose(handle).unwrap();
        let (error, node) = refused(Heap::take(node));
        assert_eq!(error, shared);
        Heap::release(handle).unwrap();

        assert_eq!(node.borrow().name, "a");
        let second = Heap::expose(&node).unwrap();
        assert_eq!(
            Heap::take(node)
                .unwrap_or_else(|(error, _)| panic!("{error}"))
                .name,
            "a"
        );
        assert!(!Heap::is_alive(second));
    });
}

/// The number that a raw retain holds is another than the one of the newer wrapper.
#[test]
fn a_retain_under_an_older_number_counts() {
    on_fresh_heap(|| {
        let node = Ref::new(Node::new("a"));
        let first = Heap::expose(&node).unwrap();
        Heap::retain(first).unwrap();
        Heap::dispose(first).unwrap();
        let second = Heap::expose(&node).unwrap();
        let (error, node) = refused(Heap::take(node));
        assert_eq!(error, Error::Shared { class: "Node" });
        assert!(Heap::is_alive(first) && Heap::is_alive(second));
        Heap::release(first).unwrap();
        assert!(Heap::take(node).is_ok());
    });
}

#[test]
fn a_borrowed_object_is_refused() {
    on_fresh_heap(|| {
        let node = Ref::new(Node::new("a"));
        // Only a leaked guard outlives the reference it came from.
        std::mem::forget(node.try_borrow_for(&"Node.name"));
        let (error, node) = refused(Heap::take(node));
        assert_eq!(
            error,
            Error::Borrowed {
                class: "Node",
                holder: Holder::Method(&"Node.name")
            }
        );
        let node = Ref::try_unwrap(node).map(drop).unwrap_err();
        assert_eq!(node.borrow().name, "a");
    });
}

#[test]
fn try_unwrap() {
    on_fresh_heap(|| {
        let node = Ref::new(Node::new("a"));
        let clone = node.clone();
        let node = Ref::try_unwrap(node).map(drop).unwrap_err();
        drop(clone);
        let handle = Heap::expose(&node).unwrap();
        let node = Ref::try_unwrap(node).map(drop).unwrap_err();
        Heap::dispose(handle).unwrap();
        let weak = node.downgrade();
        assert_eq!(
            Ref::try_unwrap(node)
                .unwrap_or_else(|_| panic!("not shared"))
                .name,
            "a"
        );
        assert!(weak.upgrade().is_none());
    });
}

/// Whoever takes several objects asks for all of them before it takes the first.
#[test]
fn what_can_be_taken_is_known_before() {
    on_fresh_heap(|| {
        let can_take = |node: &Ref<Node>| {
            let answer = Heap::check_take(node);
            assert_eq!(Heap::can_take(node), answer.is_ok());
            answer
        };
        let node = Ref::new(Node::new("a"));
        assert_eq!(can_take(&node), Ok(()));
        let handle = Heap::expose(&node).unwrap();
        assert_eq!(can_take(&node), Ok(()));
        let clone = node.clone();
        assert_eq!(can_take(&node), Err(Error::Shared { class: "Node" }));
        drop(clone);
        let guard = node.try_borrow_mut_for(&"Node.append").unwrap();
        assert_eq!(
            can_take(&node),
            Err(Error::BorrowedMut {
                class: "Node",
                holder: Holder::Method(&"Node.append")
            })
        );
        drop(guard);
        Heap::dispose(handle).unwrap();

        let dog = Ref::new(Dog::new("Rex"));
        assert_eq!(Heap::check_take(&dog), Ok(()));
        let animal: Ref<Animal> = dog.upcast().unwrap();
        assert_eq!(
            Heap::check_take(&animal),
            Err(Error::WrongClass {
                expected: "Animal",
                found: "Dog"
            })
        );
        assert!(!Heap::can_take(&animal));
    });
}

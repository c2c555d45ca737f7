//! `new_cyclic`, and weak references.

use handfast_runtime::{Heap, Ref, Trace, Tracer, Weak};

use crate::support::{Node, catch_expected, on_fresh_heap, panic_as_expected};

struct Selfish {
    this: Weak<Selfish>,
}

impl Trace for Selfish {
    const EDGES: bool = false;
    fn trace(&self, _: &mut Tracer<'_>) {}
}
handfast_runtime::object!(Selfish);

#[test]
fn an_object_can_know_itself() {
    on_fresh_heap(|| {
        let object = Ref::new_cyclic(|this| {
            assert!(this.upgrade().is_none(), "there is no object yet");
            Selfish { this: this.clone() }
        });
        let found = object.borrow().this.upgrade().unwrap();
        assert_eq!(found, object);
        assert_eq!(object.strong_count(), 2);
        drop(found);
        let weak = object.downgrade();
        drop(object);
        assert!(weak.upgrade().is_none());
    });
}

#[test]
fn an_object_that_cannot_be_made_leaves_nothing() {
    on_fresh_heap(|| {
        let mut kept = Weak::new();
        catch_expected(|| {
            Ref::new_cyclic(|this| {
                kept = this.clone();
                panic_as_expected();
                Selfish { this: this.clone() }
            });
        });
        assert!(kept.upgrade().is_none());
        assert_eq!(Heap::stats().objects, 0);
    });
}

#[test]
fn weak_references_are_compared_by_what_they_watch() {
    on_fresh_heap(|| {
        let (a, b) = (Ref::new(Node::new("a")), Ref::new(Node::new("b")));
        assert!(a.downgrade().ptr_eq(&a.downgrade()));
        assert!(!a.downgrade().ptr_eq(&b.downgrade()));
        assert!(!a.downgrade().ptr_eq(&Weak::new()));
        assert!(Weak::<Node>::new().ptr_eq(&Weak::default()));
        assert_eq!(format!("{:?}", Weak::<Node>::new()), "Weak(gone)");
    });
}

/// While a value is dropped nobody can get hold of its object any more.
#[test]
fn a_dying_object_cannot_be_upgraded() {
    on_fresh_heap(|| {
        let slot = std::rc::Rc::new(std::cell::RefCell::new(Weak::<Node>::new()));
        let seen = slot.clone();
        let node = Ref::new(Node::dropping(move || {
            assert!(seen.borrow().upgrade().is_none());
        }));
        *slot.borrow_mut() = node.downgrade();
        drop(node);
    });
}

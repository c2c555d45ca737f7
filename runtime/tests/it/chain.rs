//! Long chains are dropped without recursion.

use std::thread;

use handfast_runtime::{Heap, Ref, Trace, Tracer};

use crate::support::{Node, on_fresh_heap};

/// More than any stack has room for; fewer under Miri, which has no stack that could overflow and is here for the rest.
const LENGTH: usize = if cfg!(miri) { 300 } else { 1_000_000 };
const STACK: usize = 128 * 1024;

/// Runs a test on a stack that a few thousand nested drops overflow.
fn on_a_small_stack(test: impl FnOnce() + Send + 'static) {
    on_fresh_heap(move || {
        let outcome = thread::Builder::new().stack_size(STACK).spawn(move || {
            test();
            assert!(Heap::stats().is_empty());
        });
        outcome.unwrap().join().unwrap();
    });
}

#[test]
fn a_list_of_refs() {
    on_a_small_stack(|| {
        let mut head = Ref::new(Node::new("last"));
        for _ in 1..LENGTH {
            head = Ref::new(Node::new("link").linked(Some(head)));
        }
        assert_eq!(Heap::stats().objects as usize, LENGTH);
        drop(head);
    });
}

#[test]
fn a_list_that_a_handle_owns() {
    on_a_small_stack(|| {
        let mut head = Ref::new(Node::new("last"));
        for _ in 1..LENGTH {
            head = Ref::new(Node::new("link").linked(Some(head)));
        }
        let handle = Heap::expose(&head).unwrap();
        drop(head);
        Heap::dispose(handle).unwrap();
    });
}

/// A type that holds no `Ref`, and yet its drop leads to the next: by a handle.
struct Link(f64);

impl Trace for Link {
    const EDGES: bool = false;
    fn trace(&self, _: &mut Tracer<'_>) {}
}
handfast_runtime::object!(Link);

impl Drop for Link {
    fn drop(&mut self) {
        if let Ok(handle) = Heap::handle(self.0) {
            Heap::dispose(handle).unwrap();
        }
    }
}

#[test]
fn a_list_by_handles_of_a_type_without_edges() {
    on_a_small_stack(|| {
        let mut next = 0.0;
        for _ in 0..LENGTH {
            next = Heap::expose(&Ref::new(Link(next))).unwrap().to_f64();
        }
        Heap::dispose(Heap::handle(next).unwrap()).unwrap();
    });
}

trait Any: 'static {}
handfast_runtime::dyn_object!(Any);

/// A list whose links are known by a trait only.
struct DynLink(Option<Ref<dyn Any>>);

impl Any for DynLink {}
impl Trace for DynLink {
    const EDGES: bool = true;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.0.trace(tracer);
    }
}
handfast_runtime::object!(DynLink);

#[test]
fn a_list_of_dyn_refs() {
    on_a_small_stack(|| {
        let mut head = None;
        for _ in 0..LENGTH {
            head = Some(Ref::new(DynLink(head)).into_dyn());
        }
        drop(head);
    });
}

#[test]
fn a_wide_tree() {
    on_a_small_stack(|| {
        let leaves: Vec<_> = (0..LENGTH as i64).map(Ref::new).collect();
        let root = Ref::new(leaves);
        assert_eq!(Heap::stats().objects as usize, LENGTH + 1);
        let handle = Heap::expose(&root).unwrap();
        drop(root);
        Heap::dispose(handle).unwrap();
    });
}

/// What is deferred is dropped before the outermost drop returns, whatever its kind.
#[test]
fn nothing_is_left_when_the_outermost_drop_returns() {
    on_fresh_heap(|| {
        for depth in [1, 30, 31, 32, 33, 34, 100] {
            let weak = {
                let last = Ref::new(Node::new("last"));
                let weak = last.downgrade();
                let mut head = last;
                for _ in 0..depth {
                    head = Ref::new(Node::new("link").linked(Some(head)));
                }
                assert!(weak.upgrade().is_some());
                drop(head);
                weak
            };
            assert!(weak.upgrade().is_none());
            assert_eq!(Heap::stats().objects, 0, "depth {depth}");
        }
    });
}

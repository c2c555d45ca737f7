//! User `Drop` code may do anything with the heap, and may panic.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use handfast_runtime::{Error, Heap, Ref, Release, Weak};

use crate::support::{Counter, Node, TestHost, catch_expected, on_fresh_heap, panic_as_expected};

#[test]
fn drop_may_use_every_table() {
    on_fresh_heap(|| {
        let host = TestHost::install();
        let drops = Counter::default();
        let other = Heap::expose(&Ref::new(Node::dropping(drops.adder()))).unwrap();
        let kept = Ref::new(Node::dropping(drops.adder()));
        let node = Ref::new(Node::dropping({
            let drops = drops.clone();
            let kept = kept.clone();
            move || {
                // Creates, exposes, resolves, borrows, counts, holds, and disposes itself and others.
                let made = Ref::new(Node::dropping(drops.adder()));
                let handle = Heap::expose(&made).unwrap();
                assert_eq!(
                    Heap::resolve::<Node>(handle).unwrap().borrow().name,
                    "dropping"
                );
                Heap::retain(handle).unwrap();
                Heap::release(handle).unwrap();
                kept.borrow_mut().name = "changed";
                let js_ref = host.hold().unwrap();
                drop(js_ref.clone());
                assert_eq!(js_ref.count(), 1);
                Heap::dispose(other).unwrap();
                Heap::dispose(handle).unwrap();
                Heap::flush_decrefs();
                assert!(Heap::stats().objects >= 1);
                drops.add();
            }
        }));
        let handle = Heap::expose(&node).unwrap();
        drop(node);
        Heap::dispose(handle).unwrap();
        assert_eq!(
            drops.get(),
            3,
            "the object itself, the one it made, and the one it disposed"
        );
        assert_eq!(kept.borrow().name, "changed");
        assert_eq!(kept.strong_count(), 1);
    });
}

#[test]
fn a_dying_object_cannot_be_reached_by_its_handle() {
    on_fresh_heap(|| {
        let handle = Rc::new(Cell::new(None));
        let seen = handle.clone();
        let node = Ref::new(Node::dropping(move || {
            let handle = seen.get().unwrap();
            assert_eq!(
                Heap::resolve::<Node>(handle).map(drop),
                Err(Error::StaleHandle)
            );
            assert_eq!(Heap::dispose(handle), Err(Error::StaleHandle));
            assert_eq!(Heap::retain(handle), Err(Error::StaleHandle));
        }));
        handle.set(Some(Heap::expose(&node).unwrap()));
        drop(node);
        Heap::dispose(handle.get().unwrap()).unwrap();
    });
}

#[test]
fn a_field_may_be_saved_from_a_dying_object() {
    on_fresh_heap(|| {
        let saved = Rc::new(RefCell::new(None));
        struct Saves(Option<Ref<Node>>, Rc<RefCell<Option<Ref<Node>>>>);
        impl Drop for Saves {
            fn drop(&mut self) {
                *self.1.borrow_mut() = self.0.take();
            }
        }
        impl handfast_runtime::Trace for Saves {
            const EDGES: bool = true;
            fn trace(&self, tracer: &mut handfast_runtime::Tracer<'_>) {
                self.0.trace(tracer);
            }
        }
        handfast_runtime::object!(Saves);

        drop(Ref::new(Saves(
            Some(Ref::new(Node::new("saved"))),
            saved.clone(),
        )));
        assert_eq!(saved.take().unwrap().borrow().name, "saved");
    });
}

#[test]
fn a_panic_in_drop_leaves_the_heap_consistent() {
    on_fresh_heap(|| {
        let drops = Counter::default();
        let child = Ref::new(Node::dropping(drops.adder()));
        let node = Ref::new(Node::dropping(panic_as_expected).linked(Some(child)));
        let weak: Weak<Node> = node.downgrade();
        let handle = Heap::expose(&node).unwrap();
        drop(node);
        catch_expected(|| Heap::dispose(handle).unwrap());
        assert_eq!(drops.get(), 1, "its fields are dropped all the same");
        assert!(weak.upgrade().is_none());
        assert!(!Heap::is_alive(handle));
        assert!(Heap::stats().is_empty());
        let handle = Heap::expose(&Ref::new(Node::new("next"))).unwrap();
        Heap::dispose(handle).unwrap();
    });
}

/// The panic comes from deep inside: what had been put off must not be forgotten.
#[test]
fn a_panic_deep_in_a_chain_loses_nothing() {
    on_fresh_heap(|| {
        for depth in [10, 31, 32, 33, 40] {
            let drops = Counter::default();
            let mut head = None;
            for i in 0..100 {
                let node = if i == 100 - depth {
                    Node::dropping(panic_as_expected)
                } else {
                    Node::dropping(drops.adder())
                };
                head = Some(Ref::new(node.linked(head)));
            }
            catch_expected(|| drop(head));
            Heap::end_turn();
            assert_eq!(
                (drops.get(), Heap::stats().objects),
                (99, 0),
                "depth {depth}"
            );
        }
    });
}

#[test]
fn a_panic_while_draining_keeps_the_other_releases() {
    on_fresh_heap(|| {
        let host = TestHost::install();
        let drops = Counter::default();
        let queue = Heap::release_queue();
        let js_ref = host.hold().unwrap();
        let first = Heap::expose(&Ref::new(Node::dropping(panic_as_expected))).unwrap();
        let second = Heap::expose(&Ref::new(Node::dropping(drops.adder()))).unwrap();
        queue.push(Release::Handle(first));
        queue.push(Release::Handle(second));
        queue.push(Release::JsRef(js_ref.into_slot()));
        catch_expected(Heap::end_turn);
        assert_eq!(queue.pending(), 2);
        Heap::end_turn();
        assert_eq!(drops.get(), 1);
        assert!(host.held.borrow().is_empty());
    });
}

/// Dropping inside a long borrow: the object goes when the borrow's own reference does.
#[test]
fn disposing_a_borrowed_object_waits_for_the_borrow() {
    on_fresh_heap(|| {
        let drops = Counter::default();
        let handle = Heap::expose(&Ref::new(Node::dropping(drops.adder()))).unwrap();
        let node = Heap::resolve::<Node>(handle).unwrap();
        let guard = node.borrow_mut();
        Heap::dispose(handle).unwrap();
        assert_eq!(
            Heap::resolve::<Node>(handle).map(drop),
            Err(Error::StaleHandle)
        );
        assert_eq!((guard.name, drops.get()), ("dropping", 0));
        drop(guard);
        drop(node);
        assert_eq!(drops.get(), 1);
    });
}

//! What `Drop` code saves, makes or sets off.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;

use handfast_proptests::{JsId, SimHost};
use handfast_runtime::{Error, Heap, RawJsRef, Ref};

use super::thing::*;

/// An object whose wrapper is dead, not yet reported, and which refers to a value that the program has as well; and one
/// without a wrapper, which it refers to, and which does too.
fn dead_parent(sim: &SimHost, act: impl FnOnce(&mut Thing) + 'static) -> JsId {
    let (parent, child) = (thing(), thing());
    let shared = sim.object();
    give(sim, &parent, shared);
    give(sim, &child, shared);
    link(&parent, &[&child]);
    on_drop(&parent, act);
    let wrapper = wrap(sim, &parent);
    drop((parent, child));
    pass(sim);
    forget(sim, wrapper);
    shared
}

#[test]
fn a_child_that_a_finalized_parent_saves_keeps_its_values() {
    directed(|sim| {
        let saved = Saved::<Ref<Thing>>::default();
        let to = saved.clone();
        let shared = dead_parent(sim, move |parent| to.borrow_mut().append(&mut parent.edges));
        finalize(sim);
        assert_eq!(saved.borrow().len(), 1);
        forget(sim, shared);
        assert!(sim.exists(shared));
        saved.take();
    });
}

#[test]
fn a_js_ref_that_a_finalized_object_saves_keeps_its_value() {
    directed(|sim| {
        let saved = Saved::<RawJsRef>::default();
        let to = saved.clone();
        let shared = dead_parent(sim, move |parent| to.borrow_mut().append(&mut parent.js));
        finalize(sim);
        forget(sim, shared);
        assert!(sim.exists(shared));
        saved.take();
    });
}

#[test]
fn what_drop_code_upgrades_and_saves_keeps_its_values() {
    directed(|sim| {
        let (other, saved) = (thing(), Saved::<Ref<Thing>>::default());
        let (value, wrapper) = (value(sim, &other), wrap(sim, &other));
        let (weak, to) = (other.downgrade(), saved.clone());
        drop(other);
        dead_parent(sim, move |_| to.borrow_mut().extend(weak.upgrade()));
        finalize(sim);
        forget(sim, wrapper);
        assert!(sim.exists(value));
        saved.take();
    });
}

/// It has two holders. One is dropped, which makes way for its `Drop` code; that does not bring back what was lost.
#[test]
fn what_has_lost_a_value_is_not_upgraded_after_a_holder_is_dropped() {
    directed(|sim| {
        let part = thing();
        let (value, weak) = (value(sim, &part), part.downgrade());
        let holders = [(); 2].map(|()| wrap(sim, &holding(&[&part])));
        drop(part);
        pass(sim);
        holders.iter().for_each(|&holder| _ = sim.unroot(holder));
        collect(sim);
        assert!(!sim.exists(value));
        sim.finalize(0);
        assert_eq!(Heap::stats().objects, 2);
        assert!(weak.upgrade().is_none());
    });
}

/// The same, but the other holder is alive.
#[test]
fn what_another_holder_has_is_upgraded_after_one_is_dropped() {
    directed(|sim| {
        let part = thing();
        let (value, weak) = (value(sim, &part), part.downgrade());
        let holders = [(); 2].map(|()| wrap(sim, &holding(&[&part])));
        drop(part);
        pass(sim);
        forget(sim, holders[0]);
        finalize(sim);
        let part = weak.upgrade();
        forget(sim, holders[1]);
        assert!(part.is_some() && sim.exists(value));
    });
}

/// What is being dropped refers to things that no field leads to.
#[test]
fn a_pass_within_drop_code_keeps_what_is_being_dropped() {
    directed(|sim| {
        let shared = dead_parent(sim, |parent| {
            let child = &parent.edges[0];
            drop(thing());
            let report = Heap::collect();
            assert_eq!((report.roots, report.ceded), (1, 0));
            assert!(child.try_borrow().is_ok());
        });
        finalize(sim);
        assert!(sim.exists(shared));
        assert_eq!(Heap::stats().objects, 0);
    });
}

/// What is freed below a call waits, and meanwhile the engine's collector runs.
#[test]
fn what_waits_keeps_what_its_drop_code_saves() {
    directed(|sim| {
        let saved = Saved::<Ref<Thing>>::default();
        let to = saved.clone();
        let shared = dead_parent(sim, move |parent| to.borrow_mut().append(&mut parent.edges));

        let (a, to) = (thing(), saved.clone());
        let (value, wrapper) = (value(sim, &a), wrap(sim, &a));
        let garbage = holding(&[&a]);
        link(&garbage, &[&garbage]);
        on_drop(&garbage, move |garbage| {
            to.borrow_mut().push(garbage.edges.remove(0));
        });
        drop((a, garbage));

        Heap::calling(|| {
            finalize(sim);
            assert_eq!(pass(sim).freed, 1);
            forget(sim, shared);
            forget(sim, wrapper);
            // This one takes for roots what the others have condemned.
            assert_eq!(pass(sim).freed, 0);
            collect(sim);
            assert_eq!(
                (saved.borrow().len(), Heap::stats().pending_releases),
                (0, 2)
            );
        });
        assert!(
            saved.borrow().is_empty(),
            "the end of a call is no safe point"
        );
        Heap::drop_waiting();
        assert_eq!(saved.borrow().len(), 2);
        assert!(sim.exists(shared) && sim.exists(value));
        saved.take();
    });
}

/// Whoever asks for an object by number may be code of Rust's.
#[test]
fn what_is_found_dead_when_it_is_asked_for_waits() {
    directed(|sim| {
        let parent = holding(&[&thing()]);
        value(sim, &parent);
        let wrapper = wrap(sim, &parent);
        let number = sim.number(wrapper, true).unwrap();
        drop(parent);
        pass(sim);
        forget(sim, wrapper);
        let found = Heap::resolve_number::<Thing>(number);
        assert_eq!(found.err(), Some(Error::StaleHandle));
        let waits = || (Heap::stats().objects, Heap::stats().pending_releases);
        assert_eq!(waits(), (2, 1));
        assert!(sim.turn_end_due());
        sim.end_turn();
        assert_eq!(waits(), (0, 0));
    });
}

/// Garbage of Rust's own, which leads to an object of the program's.
#[test]
fn what_garbage_saves_keeps_its_values() {
    directed(|sim| {
        let (a, saved) = (thing(), Saved::<Ref<Thing>>::default());
        let (value, wrapper) = (value(sim, &a), wrap(sim, &a));
        let garbage = holding(&[&a]);
        link(&garbage, &[&garbage]);
        let to = saved.clone();
        on_drop(&garbage, move |garbage| {
            to.borrow_mut().extend(garbage.edges.drain(..1));
        });
        drop((a, garbage));
        let report = pass(sim);
        assert_eq!((report.ceded, report.freed), (1, 1));
        forget(sim, wrapper);
        assert!(sim.exists(value));
        saved.take();
    });
}

/// It is the object's as well, and no other reference to it is to be seen.
#[test]
fn a_js_ref_that_garbage_saves_keeps_its_value() {
    directed(|sim| {
        let (a, saved) = (thing(), Saved::<RawJsRef>::default());
        let (value, wrapper) = (value(sim, &a), wrap(sim, &a));
        let garbage = thing();
        link(&garbage, &[&garbage]);
        garbage.borrow_mut().js.push(a.borrow().js[0].clone());
        let to = saved.clone();
        on_drop(&garbage, move |garbage| {
            to.borrow_mut().append(&mut garbage.js);
        });
        drop((a, garbage));
        assert_eq!(pass(sim).freed, 1);
        forget(sim, wrapper);
        assert!(sim.exists(value));
        saved.take();
    });
}

/// The child is dropped with its parent's fields, after their `Drop` code has changed what was ceded.
#[test]
fn drop_code_may_drop_others_and_call_methods() {
    directed(|sim| {
        let (a, other) = (thing(), thing());
        let (value, wrapper) = (value(sim, &a), wrap(sim, &a));
        let number = sim.number(wrapper, true).unwrap();
        let other_wrapper = wrap(sim, &other);
        let other_handle = handle(sim, other_wrapper);
        drop((a, other));
        let moved = Saved::<RawJsRef>::default();
        let to = moved.clone();
        dead_parent(sim, move |parent| {
            parent.edges.clear();
            Heap::dispose(other_handle).unwrap();
            let a = Heap::resolve_number::<Thing>(number).unwrap();
            to.borrow_mut().append(&mut a.borrow_mut().js);
        });
        finalize(sim);
        forget(sim, wrapper);
        assert!(sim.exists(value));
        moved.take();
        sim.forget(other_handle);
    });
}

/// The first that is dropped finds the other condemned, and a pass does not take that for an object of its own.
#[test]
fn drop_code_of_garbage_finds_no_neighbour() {
    directed(|sim| {
        let (a, pair) = (thing(), [thing(), thing()]);
        let (value, wrapper) = (value(sim, &a), wrap(sim, &a));
        link(&pair[0], &[&pair[1]]);
        link(&pair[1], &[&pair[0], &a]);
        for (thing, other) in pair.iter().zip([&pair[1], &pair[0]]) {
            let weak = other.downgrade();
            on_drop(thing, move |_| {
                assert!(weak.upgrade().is_none());
                assert_eq!(Heap::collect().freed, 0);
            });
        }
        drop((a, pair));
        assert_eq!(pass(sim).freed, 2);
        collect(sim);
        assert!(sim.exists(value));
        sim.unroot(wrapper);
    });
}

#[test]
fn a_panic_in_drop_code_leaves_the_pass_complete() {
    struct Expected;
    directed(|sim| {
        let a = thing();
        let (value, wrapper) = (value(sim, &a), wrap(sim, &a));
        let drops = Rc::new(());
        for _ in 0..3 {
            let garbage = holding(&[&a]);
            link(&garbage, &[&garbage]);
            let counted = drops.clone();
            let last = Rc::strong_count(&drops) == 3;
            on_drop(&garbage, move |_| {
                drop(counted);
                if last {
                    resume_unwind(Box::new(Expected));
                }
            });
        }
        drop(a);
        let panic = catch_unwind(AssertUnwindSafe(Heap::collect)).unwrap_err();
        assert!(panic.is::<Expected>());
        assert_eq!((Rc::strong_count(&drops), Heap::stats().objects), (1, 1));
        let a = resolve(sim, wrapper);
        forget(sim, wrapper);
        assert!(sim.exists(value));
        drop(a);
    });
}

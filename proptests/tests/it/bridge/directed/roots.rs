//! What is held from Rust, or cannot be looked at, is not left to the other heap.

use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use handfast_proptests::{JsId, SimHost};
use handfast_runtime::{Error, Heap, Ref, Weak};

use super::thing::*;

#[test]
fn a_variable_of_rust_holds_all_that_it_leads_to() {
    directed(|sim| {
        let (a, b) = (thing(), thing());
        let (value, wrapper) = (value(sim, &b), wrap(sim, &b));
        link(&a, &[&b]);
        drop(b);
        let report = pass(sim);
        assert_eq!((report.roots, report.ceded), (1, 0));
        forget(sim, wrapper);
        assert!(sim.exists(value));
        drop(a);
    });
}

#[test]
fn what_is_raw_retained_is_a_root() {
    directed(|sim| {
        let a = thing();
        let (value, wrapper) = (value(sim, &a), wrap(sim, &a));
        let handle = handle(sim, wrapper);
        Heap::retain(handle).unwrap();
        drop(a);
        assert_eq!(pass(sim).roots, 1);
        forget(sim, wrapper);
        finalize(sim);
        assert!(sim.exists(value));
        Heap::release(handle).unwrap();
    });
}

/// Borrowed without a variable that shows it: by a guard that nobody has any more.
#[test]
fn what_is_borrowed_is_a_root() {
    for mutably in [false, true] {
        directed(move |sim| {
            let a = thing();
            let (value, wrapper) = (value(sim, &a), wrap(sim, &a));
            if mutably {
                mem::forget(a.borrow_mut());
            } else {
                mem::forget(a.borrow());
            }
            drop(a);
            assert_eq!(pass(sim).roots, 1);
            sim.unroot(wrapper);
            collect(sim);
            assert!(sim.exists(value));
        });
    }
}

#[test]
fn a_pass_in_the_middle_of_borrows_changes_nothing_for_them() {
    directed(|sim| {
        let (a, b, c) = (thing(), thing(), thing());
        let values = [&a, &b, &c].map(|thing| value(sim, thing));
        let wrappers = [wrap(sim, &a), wrap(sim, &c)];
        link(&a, &[&b]);
        link(&b, &[&c]);
        drop((a, b, c));
        pass(sim);
        let a = resolve(sim, wrappers[0]);
        wrappers.iter().for_each(|&wrapper| _ = sim.unroot(wrapper));
        {
            let a = a.borrow();
            let b = a.edges[0].borrow();
            let mut c = b.edges[0].borrow_mut();
            pass(sim);
            collect(sim);
            finalize(sim);
            assert!(values.iter().all(|&value| sim.exists(value)));
            c.js.clear();
            pass(sim);
            collect(sim);
        }
        assert!(sim.exists(values[1]) && !sim.exists(values[2]));
        drop(a);
    });
}

/// What is hidden is not known to be the only wrapper, or not known at all.
fn hidden(hide: impl Fn(&SimHost, JsId) + Send + 'static, identity: bool) {
    directed(move |sim| {
        let a = thing();
        let value = value(sim, &a);
        let wrapper = sim.wrap(&a, identity).unwrap();
        drop(a);
        sim.end_turn();
        hide(sim, wrapper);
        let report = pass(sim);
        assert_eq!((report.roots, report.ceded), (1, 0));
        collect(sim);
        assert!(sim.exists(value));
        assert!(resolve(sim, wrapper).borrow().js.len() == 1);
    });
}

#[test]
fn a_wrapper_that_cannot_be_found_is_a_root() {
    hidden(|_, _| {}, false);
}

#[test]
fn a_wrapper_known_by_an_alias_is_a_root() {
    hidden(|sim, wrapper| _ = sim.number(wrapper, true), false);
}

#[test]
fn one_of_several_wrappers_is_a_root() {
    hidden(
        |sim, wrapper| {
            let a = resolve_quietly(sim, wrapper);
            let other = sim.wrap(&a, true).unwrap();
            assert_ne!(wrapper, other);
        },
        false,
    );
}

/// Without making the wrapper findable.
fn resolve_quietly(sim: &SimHost, wrapper: JsId) -> Ref<Thing> {
    Heap::resolve(handle(sim, wrapper)).unwrap()
}

/// The wrappers are dead, but no finalizer was called. Each that a pass finds leads to the next.
#[test]
fn dead_wrappers_are_released_before_anything_is_ceded() {
    directed(|sim| {
        let (a, b) = (thing(), thing());
        let (value, wrapper) = (value(sim, &b), wrap(sim, &a));
        link(&a, &[&b]);
        drop((a, b));
        let other = thing();
        let kept = sim.object();
        give(sim, &other, kept);
        let _other = wrap(sim, &other);
        drop(other);
        forget(sim, wrapper);
        let report = pass(sim);
        assert_eq!((report.traced, report.ceded), (1, 1));
        collect(sim);
        assert!(!sim.exists(value));
        finalize(sim);
        assert_eq!(Heap::stats().handles, 1);
    });
}

/// As above, but the `Drop` code of each changes the list of the next, which nobody has asked for yet. One pass releases all: what it
/// has found dead must not be got at, for its values are gone, nor get another wrapper under the same handle.
#[test]
fn a_long_row_of_dead_wrappers_is_released_at_once() {
    directed(|sim| {
        let shared = sim.object();
        let mut next: Option<Weak<Thing>> = None;
        let mut wrappers = Vec::new();
        let change = |next: Option<Weak<Thing>>| {
            if let Some(next) = next.and_then(|next| next.upgrade()) {
                let more = next.borrow().js[0].clone();
                next.borrow_mut().js.push(more);
            }
        };
        for _ in 0..8 {
            let part = thing();
            give(sim, &part, shared);
            let owner = holding(&[&part]);
            let next = next.replace(part.downgrade());
            on_drop(&owner, move |_| change(next));
            wrappers.push(wrap(sim, &owner));
        }
        pass(sim);
        wrappers.iter().for_each(|&wrapper| _ = sim.unroot(wrapper));
        collect(sim);
        change(next);
        pass(sim);
        assert_eq!(Heap::stats().handles, 0);
        finalize(sim);
    });
}

/// What the pass has found dead is not reported again.
#[test]
fn a_panic_in_drop_code_forgets_no_dead_wrapper() {
    struct Expected;
    directed(|sim| {
        let wrappers = [(); 3].map(|()| {
            let a = thing();
            value(sim, &a);
            on_drop(&a, |_| {
                if !std::thread::panicking() {
                    resume_unwind(Box::new(Expected));
                }
            });
            wrap(sim, &a)
        });
        sim.end_turn();
        wrappers.iter().for_each(|&wrapper| _ = sim.unroot(wrapper));
        collect(sim);
        let panic = catch_unwind(AssertUnwindSafe(Heap::collect)).unwrap_err();
        assert!(panic.is::<Expected>());
        finalize(sim);
        assert_eq!(Heap::stats().objects, 0);
    });
}

#[test]
fn without_wrappers_there_is_an_error_not_a_loss() {
    directed(|sim| {
        let a = thing();
        let wrapper = wrap(sim, &a);
        let handle = handle(sim, wrapper);
        drop(a);
        pass(sim);
        Heap::dispose(handle).unwrap();
        assert_eq!(Heap::retain(handle), Err(Error::StaleHandle));
        sim.forget(handle);
    });
}

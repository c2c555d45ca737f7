//! The barrier: whoever enters a ceded object keeps what is below it.

use handfast_runtime::{Error, Heap};

use super::thing::*;

#[test]
fn a_resolved_receiver_keeps_its_values() {
    directed(|sim| {
        let a = thing();
        let (value, wrapper) = (value(sim, &a), wrap(sim, &a));
        drop(a);
        assert_eq!(pass(sim).ceded, 1);
        let mut a = resolve(sim, wrapper);
        forget(sim, wrapper);
        assert!(!sim.exists(wrapper), "the list is held, not the wrapper");
        assert!(sim.exists(value));
        // Rust may take it out without any hook.
        let moved = a.borrow_mut().js.pop();
        a = thing();
        collect(sim);
        assert!(sim.exists(value));
        drop((a, moved));
    });
}

#[test]
fn a_resolved_argument_keeps_its_values() {
    directed(|sim| {
        let (a, b) = (thing(), thing());
        let (value, wrapper) = (value(sim, &a), wrap(sim, &a));
        let receiver = wrap(sim, &b);
        drop((a, b));
        pass(sim);
        let argument = resolve(sim, wrapper);
        resolve(sim, receiver).borrow_mut().edges.push(argument);
        forget(sim, wrapper);
        finalize(sim);
        assert!(sim.exists(value), "the receiver refers to it now");
        pass(sim);
        collect(sim);
        assert!(sim.exists(value));
    });
}

#[test]
fn pins_last_until_the_next_pass() {
    directed(|sim| {
        let a = thing();
        let (value, wrapper) = (value(sim, &a), wrap(sim, &a));
        drop(a);
        pass(sim);
        drop(resolve(sim, wrapper));
        assert_eq!(sim.pins(), 1);
        drop(resolve(sim, wrapper));
        assert_eq!(sim.pins(), 1, "it was entered already");
        forget(sim, wrapper);
        finalize(sim);
        assert!(Heap::stats().objects == 0 && sim.exists(value));
        pass(sim);
        assert_eq!(sim.pins(), 0);
        collect(sim);
        assert!(!sim.exists(value));
    });
}

#[test]
fn an_upgraded_object_with_a_wrapper_pins_its_list() {
    directed(|sim| {
        let a = thing();
        let (value, wrapper, weak) = (value(sim, &a), wrap(sim, &a), a.downgrade());
        drop(a);
        pass(sim);
        let a = weak.upgrade().unwrap();
        assert_eq!(sim.pins(), 1);
        forget(sim, wrapper);
        assert!(sim.exists(value));
        drop(a);
    });
}

#[test]
fn an_upgraded_object_without_a_wrapper_holds_its_values_itself() {
    directed(|sim| {
        let (top, middle, below) = (thing(), thing(), thing());
        let values = [value(sim, &middle), value(sim, &below)];
        let wrappers = [wrap(sim, &top), wrap(sim, &below)];
        link(&top, &[&middle]);
        link(&middle, &[&below]);
        let weak = middle.downgrade();
        drop((top, middle, below));
        assert_eq!(pass(sim).ceded, 3);
        let middle = weak.upgrade().unwrap();
        assert_eq!(sim.pins(), 1, "that of what is below");
        for wrapper in wrappers {
            forget(sim, wrapper);
        }
        assert!(values.iter().all(|&value| sim.exists(value)));
        drop(middle);
    });
}

/// The engine will report it some day. Until then the object may get another wrapper.
#[test]
fn a_dead_wrapper_is_released_by_who_upgrades() {
    directed(|sim| {
        let a = thing();
        let value = sim.object();
        give(sim, &a, value);
        let (wrapper, weak) = (wrap(sim, &a), a.downgrade());
        drop(a);
        pass(sim);
        forget(sim, wrapper);
        let a = weak.upgrade().unwrap();
        assert_eq!(a.handle(), None);
        forget(sim, value);
        assert!(sim.exists(value));
        let wrapper = wrap(sim, &a);
        finalize(sim);
        assert!(Heap::is_alive(handle(sim, wrapper)));
        drop(a);
    });
}

#[test]
fn what_has_lost_a_value_is_not_upgraded() {
    directed(|sim| {
        let (top, middle, below) = (thing(), thing(), thing());
        let alive = sim.object();
        give(sim, &top, alive);
        let (dead, weak) = (value(sim, &below), top.downgrade());
        link(&top, &[&middle]);
        link(&middle, &[&below]);
        let wrappers = [wrap(sim, &top), wrap(sim, &below)];
        drop((top, middle, below));
        pass(sim);
        wrappers.iter().for_each(|&wrapper| _ = sim.unroot(wrapper));
        collect(sim);
        assert!(!sim.exists(dead));
        assert!(weak.upgrade().is_none());
        assert_eq!(Heap::stats().handles, 2, "nothing has changed");
        forget(sim, alive);
        assert!(!sim.exists(alive), "nothing has changed here either");
        finalize(sim);
        assert!(Heap::stats().objects == 0);
    });
}

#[test]
fn what_is_disposed_but_held_in_rust_keeps_its_values() {
    directed(|sim| {
        let a = thing();
        let (value, wrapper) = (value(sim, &a), wrap(sim, &a));
        let holder = wrap(sim, &holding(&[&a]));
        drop(a);
        pass(sim);
        assert!(sim.dispose(wrapper));
        collect(sim);
        assert!(sim.exists(value));
        pass(sim);
        collect(sim);
        assert!(sim.exists(value), "now in the holder's list");
        forget(sim, holder);
        assert!(!sim.exists(value));
    });
}

/// As a node it had a list already, but one that is not its wrapper's.
#[test]
fn a_new_wrapper_gets_a_list() {
    directed(|sim| {
        let shared = thing();
        let value = value(sim, &shared);
        let holders = [(); 2].map(|()| wrap(sim, &holding(&[&shared])));
        drop(shared);
        pass(sim);
        let wrapper = wrap(sim, &resolve(sim, holders[0]).borrow().edges[0]);
        pass(sim);
        holders.iter().for_each(|&holder| _ = sim.unroot(holder));
        collect(sim);
        assert!(sim.exists(wrapper) && sim.exists(value));
    });
}

#[test]
fn what_is_retained_keeps_its_values() {
    directed(|sim| {
        let a = thing();
        let (value, wrapper) = (value(sim, &a), wrap(sim, &a));
        drop(a);
        pass(sim);
        let handle = handle(sim, wrapper);
        Heap::retain(handle).unwrap();
        forget(sim, wrapper);
        finalize(sim);
        assert!(sim.exists(value));
        pass(sim);
        collect(sim);
        assert!(sim.exists(value), "its slot holds it");
        Heap::release(handle).unwrap();
        collect(sim);
        assert!(!sim.exists(value));
    });
}

#[test]
fn what_is_taken_by_value_keeps_its_values() {
    directed(|sim| {
        let a = thing();
        let (value, wrapper) = (value(sim, &a), wrap(sim, &a));
        let holder = wrap(sim, &holding(&[&a]));
        drop(a);
        pass(sim);
        let a = resolve(sim, holder).borrow_mut().edges.pop().unwrap();
        let handle = a.handle().unwrap();
        let taken = Heap::take(a).map_err(|(error, _)| error).unwrap();
        sim.forget(handle);
        forget(sim, wrapper);
        assert!(sim.exists(value));
        assert_eq!(taken.js.len(), 1);
    });
}

#[test]
fn what_is_unwrapped_keeps_its_values() {
    directed(|sim| {
        let a = thing();
        let value = value(sim, &a);
        let holder = wrap(sim, &holding(&[&a]));
        drop(a);
        pass(sim);
        let a = resolve(sim, holder).borrow_mut().edges.pop().unwrap();
        let taken = handfast_runtime::Ref::try_unwrap(a).ok().unwrap();
        forget(sim, holder);
        assert!(sim.exists(value));
        pass(sim);
        collect(sim);
        assert!(sim.exists(value));
        drop(taken);
    });
}

/// A number that somebody kept without retaining it. Whoever is told that the wrapper is dead is told for the last time.
#[test]
fn a_number_whose_wrapper_is_dead_is_stale_and_released() {
    for ask in [
        |number| Heap::resolve_number::<Thing>(number).map(drop),
        |number| Heap::retain(Heap::handle(number)?),
        |number| Heap::resolve_any(Heap::handle(number)?).map(drop),
    ] {
        directed(move |sim| {
            let a = thing();
            let (value, wrapper) = (value(sim, &a), wrap(sim, &a));
            drop(a);
            pass(sim);
            let number = sim.number(wrapper, false).unwrap();
            forget(sim, wrapper);
            assert!(!sim.exists(value));
            assert_eq!(ask(number), Err(Error::StaleHandle));
            finalize(sim);
            assert_eq!(Heap::stats().handles, 0);
        });
    }
}

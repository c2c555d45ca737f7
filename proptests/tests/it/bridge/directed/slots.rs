//! A slot is weak while all references to it are in traced fields of ceded objects.

use super::thing::*;

#[test]
fn a_slot_that_was_moved_out_is_strong_again() {
    directed(|sim| {
        let a = thing();
        let (value, wrapper) = (value(sim, &a), wrap(sim, &a));
        drop(a);
        pass(sim);
        let moved = resolve(sim, wrapper).borrow_mut().js.pop();
        pass(sim);
        assert_eq!(sim.sent().strengthened, 1);
        collect(sim);
        assert!(sim.exists(value));
        drop(moved);
    });
}

#[test]
fn a_slot_moved_to_an_object_that_is_live_is_strong_again() {
    directed(|sim| {
        let (a, live) = (thing(), thing());
        let (value, wrapper) = (value(sim, &a), wrap(sim, &a));
        drop(a);
        pass(sim);
        live.borrow_mut()
            .js
            .append(&mut resolve(sim, wrapper).borrow_mut().js);
        pass(sim);
        collect(sim);
        assert!(sim.exists(value));
        drop(live);
    });
}

#[test]
fn a_slot_with_a_clone_in_a_variable_stays_strong() {
    directed(|sim| {
        let a = thing();
        let (value, wrapper) = (value(sim, &a), wrap(sim, &a));
        let held = a.borrow().js[0].clone();
        drop(a);
        pass(sim);
        assert_eq!(sim.sent().weakened, 0);
        forget(sim, wrapper);
        finalize(sim);
        assert!(sim.exists(value));
        drop(held);
    });
}

#[test]
fn a_slot_with_a_clone_in_a_live_object_stays_strong() {
    directed(|sim| {
        let (a, live) = (thing(), thing());
        let (value, wrapper) = (value(sim, &a), wrap(sim, &a));
        live.borrow_mut().js.push(a.borrow().js[0].clone());
        drop(a);
        pass(sim);
        forget(sim, wrapper);
        finalize(sim);
        assert!(sim.exists(value));
        drop(live);
    });
}

#[test]
fn a_slot_with_clones_in_two_ceded_objects_is_weak() {
    directed(|sim| {
        let (a, b) = (thing(), thing());
        let (value, wrappers) = (value(sim, &a), [wrap(sim, &a), wrap(sim, &b)]);
        b.borrow_mut().js.push(a.borrow().js[0].clone());
        drop((a, b));
        pass(sim);
        assert_eq!(sim.sent().weakened, 1);
        forget(sim, wrappers[0]);
        finalize(sim);
        assert!(sim.exists(value), "the other one has it too");
        pass(sim);
        forget(sim, wrappers[1]);
        assert!(!sim.exists(value));
    });
}

#[test]
fn a_clone_makes_its_slot_strong() {
    directed(|sim| {
        let a = thing();
        let (value, wrapper) = (value(sim, &a), wrap(sim, &a));
        drop(a);
        pass(sim);
        let clone = resolve(sim, wrapper).borrow().js[0].clone();
        sim.dispose(wrapper);
        pass(sim);
        collect(sim);
        assert!(sim.exists(value));
        drop(clone);
    });
}

/// Nothing in the list of the second holder shows that: it names a node, whose slot has the same number as before.
#[test]
fn a_slot_that_was_used_again_is_sent_again() {
    directed(|sim| {
        let shared = thing();
        let old = value(sim, &shared);
        let wrappers = [(); 2].map(|()| wrap(sim, &holding(&[&shared])));
        drop(shared);
        pass(sim);
        let first = resolve(sim, wrappers[0]);
        let new = sim.object();
        {
            let first = first.borrow();
            let slot = first.edges[0].borrow().js[0].slot();
            first.edges[0].borrow_mut().js.clear();
            give(sim, &first.edges[0], new);
            assert_eq!(first.edges[0].borrow().js[0].slot(), slot);
        }
        drop(first);
        pass(sim);
        sim.unroot(new);
        forget(sim, wrappers[0]);
        finalize(sim);
        assert!(sim.exists(new) && !sim.exists(old));
        assert_eq!(resolve(sim, wrappers[1]).borrow().edges.len(), 1);
    });
}

//! Which mirror lists are made, sent and taken away.

use handfast_proptests::Sent;
use handfast_runtime::{Heap, Ref};

use super::thing::*;

#[test]
fn a_cycle_through_both_heaps_goes() {
    directed(|sim| {
        let a = thing();
        let (value, wrapper) = (value(sim, &a), wrap(sim, &a));
        sim.link(value, wrapper);
        drop(a);
        sim.unroot(wrapper);
        collect(sim);
        assert!(sim.exists(wrapper), "nobody has looked for cycles");
        clean(sim);
        assert!(sim.is_empty() && Heap::stats().is_empty());
    });
}

#[test]
fn a_steady_pass_sends_nothing() {
    directed(|sim| {
        let shared = thing();
        let _wrappers = [(); 2].map(|()| {
            let a = holding(&[&shared]);
            value(sim, &a);
            wrap(sim, &a)
        });
        value(sim, &shared);
        drop(shared);
        pass(sim);
        let sent = sim.sent();
        assert_eq!((sent.lists, sent.entries, sent.weakened), (3, 5, 3));
        pass(sim);
        assert_eq!(sim.sent(), Sent::default());
    });
}

#[test]
fn only_what_changed_is_sent() {
    directed(|sim| {
        let wrappers = [(); 10].map(|()| {
            let a = thing();
            value(sim, &a);
            wrap(sim, &a)
        });
        pass(sim);
        assert_eq!(sim.sent().lists, 10);
        value(sim, &resolve(sim, wrappers[3]));
        pass(sim);
        let sent = sim.sent();
        assert_eq!((sent.lists, sent.entries, sent.weakened), (1, 2, 1));
    });
}

/// Its wrapper may have another one by now, or none.
#[test]
fn the_list_of_what_was_entered_is_sent_again() {
    directed(|sim| {
        let a = thing();
        let (value, wrapper) = (value(sim, &a), wrap(sim, &a));
        let holder = wrap(sim, &holding(&[&a]));
        drop(a);
        pass(sim);
        let a = resolve(sim, wrapper);
        sim.dispose(wrapper);
        let wrapper = wrap(sim, &a);
        drop(a);
        pass(sim);
        forget(sim, holder);
        assert!(sim.exists(value) && sim.exists(wrapper));
    });
}

/// A node named by the list of an object that did not change. Its own list says the same, but means another wrapper.
#[test]
fn a_place_that_was_used_again_is_sent_again() {
    directed(|sim| {
        let (shared, below) = (thing(), thing());
        let old = wrap(sim, &below);
        link(&shared, &[&below]);
        let wrappers = [(); 2].map(|()| wrap(sim, &holding(&[&shared])));
        drop((shared, below));
        pass(sim);
        let first = resolve(sim, wrappers[0]);
        sim.dispose(old);
        first.borrow().edges[0].borrow_mut().edges.clear();
        let below = thing();
        let new = wrap(sim, &below);
        link(&first.borrow().edges[0], &[&below]);
        drop((first, below));
        pass(sim);
        sim.unroot(new);
        forget(sim, wrappers[0]);
        finalize(sim);
        assert!(sim.exists(new), "the second list leads to it");
    });
}

#[test]
fn what_became_live_loses_its_list() {
    directed(|sim| {
        let a = thing();
        let (value, wrapper) = (value(sim, &a), wrap(sim, &a));
        drop(a);
        pass(sim);
        let a = resolve(sim, wrapper);
        pass(sim);
        assert_eq!(sim.sent().cleared, 1);
        a.borrow_mut().js.clear();
        collect(sim);
        assert!(!sim.exists(value), "its wrapper does not hold it any more");
        drop(a);
    });
}

#[test]
fn what_was_retained_loses_its_list() {
    directed(|sim| {
        let a = thing();
        let (value, wrapper) = (value(sim, &a), wrap(sim, &a));
        drop(a);
        pass(sim);
        let handle = handle(sim, wrapper);
        Heap::retain(handle).unwrap();
        pass(sim);
        resolve(sim, wrapper).borrow_mut().js.clear();
        Heap::release(handle).unwrap();
        pass(sim);
        collect(sim);
        assert!(!sim.exists(value));
    });
}

#[test]
fn an_object_without_references_any_more_loses_its_list() {
    directed(|sim| {
        let a = thing();
        let (value, wrapper) = (value(sim, &a), wrap(sim, &a));
        drop(a);
        pass(sim);
        resolve(sim, wrapper).borrow_mut().js.clear();
        pass(sim);
        collect(sim);
        assert!(!sim.exists(value));
    });
}

/// Were each owner's list to repeat what they share, there would be a million entries.
#[test]
fn what_many_share_is_sent_once() {
    directed(|sim| {
        let length = if cfg!(miri) { 10 } else { 1000 };
        let mut chain = thing();
        let mut values = vec![value(sim, &chain)];
        for _ in 1..length {
            chain = holding(&[&chain]);
            values.push(value(sim, &chain));
        }
        let owners: Vec<_> = (0..length)
            .map(|_| wrap(sim, &holding(&[&chain])))
            .collect();
        drop(chain);
        let report = pass(sim);
        assert_eq!(report.ceded as usize, 2 * length);
        assert_eq!(
            (sim.sent().lists, sim.sent().entries),
            (length + 1, 2 * length)
        );
        let (last, others) = owners.split_last().unwrap();
        others.iter().for_each(|&owner| _ = sim.unroot(owner));
        collect(sim);
        finalize(sim);
        assert!(values.iter().all(|&value| sim.exists(value)));
        pass(sim);
        forget(sim, *last);
        assert!(!values.iter().any(|&value| sim.exists(value)));
    });
}

/// Shared at each step, as in a ladder: nodes lead to nodes.
#[test]
fn nodes_lead_to_nodes() {
    directed(|sim| {
        let length = 8;
        let mut rungs: [Ref<Thing>; 2] = [thing(), thing()];
        let last = value(sim, &rungs[0]);
        for _ in 1..length {
            rungs = [(); 2].map(|()| holding(&[&rungs[0], &rungs[1]]));
        }
        let wrapper = wrap(sim, &holding(&[&rungs[0], &rungs[1]]));
        drop(rungs);
        pass(sim);
        assert!(sim.sent().entries <= 4 * length);
        collect(sim);
        assert!(sim.exists(last));
        forget(sim, wrapper);
        assert!(!sim.exists(last));
    });
}

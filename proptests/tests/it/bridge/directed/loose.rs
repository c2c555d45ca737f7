//! Values that have no slot yet: a pass gives them one, and treats them as all others.

use std::rc::Rc;

use handfast_proptests::{Settings, SimHost};
use handfast_runtime::{Error, Heap, LazyJsRef, Ref, Trace, Tracer};

use super::super::subject::Held;
use super::thing::pass;
use crate::sim_host::simulate;

#[derive(Default)]
struct Owner(Vec<Held>);

impl Trace for Owner {
    const EDGES: bool = true;
    const INTERIOR: bool = false;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.0.trace(tracer);
    }
}
handfast_runtime::object!(Owner);

/// An object that holds a loose value, which refers to the object's wrapper.
fn cycle(sim: &Rc<SimHost>) {
    let owner = Ref::new(Owner::default());
    let (wrapper, value) = (sim.wrap(&owner, true).unwrap(), sim.object());
    sim.link(value, wrapper);
    let held = Held::new(sim, value, true).unwrap();
    owner.borrow_mut().0.push(held);
    sim.unroot(value);
    sim.unroot(wrapper);
}

#[test]
fn a_cycle_through_a_loose_value_is_gone_after_one_pass() {
    simulate(Settings::default(), |sim| {
        cycle(sim);
        sim.settle();
        assert_eq!((Heap::stats().js_refs, sim.slots_in_use()), (1, 0));
        assert_eq!(pass(sim).mirrored, 1);
        sim.settle();
        assert!(sim.is_empty());
    });
}

#[test]
fn a_loose_value_outside_of_traced_fields_is_kept_without_a_slot() {
    simulate(Settings::default(), |sim| {
        let value = sim.object();
        let held = Held::new(sim, value, true).unwrap();
        sim.unroot(value);
        pass(sim);
        sim.settle();
        assert!(sim.exists(value) && sim.slots_in_use() == 0);
        drop(held);
    });
}

#[test]
fn loose_values_count() {
    simulate(Settings::default(), |sim| {
        Heap::set_js_ref_capacity(2);
        let full = Error::TableFull { capacity: 2 };
        let values = [sim.object(), sim.object()];
        let loose = Held::new(sim, values[0], true).unwrap();
        let slot = sim.hold(values[1]).unwrap();
        assert_eq!(sim.hold(values[1]).unwrap_err(), full);
        assert_eq!(sim.hold_loose(values[1]).unwrap_err(), full);
        // It is counted already.
        let clone = loose.clone();
        assert_eq!((Heap::stats().js_refs, Heap::stats().peak_js_refs), (2, 2));
        drop((loose, slot));
        assert_eq!(Heap::stats().js_refs, 1);
        assert_eq!(sim.value(clone.place.get().unwrap()), Some(values[0]));
        drop(clone);
        Heap::set_js_ref_capacity(u32::MAX);
    });
}

#[test]
fn many_loose_values_make_a_pass_due() {
    simulate(Settings::default(), |sim| {
        // As many as are collected without being asked for, see `runtime/src/collect/due.rs`.
        let many = if cfg!(miri) { 64 } else { 4096 };
        (0..many).for_each(|_| cycle(sim));
        sim.settle();
    });
}

#[test]
fn numbers_that_are_too_large_are_refused() {
    simulate(Settings::default(), |_| {
        let error = LazyJsRef::loose(1 << 31).unwrap_err();
        assert!(matches!(error, Error::TableFull { .. }));
        let largest = LazyJsRef::loose((1 << 31) - 1).unwrap();
        assert_eq!(largest.number(), Some((1 << 31) - 1));
    });
}

//! Objects that keep their own wrapper, for what the program has put on it.

use handfast_proptests::{JsId, SimHost};
use handfast_runtime::{Heap, Ref};

use super::thing::*;

fn preserved(sim: &SimHost, thing: &Ref<Thing>) -> JsId {
    let wrapper = wrap(sim, thing);
    let slot = Heap::preserve(handle(sim, wrapper)).unwrap();
    sim.fill(slot, wrapper);
    wrapper
}

#[test]
fn a_preserved_wrapper_lives_as_long_as_rust_reaches_its_object() {
    directed(|sim| {
        let a = thing();
        let wrapper = preserved(sim, &a);
        forget(sim, wrapper);
        pass(sim);
        collect(sim);
        assert!(sim.exists(wrapper));
        drop(a);
        clean(sim);
        assert!(sim.is_empty() && Heap::stats().is_empty());
    });
}

#[test]
fn a_preserved_wrapper_lives_as_long_as_the_program_reaches_its_object() {
    directed(|sim| {
        let a = thing();
        let wrapper = preserved(sim, &a);
        let holder = wrap(sim, &holding(&[&holding(&[&a])]));
        drop(a);
        sim.unroot(wrapper);
        clean(sim);
        assert!(sim.exists(wrapper));
        forget(sim, holder);
        clean(sim);
        assert!(sim.is_empty() && Heap::stats().is_empty());
    });
}

/// Pinning its list keeps the wrapper as well, because the list has it.
#[test]
fn a_preserved_wrapper_lives_if_its_object_is_upgraded() {
    directed(|sim| {
        let a = thing();
        let (wrapper, weak) = (preserved(sim, &a), a.downgrade());
        drop(a);
        pass(sim);
        let a = weak.upgrade().unwrap();
        forget(sim, wrapper);
        assert!(sim.exists(wrapper));
        pass(sim);
        collect(sim);
        assert!(sim.exists(wrapper), "a variable of Rust holds its object");
        drop(a);
    });
}

#[test]
fn what_is_disposed_is_not_preserved() {
    directed(|sim| {
        let a = thing();
        let wrapper = preserved(sim, &a);
        pass(sim);
        sim.dispose(wrapper);
        assert_eq!(Heap::stats().js_refs, 0);
        forget(sim, wrapper);
        assert!(!sim.exists(wrapper));
        drop(a);
    });
}

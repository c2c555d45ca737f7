//! What is entered through a weak reference is given back when the turn ends, if nothing was taken out of it.

use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::mem;

use handfast_runtime::{Class, Heap, Object, Part, RawJsRef, Ref, Trace, Tracer, Value, Weak};

use super::thing::*;

/// A cycle through both heaps, polled in every turn, by its own weak reference or by that of a part without a wrapper.
#[test]
fn garbage_that_is_polled_is_collected() {
    for part in [false, true] {
        directed(move |sim| {
            let (a, b) = (thing(), thing());
            let (value, wrapper) = (value(sim, &b), wrap(sim, &a));
            sim.link(value, wrapper);
            link(&a, &[&b]);
            let weak = if part { b.downgrade() } else { a.downgrade() };
            drop((a, b));
            sim.unroot(wrapper);
            for _ in 0..3 {
                pass(sim);
                if let Some(polled) = weak.upgrade() {
                    assert!(polled.try_borrow().is_ok());
                }
                collect(sim);
                finalize(sim);
            }
            assert!(weak.upgrade().is_none() && Heap::stats().objects == 0);
        });
    }
}

/// What a test does with an object that it has upgraded. Whatever it returns is kept.
type Use = fn(Ref<Thing>) -> Box<dyn Any>;

/// Two objects without wrappers, each of which has a value. The first is upgraded, and used.
fn upgraded_and_used(r#use: Use) {
    directed(move |sim| {
        let (a, below) = (thing(), thing());
        let values = [value(sim, &a), value(sim, &below)];
        link(&a, &[&below]);
        let holder = wrap(sim, &holding(&[&a]));
        let weak = a.downgrade();
        drop((a, below));
        pass(sim);
        let kept = r#use(weak.upgrade().unwrap());
        forget(sim, holder);
        finalize(sim);
        let reached = |thing: &Ref<Thing>| {
            let thing = thing.borrow();
            thing.js.iter().all(|js| sim.value(js.slot()).is_some())
        };
        if let Some(all) = kept.downcast_ref::<Ref<Thing>>() {
            assert!(reached(all) && all.borrow().edges.iter().all(reached));
        } else {
            assert!(values.iter().any(|&value| sim.exists(value)));
            let held = kept.downcast_ref::<RawJsRef>().unwrap();
            assert!(sim.value(held.slot()).is_some());
        }
    });
}

#[test]
fn what_is_kept_is_not_given_back() {
    upgraded_and_used(|a| Box::new(a));
}

#[test]
fn what_is_cloned_is_not_given_back() {
    upgraded_and_used(|a| Box::new(a.clone()));
}

#[test]
fn a_clone_from_below_is_kept() {
    upgraded_and_used(|a| Box::new(a.borrow().edges[0].clone()));
}

#[test]
fn what_is_moved_out_is_kept() {
    upgraded_and_used(|a| Box::new(a.borrow_mut().edges.remove(0)));
}

#[test]
fn a_js_ref_that_is_moved_out_is_kept() {
    upgraded_and_used(|a| Box::new(a.borrow_mut().js.remove(0)));
}

#[test]
fn a_js_ref_that_is_cloned_is_kept() {
    upgraded_and_used(|a| Box::new(a.borrow().js[0].clone()));
}

#[test]
fn a_js_ref_that_is_cloned_from_below_is_kept() {
    upgraded_and_used(|a| Box::new(a.borrow().edges[0].borrow().js[0].clone()));
}

/// Nobody can say when such a borrow ends.
#[test]
fn what_is_borrowed_is_not_given_back() {
    directed(|sim| {
        let a = thing();
        let (value, wrapper, weak) = (value(sim, &a), wrap(sim, &a), a.downgrade());
        drop(a);
        pass(sim);
        mem::forget(weak.upgrade().unwrap().borrow());
        forget(sim, wrapper);
        assert!(sim.exists(value));
    });
}

/// The share of a handle that is gone, and a reference that is kept instead, make the same count.
#[test]
fn what_is_kept_in_place_of_a_handle_is_not_given_back() {
    directed(|sim| {
        let a = thing();
        let value = value(sim, &a);
        let (wrapper, weak) = (wrap(sim, &a), a.downgrade());
        let holder = wrap(sim, &holding(&[&a]));
        drop(a);
        sim.root(value);
        pass(sim);
        // Both wrappers are dead, but only the end of one has been reported.
        assert!(sim.unroot(wrapper) && sim.unroot(holder));
        collect(sim);
        assert_eq!(sim.finalizers(), 2);
        sim.finalize(0);
        let kept = weak.upgrade().unwrap();
        assert_eq!(kept.handle(), None);
        forget(sim, value);
        assert!(sim.exists(value));
        assert!(sim.value(kept.borrow().js[0].slot()).is_some());
    });
}

/// What one of them needs is not taken from under it because the other one is given back.
#[test]
fn two_that_share_what_is_below_are_given_back_together() {
    for shared_has_wrapper in [false, true] {
        directed(move |sim| {
            let shared = thing();
            let value = value(sim, &shared);
            let mut wrappers = Vec::new();
            if shared_has_wrapper {
                wrappers.push(wrap(sim, &shared));
            }
            let pair = [(); 2].map(|()| holding(&[&shared]));
            wrappers.extend(pair.iter().map(|each| wrap(sim, &holding(&[each]))));
            let weak: Vec<Weak<Thing>> = pair.iter().map(Ref::downgrade).collect();
            drop((pair, shared));
            pass(sim);
            drop(weak[0].upgrade());
            let kept = weak[1].upgrade().unwrap();
            for wrapper in wrappers {
                forget(sim, wrapper);
            }
            assert!(sim.exists(value));
            drop(kept);
        });
    }
}

/// The same, for a value of which both have a reference.
#[test]
fn two_that_share_a_value_are_given_back_together() {
    directed(|sim| {
        let pair = [thing(), thing()];
        let value = value(sim, &pair[0]);
        let clone = pair[0].borrow().js[0].clone();
        pair[1].borrow_mut().js.push(clone);
        let holder = wrap(sim, &holding(&[&pair[0], &pair[1]]));
        let weak = pair.each_ref().map(Ref::downgrade);
        drop(pair);
        pass(sim);
        drop(weak[0].upgrade());
        let kept = weak[1].upgrade().unwrap();
        forget(sim, holder);
        assert!(sim.exists(value));
        drop(kept);
    });
}

/// The engine was so quick that its report comes in the same turn.
#[test]
fn what_is_upgraded_and_then_finalized_keeps_its_values() {
    directed(|sim| {
        let a = thing();
        let (value, wrapper, weak) = (value(sim, &a), wrap(sim, &a), a.downgrade());
        drop(a);
        pass(sim);
        // The number of strong references is the same as before.
        let kept = weak.upgrade().unwrap();
        sim.unroot(wrapper);
        sim.end_job();
        sim.collect();
        finalize(sim);
        assert_eq!(kept.handle(), None);
        collect(sim);
        assert!(sim.exists(value));
        drop(kept);
    });
}

#[test]
fn what_is_upgraded_and_then_disposed_keeps_its_values() {
    directed(|sim| {
        let a = thing();
        let (value, wrapper, weak) = (value(sim, &a), wrap(sim, &a), a.downgrade());
        let holder = wrap(sim, &holding(&[&a]));
        drop(a);
        pass(sim);
        let kept = weak.upgrade().unwrap();
        sim.dispose(wrapper);
        collect(sim);
        assert!(sim.exists(value));
        forget(sim, holder);
        assert!(sim.exists(value));
        drop(kept);
    });
}

#[test]
fn what_is_upgraded_and_then_retained_keeps_its_values() {
    directed(|sim| {
        let a = thing();
        let (value, wrapper, weak) = (value(sim, &a), wrap(sim, &a), a.downgrade());
        drop(a);
        pass(sim);
        drop(weak.upgrade());
        let handle = handle(sim, wrapper);
        Heap::retain(handle).unwrap();
        forget(sim, wrapper);
        finalize(sim);
        assert!(sim.exists(value));
        Heap::release(handle).unwrap();
    });
}

/// References can be taken out of it while it is borrowed shared.
struct Cellar {
    kept: RefCell<Vec<Ref<Thing>>>,
}

impl Trace for Cellar {
    const EDGES: bool = true;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.kept.trace(tracer);
    }
}
handfast_runtime::object!(Cellar);

#[test]
fn what_is_taken_out_of_a_cell_is_kept() {
    directed(|sim| {
        let a = thing();
        let value = value(sim, &a);
        let kept = RefCell::new(vec![a]);
        let cellar = Ref::new(Cellar { kept });
        let (wrapper, weak) = (sim.wrap(&cellar, true).unwrap(), cellar.downgrade());
        drop(cellar);
        pass(sim);
        let cellar = weak.upgrade().unwrap();
        let moved = cellar.borrow().kept.borrow_mut().pop();
        drop(cellar);
        forget(sim, wrapper);
        finalize(sim);
        assert!(sim.exists(value));
        drop(moved);
    });
}

/// A class without references, and one derived from it that has some.
struct Plain;

struct Rich {
    base: Plain,
    js: Vec<RawJsRef>,
}

impl Trace for Plain {
    const EDGES: bool = false;
    fn trace(&self, _: &mut Tracer<'_>) {}
}
handfast_runtime::object!(Plain);

impl Trace for Rich {
    const EDGES: bool = true;
    const INTERIOR: bool = false;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.js.trace(tracer);
    }
}

impl Object for Rich {
    type Root = Plain;
    fn class() -> &'static Class {
        static CLASS: Class = Class::new("Rich", true).extending(Plain::class);
        &CLASS
    }
    fn into_value(self) -> Value<Plain> {
        Value::Derived(Box::new(self))
    }
}

impl Part for Rich {
    fn part(&self, id: TypeId) -> Option<&dyn Any> {
        if id == TypeId::of::<Plain>() {
            return Some(&self.base);
        }
        (id == TypeId::of::<Rich>()).then_some(self)
    }
    fn part_mut(&mut self, id: TypeId) -> Option<&mut dyn Any> {
        if id == TypeId::of::<Plain>() {
            return Some(&mut self.base);
        }
        (id == TypeId::of::<Rich>()).then_some(self)
    }
    fn trace_part(&self, tracer: &mut Tracer<'_>) {
        self.trace(tracer);
    }
}

struct Kennel(Ref<Plain>);

impl Trace for Kennel {
    const EDGES: bool = true;
    const INTERIOR: bool = false;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.0.trace(tracer);
    }
}
handfast_runtime::object!(Kennel);

#[test]
fn a_clone_by_the_name_of_a_base_class_is_kept() {
    directed(|sim| {
        let value = sim.object();
        let js = vec![sim.hold(value).unwrap()];
        sim.unroot(value);
        let rich = Ref::new(Rich { base: Plain, js });
        let kennel = Ref::new(Kennel(rich.upcast().ok().unwrap()));
        let (wrapper, weak) = (sim.wrap(&kennel, true).unwrap(), kennel.downgrade());
        drop(kennel);
        pass(sim);
        let clone = weak.upgrade().unwrap().borrow().0.clone();
        forget(sim, wrapper);
        finalize(sim);
        assert!(sim.exists(value));
        drop(clone);
    });
}

//! `Trace` is a safe trait: what an implementation does wrong costs memory, or an error, and hurts no other object.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use handfast_proptests::{JsId, SimHost};
use handfast_runtime::{Heap, RawJsRef, Ref, Trace, Tracer, Weak};

use super::thing::*;

#[derive(Clone, Copy, PartialEq)]
enum Lie {
    Truth,
    Twice,
    Never,
    Panic,
}

/// What a panic carries, so that it does not clutter the output.
struct Expected;

struct Liar {
    lie: Cell<Lie>,
    child: Ref<Thing>,
    js: RawJsRef,
}

impl Trace for Liar {
    const EDGES: bool = true;
    const INTERIOR: bool = false;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        let times = match self.lie.get() {
            Lie::Truth => 1,
            Lie::Twice => 2,
            Lie::Never => 0,
            Lie::Panic => resume_unwind(Box::new(Expected)),
        };
        for _ in 0..times {
            self.child.trace(tracer);
            self.js.trace(tracer);
        }
    }
}
handfast_runtime::object!(Liar);

/// A liar with a child, each with a value; and beside it an honest object that has the same child.
struct Scene {
    liar: JsId,
    honest: JsId,
    /// Of the liar, of the child, of the honest object.
    values: [JsId; 3],
    weak: Weak<Liar>,
}

impl Scene {
    fn new(sim: &SimHost, lie: Lie) -> Scene {
        let (own, child) = (sim.object(), thing());
        let child_value = value(sim, &child);
        let honest = holding(&[&child]);
        let honest_value = value(sim, &honest);
        let lie = Cell::new(lie);
        let js = sim.hold(own).unwrap();
        let liar = Ref::new(Liar { lie, child, js });
        sim.unroot(own);
        Scene {
            liar: sim.wrap(&liar, true).unwrap(),
            honest: wrap(sim, &honest),
            values: [own, child_value, honest_value],
            weak: liar.downgrade(),
        }
    }

    /// The honest object has lost nothing, and the liar can be asked.
    fn check(&self, sim: &SimHost) {
        assert!(sim.exists(self.values[1]) && sim.exists(self.values[2]));
        let honest = resolve(sim, self.honest);
        assert!(honest.borrow().edges[0].try_borrow().is_ok());
        assert!(honest.borrow().js.len() == 1);
    }
}

#[test]
fn an_edge_reported_twice_makes_a_root() {
    directed(|sim| {
        let scene = Scene::new(sim, Lie::Twice);
        let report = pass(sim);
        assert_eq!((report.misreported, report.roots), (1, 1));
        collect(sim);
        scene.check(sim);
        assert!(sim.exists(scene.values[0]));
    });
}

#[test]
fn an_edge_that_is_not_reported_makes_a_root() {
    directed(|sim| {
        let scene = Scene::new(sim, Lie::Never);
        assert_eq!(pass(sim).roots, 1);
        forget(sim, scene.liar);
        scene.check(sim);
        assert!(
            sim.exists(scene.values[0]),
            "it may leak until it is dropped"
        );
        finalize(sim);
        collect(sim);
        assert!(!sim.exists(scene.values[0]));
    });
}

/// The pass has seen the truth. What is entered later is not where it was.
#[test]
fn a_trace_that_changes_its_mind_hurts_nobody_else() {
    for lie in [Lie::Twice, Lie::Never] {
        directed(move |sim| {
            let scene = Scene::new(sim, Lie::Truth);
            assert_eq!(pass(sim).ceded, 3);
            let liar = scene.weak.upgrade().unwrap();
            liar.borrow().lie.set(lie);
            drop(liar);
            forget(sim, scene.liar);
            finalize(sim);
            scene.check(sim);
            assert!(scene.weak.upgrade().is_none());
            clean(sim);
            scene.check(sim);
        });
    }
}

#[test]
fn a_trace_that_panics_stops_the_pass() {
    directed(|sim| {
        let scene = Scene::new(sim, Lie::Panic);
        let panic = catch_unwind(AssertUnwindSafe(Heap::collect)).unwrap_err();
        assert!(panic.is::<Expected>());
        collect(sim);
        scene.check(sim);
        scene.weak.upgrade().unwrap().borrow().lie.set(Lie::Truth);
        assert_eq!(pass(sim).ceded, 3);
    });
}

#[test]
fn a_trace_that_panics_when_its_object_is_dropped_hurts_nobody_else() {
    directed(|sim| {
        let scene = Scene::new(sim, Lie::Truth);
        pass(sim);
        scene.weak.upgrade().unwrap().borrow().lie.set(Lie::Panic);
        forget(sim, scene.liar);
        let panic = catch_unwind(AssertUnwindSafe(|| finalize(sim))).unwrap_err();
        assert!(panic.is::<Expected>());
        finalize(sim);
        scene.check(sim);
        clean(sim);
        scene.check(sim);
    });
}

//! What the directed tests are made of: an object with references to both heaps, and the usual steps.

use std::cell::RefCell;
use std::rc::Rc;

use handfast_proptests::{JsId, Settings, SimHost};
use handfast_runtime::{Collection, Handle, Heap, RawJsRef, Ref, Trace, Tracer};

use crate::sim_host::simulate;

#[derive(Default)]
pub(super) struct Thing {
    pub(super) edges: Vec<Ref<Thing>>,
    pub(super) js: Vec<RawJsRef>,
    on_drop: Option<OnDrop>,
}

type OnDrop = Box<dyn FnOnce(&mut Thing)>;

impl Trace for Thing {
    const EDGES: bool = true;
    const INTERIOR: bool = false;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.edges.trace(tracer);
        self.js.trace(tracer);
    }
}
handfast_runtime::object!(Thing);

impl Drop for Thing {
    fn drop(&mut self) {
        if let Some(on_drop) = self.on_drop.take() {
            on_drop(self);
        }
    }
}

/// Where `Drop` code puts what it saves.
pub(super) type Saved<T> = Rc<RefCell<Vec<T>>>;

/// Runs a test with a heap of its own. At last the program forgets everything, and nothing may be left.
pub(super) fn directed(test: impl FnOnce(&SimHost) + Send + 'static) {
    simulate(Settings::default(), |sim| {
        test(sim);
        sim.unroot_all();
        for _ in 0..3 {
            sim.settle();
            if sim.is_empty() && Heap::stats().is_empty() {
                break;
            }
            pass(sim);
        }
    });
}

pub(super) fn thing() -> Ref<Thing> {
    Ref::new(Thing::default())
}

/// A thing that refers to others.
pub(super) fn holding(edges: &[&Ref<Thing>]) -> Ref<Thing> {
    let thing = thing();
    link(&thing, edges);
    thing
}

pub(super) fn link(from: &Ref<Thing>, to: &[&Ref<Thing>]) {
    let to = to.iter().map(|&edge| edge.clone());
    from.borrow_mut().edges.extend(to);
}

/// Gives it something to do when it is dropped.
pub(super) fn on_drop(thing: &Ref<Thing>, act: impl FnOnce(&mut Thing) + 'static) {
    thing.borrow_mut().on_drop = Some(Box::new(act));
}

/// A new JavaScript object that only `owner` refers to.
pub(super) fn value(sim: &SimHost, owner: &Ref<Thing>) -> JsId {
    let value = sim.object();
    give(sim, owner, value);
    sim.unroot(value);
    value
}

pub(super) fn give(sim: &SimHost, owner: &Ref<Thing>, value: JsId) {
    let held = sim.hold(value).unwrap();
    owner.borrow_mut().js.push(held);
}

/// Its wrapper, in a variable of the program.
pub(super) fn wrap(sim: &SimHost, thing: &Ref<Thing>) -> JsId {
    sim.wrap(thing, true).unwrap()
}

pub(super) fn handle(sim: &SimHost, wrapper: JsId) -> Handle {
    Handle::from_f64(sim.number(wrapper, false).unwrap()).unwrap()
}

/// The program passes a wrapper to Rust.
pub(super) fn resolve(sim: &SimHost, wrapper: JsId) -> Ref<Thing> {
    Heap::resolve_number(sim.number(wrapper, true).unwrap()).unwrap()
}

/// A pass, and the end of its turn: after that the engine does not remember what the pass has looked at.
pub(super) fn pass(sim: &SimHost) -> Collection {
    let report = Heap::collect();
    sim.end_turn();
    report
}

/// The turn ends, and the engine's collector runs.
pub(super) fn collect(sim: &SimHost) {
    sim.end_turn();
    sim.collect();
}

/// The program forgets an object, and the engine's collector runs.
pub(super) fn forget(sim: &SimHost, id: JsId) {
    assert!(sim.unroot(id));
    collect(sim);
}

/// All finalizers that are due.
pub(super) fn finalize(sim: &SimHost) {
    while sim.finalizers() > 0 {
        sim.finalize(0);
    }
}

/// What is garbage goes, without anybody's help.
pub(super) fn clean(sim: &SimHost) {
    for _ in 0..3 {
        pass(sim);
        collect(sim);
        finalize(sim);
    }
}

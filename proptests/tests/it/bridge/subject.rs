//! The objects of the test, and what their `Drop` code does.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use handfast_proptests::{JsId, SimHost};
use handfast_runtime::{Class, Error, LazyJsRef, Object, Ref, Trace, Tracer, Value};

/// An object with references to both heaps. `CELLS`: some can be taken out while it is only borrowed.
pub(super) struct Node<const CELLS: bool> {
    pub(super) id: usize,
    pub(super) edges: Vec<Ref<Node<CELLS>>>,
    pub(super) js: Vec<Held>,
    pub(super) interior: RefCell<Vec<Ref<Node<CELLS>>>>,
    /// What its `Drop` code saves: an edge, a JS ref, or nothing.
    pub(super) saves: Saves,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Saves {
    Nothing,
    Edge,
    Js,
}

/// A JS ref, and what it refers to. As `handfast::JsRef` does, it leaves a value loose until something needs a slot.
pub(super) struct Held {
    lazy: LazyJsRef,
    sim: Rc<SimHost>,
    pub(super) place: Place,
    pub(super) value: JsId,
}

/// Where the value of a JS ref and of its clones is: in a slot, or nowhere yet. The test knows it as well.
pub(super) type Place = Rc<Cell<Option<u32>>>;

impl Held {
    /// Of a value that stays loose, or not.
    pub(super) fn new(sim: &Rc<SimHost>, value: JsId, loose: bool) -> Result<Held, Error> {
        let held = Held {
            lazy: sim.hold_loose(value)?,
            sim: sim.clone(),
            place: Place::default(),
            value,
        };
        if !loose {
            held.settle();
        }
        Ok(held)
    }

    fn settle(&self) {
        let slot = self.sim.store(&self.lazy).expect("there is a host");
        self.place.set(Some(slot));
    }
}

impl Clone for Held {
    fn clone(&self) -> Held {
        self.settle();
        Held {
            lazy: self.lazy.share().expect("it was just settled"),
            sim: self.sim.clone(),
            place: self.place.clone(),
            value: self.value,
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(number) = self.lazy.number() {
            self.sim.drop_loose(number);
        }
    }
}

impl Trace for Held {
    const EDGES: bool = true;
    const INTERIOR: bool = false;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.settle();
        self.lazy.trace(tracer);
    }
}

impl<const CELLS: bool> Trace for Node<CELLS> {
    const EDGES: bool = true;
    const INTERIOR: bool = CELLS;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.edges.trace(tracer);
        self.js.trace(tracer);
        self.interior.trace(tracer);
    }
}

impl<const CELLS: bool> Object for Node<CELLS> {
    type Root = Self;
    fn class() -> &'static Class {
        static CLASS: Class = Class::new("Node", true);
        &CLASS
    }
    fn into_value(self) -> Value<Self> {
        Value::Exact(self)
    }
}

/// What was dropped, and what its `Drop` code has saved.
#[derive(Default)]
pub(super) struct Ledger {
    pub(super) dropped: Vec<usize>,
    /// Of either type.
    pub(super) edges: Vec<Box<dyn Any>>,
    pub(super) js: Vec<Held>,
}

thread_local! {
    static LEDGER: RefCell<Ledger> = RefCell::default();
}

impl<const CELLS: bool> Drop for Node<CELLS> {
    fn drop(&mut self) {
        // After a failure, objects are still there when the thread ends.
        let _ = LEDGER.try_with(|ledger| {
            let mut ledger = ledger.borrow_mut();
            ledger.dropped.push(self.id);
            match self.saves {
                Saves::Nothing => {}
                Saves::Edge => {
                    let edge = self.edges.pop();
                    ledger
                        .edges
                        .extend(edge.map(|edge| Box::new(edge) as Box<dyn Any>));
                }
                Saves::Js => ledger.js.extend(self.js.pop()),
            }
        });
    }
}

/// How many were dropped since the ledger was taken.
pub(super) fn dropped() -> usize {
    LEDGER.with_borrow(|ledger| ledger.dropped.len())
}

pub(super) fn take_ledger() -> Ledger {
    LEDGER.take()
}

/// After a failure: what is left may not be droppable in any order.
pub(super) fn forget() {
    std::mem::forget(LEDGER.take());
}

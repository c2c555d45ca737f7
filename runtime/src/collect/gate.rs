//! Gate: the ways into the collector from outside of it.
//!
//! They lead through pointers, which are set when the first object is registered: so an app whose objects hold no references contains no
//! collector. There is nothing in it that a pass could look at, and nothing is ever barred.

use super::{Budget, Collection, barrier};
use crate::heap::Heap;
use crate::object::{ErasedObject, Object, Value};
use crate::trace::Tracer;

/// Reports the references that something holds.
type Below<'a> = dyn Fn(&mut Tracer<'_>) + 'a;

/// What leads into the collector. See the functions of the same names.
pub(super) struct Gate {
    collect: fn() -> Collection,
    collect_within: fn(Budget) -> Option<Collection>,
    end_turn: fn(&Heap),
    resolve: fn(&dyn ErasedObject) -> bool,
    enter: fn(&dyn ErasedObject),
    keep: fn(&dyn ErasedObject),
    visit: fn(&dyn ErasedObject) -> bool,
    enter_below: fn(&Below<'_>),
}

/// Not to be named where no object is registered.
pub(super) static OPEN: Gate = Gate {
    collect: Heap::collect_at_once,
    collect_within: if cfg!(feature = "slices") {
        Heap::collect_a_slice
    } else {
        |_| Some(Heap::collect())
    },
    end_turn: |heap| {
        heap.end_visits();
        Heap::collect_if_due();
    },
    resolve: barrier::resolve,
    enter: barrier::enter,
    keep: barrier::keep,
    visit: barrier::visit,
    enter_below: barrier::enter_below,
};

/// `None` where there is nothing to be collected, and while the thread ends.
fn gate() -> Option<&'static Gate> {
    Heap::try_with(|heap| heap.collector.gate.get()).ok()?
}

/// A whole pass.
pub(super) fn collect() -> Collection {
    gate().map_or_else(nothing, |gate| (gate.collect)())
}

/// A slice of a pass.
pub(super) fn collect_within(budget: Budget) -> Option<Collection> {
    gate().map_or_else(|| Some(nothing()), |gate| (gate.collect_within)(budget))
}

/// A pass over nothing.
fn nothing() -> Collection {
    let report = Collection {
        slices: 1,
        ..Collection::NONE
    };
    Heap::with(|heap| {
        heap.collector.last.set(report);
        heap.js_refs.settle();
    });
    report
}

/// What there is to do at the end of a turn.
pub(crate) fn end_turn(heap: &Heap) {
    if let Some(gate) = heap.collector.gate.get() {
        (gate.end_turn)(heap);
    } else if heap.js_refs.is_due() {
        nothing();
    }
}

/// Enters an object whose handle was resolved, for good. False if its wrapper is dead: then nothing has changed.
pub(crate) fn resolve(object: &dyn ErasedObject) -> bool {
    gate().is_none_or(|gate| (gate.resolve)(object))
}

/// Enters an object for good.
#[cold]
#[inline(never)]
pub(crate) fn enter(object: &dyn ErasedObject) {
    gate().into_iter().for_each(|gate| (gate.enter)(object));
}

/// Enters an object that is changed, or another reference to which was made. Takes nothing unless something was entered only
/// for this turn: otherwise whatever led to the object holds what is below it.
#[cold]
#[inline(never)]
pub(crate) fn keep(object: &dyn ErasedObject) {
    gate().into_iter().for_each(|gate| (gate.keep)(object));
}

/// Enters an object through a weak reference, until the turn ends. False if it is garbage already: a value below it is gone.
#[cold]
#[inline(never)]
pub(crate) fn visit(object: &dyn ErasedObject) -> bool {
    gate().is_none_or(|gate| (gate.visit)(object))
}

/// Enters what a value refers to, because `Drop` code may take it out.
#[cold]
#[inline(never)]
pub(crate) fn before_drop<R: Object>(value: &Value<R>) {
    if R::EDGES || matches!(value, Value::Derived(_) | Value::CondemnedDerived(_)) {
        enter_below(&|tracer| value.trace(tracer));
    }
}

/// The same for an object that is to be dropped later.
pub(crate) fn enter_from(object: &dyn ErasedObject) {
    enter_below(&|tracer| _ = object.trace_object(tracer));
}

fn enter_below(trace: &Below<'_>) {
    gate()
        .into_iter()
        .for_each(|gate| (gate.enter_below)(trace));
}

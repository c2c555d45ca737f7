//! [`Trace`]: how a value shows the references it holds.

use std::any::Any;

use crate::js_ref::RawJsRef;
use crate::object::{ErasedObject, Pointee};
use crate::strong::Ref;

/// What a [`Tracer`] reports to.
pub trait Visit {
    /// A strong reference to an object, once for each `Ref` found.
    fn object(&mut self, object: &dyn ErasedObject);
    /// A strong reference to a JavaScript value, by its slot, once for each JS ref found.
    fn js_ref(&mut self, slot: u32);
}

/// Carries the references a value holds to whoever asked for them.
pub struct Tracer<'a> {
    visit: &'a mut dyn Visit,
}

impl<'a> Tracer<'a> {
    /// A tracer that reports to `visit`.
    pub fn new(visit: &'a mut dyn Visit) -> Tracer<'a> {
        Tracer { visit }
    }
}

/// Shows the references a value holds, so that cycles can be found.
///
/// Derived by `#[handfast]` and `#[derive(Trace)]`. It is a safe trait: an implementation that forgets an edge
/// may leak, one that reports an edge twice makes the object a root; neither is undefined behaviour.
/// It never descends through `Rc`, `Arc` or `&`: an edge shared by two owners would be counted twice.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say which references it holds",
    label = "this field cannot be traced",
    note = "mark the field with `#[trace(skip)]` if it holds no `Ref` or `JsRef`, or derive `Trace` for its type"
)]
pub trait Trace {
    /// Whether values of this type can hold references at all. Decides at compile time what a wrapper costs.
    const EDGES: bool;

    /// Whether references can be taken out of a value through `&self`, as out of a `RefCell`. Where that is so, objects that are
    /// only looked at through a [`Weak`](crate::Weak) again and again are collected later, or not at all.
    const INTERIOR: bool = Self::EDGES;

    /// Reports each `Ref` and each JS ref that this value owns, once.
    fn trace(&self, tracer: &mut Tracer<'_>);
}

impl<T: Pointee + ?Sized> Trace for Ref<T> {
    const EDGES: bool = true;
    const INTERIOR: bool = false;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit.object(self.erased_ref());
    }
}

impl<T: Pointee + ?Sized> Trace for crate::weak::Weak<T> {
    const EDGES: bool = false;
    fn trace(&self, _: &mut Tracer<'_>) {}
}

impl Trace for RawJsRef {
    const EDGES: bool = true;
    const INTERIOR: bool = false;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit.js_ref(self.slot());
    }
}

/// A part of an object whose class derives from another: what `#[handfast(extends = …)]` implements so that
/// the same object can be borrowed as each class of its chain.
pub trait Part: Any {
    /// The part of this value that has the type `id`: the value itself, or what its base class has.
    fn part(&self, id: std::any::TypeId) -> Option<&dyn Any>;
    /// The same, to change it.
    fn part_mut(&mut self, id: std::any::TypeId) -> Option<&mut dyn Any>;
    /// [`Trace::trace`], callable without knowing the type.
    fn trace_part(&self, tracer: &mut Tracer<'_>);
    /// [`Object::measure`](crate::Object::measure), callable without knowing the type.
    fn measure_part(&self) -> usize {
        0
    }
}

mod std_impls;

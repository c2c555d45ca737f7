//! What a function is in the heap: its environment, and code that holds nothing.

use std::any::{Any, type_name};

use handfast_runtime::{Class, Error, Heap, Object, Ref, Trace, Tracer, Value, dyn_object};

/// A function, as far as its type does not matter. Calling it is JavaScript's.
pub(crate) trait Callable {
    /// What it was made with.
    fn env(&self) -> &dyn Any;
}
dyn_object!(Callable);

/// The object behind a function. `E` is its environment, or that in an `Option`, and `F` its code, of size zero.
pub(crate) struct Body<E, F> {
    pub(super) env: E,
    pub(super) code: F,
}

impl<E: 'static, F> Callable for Body<E, F> {
    fn env(&self) -> &dyn Any {
        &self.env
    }
}

impl<E: Trace, F> Trace for Body<E, F> {
    const EDGES: bool = E::EDGES;
    const INTERIOR: bool = E::INTERIOR;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.env.trace(tracer);
    }
}

/// What statistics, explanations and errors call all functions.
pub(super) const NAME: &str = "RustFn";

static WITH_EDGES: Class = Class::new(NAME, true);
static LEAF: Class = Class::new(NAME, false);

impl<E: Trace + 'static, F: 'static> Object for Body<E, F> {
    type Root = Body<E, F>;

    // Two for all types, because a `static` cannot depend on one.
    fn class() -> &'static Class {
        if E::EDGES { &WITH_EDGES } else { &LEAF }
    }

    fn into_value(self) -> Value<Self> {
        Value::Exact(self)
    }
}

impl<E: Trace + 'static, F: 'static> Body<E, F> {
    /// The function of a handle, if it is one of this type.
    pub(super) fn resolve(handle: f64) -> Result<Ref<dyn Callable>, Error> {
        Heap::resolve_number::<Body<E, F>>(handle).map(Ref::into_dyn)
    }
}

/// Whether a class is that of functions.
pub(super) fn is_function(class: &'static Class) -> bool {
    std::ptr::eq(class, &WITH_EDGES) || std::ptr::eq(class, &LEAF)
}

/// What errors call a function: where its code stands.
pub(super) fn name<F>() -> &'static str {
    type_name::<F>().trim_end_matches("::{{closure}}")
}

/// Refuses code that holds something. To be called at compile time.
pub(super) const fn holds_nothing<F>() {
    assert!(
        size_of::<F>() == 0,
        "this closure captures variables: move them into the environment, the first argument of `RustFn::new`, where the collector sees them"
    );
}

//! [`Callback`]: what JavaScript gave us to call.

use handfast::{Error, JsRef, Trace, Tracer};
use js_sys::{Function, Object};
use wasm_bindgen::prelude::*;

/// A function, or an object with a method `handleEvent`. Owns its JS-side value.
#[derive(Clone)]
pub enum Callback {
    /// Called with the current target as `this`.
    Function(JsRef<Function>),
    /// Its `handleEvent` is called on itself.
    Object(JsRef<Object>),
}

#[wasm_bindgen]
extern "C" {
    type Handler;

    #[wasm_bindgen(method, catch, structural, js_name = handleEvent)]
    fn handle_event(this: &Handler, event: &JsValue) -> Result<JsValue, JsValue>;
}

impl Callback {
    /// Holds what was passed as a listener.
    ///
    /// # Errors
    /// [`Error::TableFull`].
    pub(crate) fn new(value: &Object) -> Result<Callback, Error> {
        Ok(match value.dyn_ref::<Function>() {
            Some(function) => Callback::Function(JsRef::try_new(function)?),
            None => Callback::Object(JsRef::try_new(value)?),
        })
    }

    /// What was passed.
    pub(crate) fn value(&self) -> JsValue {
        match self {
            Callback::Function(function) => function.get().into(),
            Callback::Object(object) => object.get().into(),
        }
    }

    /// Whether this is what was passed. Lists of listeners are short and mostly empty, so asking JavaScript costs
    /// less than keeping an identity of every function that ever was a listener.
    pub(crate) fn is(&self, value: &JsValue) -> bool {
        Object::is(&self.value(), value)
    }

    /// Calls it. Arguments are lent; what it throws is the error.
    pub(crate) fn call(
        &self,
        current_target: &JsValue,
        event: &JsValue,
    ) -> Result<JsValue, JsValue> {
        match self {
            Callback::Function(function) => function.call_with1(current_target, event),
            Callback::Object(object) => {
                object.get().unchecked_into::<Handler>().handle_event(event)
            }
        }
    }
}

impl Trace for Callback {
    const EDGES: bool = true;
    const INTERIOR: bool = false;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        match self {
            Callback::Function(function) => function.trace(tracer),
            Callback::Object(object) => object.trace(tracer),
        }
    }
}

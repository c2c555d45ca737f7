//! [`JsWeak`]: a reference that does not keep a JavaScript value alive.

use std::marker::PhantomData;

use handfast_runtime::{Trace, Tracer};
use js_sys::WeakRef;
use wasm_bindgen::{JsCast, JsValue};

use super::JsRef;

/// Watches a JavaScript object without keeping it alive: a held `WeakRef`.
///
/// It does hold a slot, but not the object, so it is no edge.
pub struct JsWeak<T = JsValue> {
    weak: JsRef<JsValue>,
    _type: PhantomData<T>,
}

impl<T: JsCast> JsWeak<T> {
    /// Watches `value`. Primitives cannot be watched; they are kept, as nothing else could keep them.
    pub fn new(value: &T) -> JsWeak<T> {
        let value: &JsValue = value.as_ref();
        let held = match value.dyn_ref::<js_sys::Object>() {
            Some(object) => JsRef::new(&JsValue::from(WeakRef::new(object))),
            None => JsRef::new(value),
        };
        JsWeak {
            weak: held,
            _type: PhantomData,
        }
    }

    /// The value, while JavaScript still has it.
    pub fn get(&self) -> Option<T> {
        let held = self.weak.get();
        let value = match held.dyn_ref::<WeakRef>() {
            Some(weak) => weak.deref().map(JsValue::from)?,
            None => held,
        };
        Some(value.unchecked_into())
    }

    /// A strong reference, while JavaScript still has the value.
    pub fn upgrade(&self) -> Option<JsRef<T>> {
        self.get().map(|value| JsRef::new(&value))
    }
}

impl<T> Clone for JsWeak<T> {
    fn clone(&self) -> JsWeak<T> {
        JsWeak {
            weak: self.weak.clone(),
            _type: PhantomData,
        }
    }
}

impl<T> Trace for JsWeak<T> {
    const EDGES: bool = false;
    fn trace(&self, _: &mut Tracer<'_>) {}
}

//! Values that JavaScript owns.

use handfast::handfast;
use handfast::prelude::*;
use js_sys::{Array, Date, Map, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{AbortController, AbortSignal, Event, EventTarget};

/// Holds values of JavaScript's.
#[handfast]
#[derive(Default)]
pub struct Holder {
    value: Option<JsRef>,
    functions: Vec<JsRef<Function>>,
    target: Option<JsRef<EventTarget>>,
}

#[handfast]
impl Holder {
    /// Holds nothing.
    #[handfast(constructor)]
    pub fn new() -> Holder {
        Holder::default()
    }

    /// `JsRef`, which is `JsRef<JsValue>`.
    pub fn hold(&mut self, value: JsRef) {
        self.value = Some(value);
    }

    /// `Option<JsRef>`, out and in.
    pub fn swap(&mut self, value: Option<JsRef<JsValue>>) -> Option<JsRef<JsValue>> {
        std::mem::replace(&mut self.value, value)
    }

    /// `Vec<JsRef<T>>`
    #[handfast(js_name = holdAll)]
    pub fn hold_all(&mut self, functions: Vec<JsRef<Function>>) {
        self.functions = functions;
    }

    /// The same, returned.
    pub fn functions(&self) -> Vec<JsRef<Function>> {
        self.functions.clone()
    }

    /// `Option<Vec<JsRef<T>>>`
    #[handfast(js_name = optionalFunctions)]
    pub fn optional_functions(
        &self,
        functions: Option<Vec<JsRef<Function>>>,
    ) -> Option<Vec<JsRef<Function>>> {
        functions
    }

    /// Calls what it holds.
    #[handfast(js_name = callAll)]
    pub fn call_all(&self, value: &JsValue) -> Result<Vec<JsValue>, JsValue> {
        self.functions
            .iter()
            .map(|function| function.call1(value))
            .collect()
    }

    /// A web-sys type by `JsRef`, `&T` and `Option<T>`.
    #[handfast(js_name = setTarget)]
    pub fn set_target(
        &mut self,
        target: JsRef<EventTarget>,
        event: &Event,
        signal: Option<AbortSignal>,
    ) -> Result<String, JsValue> {
        target.get().dispatch_event(event)?;
        self.target = Some(target);
        Ok(format!(
            "{} {}",
            event.type_(),
            signal.is_some_and(|signal| signal.aborted())
        ))
    }

    /// `JsRef` of one class that is returned as itself.
    pub fn target(&self) -> Option<JsRef<EventTarget>> {
        self.target.clone()
    }

    /// Whether a clone of what it holds is the same reference, and how many there are then.
    #[handfast(js_name = cloneHeld)]
    pub fn clone_held(&self) -> Option<String> {
        let held = self.value.as_ref()?;
        let alone = (held.ptr_eq(held), held.count());
        let clone = held.clone();
        Some(format!(
            "{alone:?} {:?}",
            (held.ptr_eq(&clone), clone.count())
        ))
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Holder::default();
    }
}

/// js-sys types in and out.
#[handfast(js_name = jsSys)]
pub fn js_sys_types(
    array: &Array,
    map: Map,
    date: Option<Date>,
    function: &Function,
) -> Result<Uint8Array, JsValue> {
    let year = date.map_or(0.0, |date| f64::from(date.get_utc_full_year()));
    let called = function.call0(&JsValue::NULL)?.as_f64().unwrap_or_default();
    Ok(Uint8Array::from(
        &[
            array.length() as u8,
            map.size() as u8,
            (year % 100.0) as u8,
            called as u8,
        ][..],
    ))
}

/// A web-sys type that is made here.
#[handfast]
pub fn aborted() -> Result<AbortSignal, JsValue> {
    let controller = AbortController::new()?;
    controller.abort();
    Ok(controller.signal())
}

/// `JsValue` by value and by reference, and what it is told by `dyn_ref`.
#[handfast(js_name = typeName)]
pub fn type_name(value: JsValue, other: &JsValue) -> String {
    let name = |value: &JsValue| {
        if value.dyn_ref::<Event>().is_some() {
            "event".to_owned()
        } else {
            value.js_typeof().as_string().unwrap_or_default()
        }
    };
    format!("{} {}", name(&value), name(other))
}

/// Arrays of imported types and of any values.
#[handfast(js_name = reversed)]
pub fn reversed(mut arrays: Vec<Array>, mut values: Box<[JsValue]>) -> Vec<JsValue> {
    arrays.reverse();
    values.reverse();
    arrays
        .into_iter()
        .map(JsValue::from)
        .chain(values)
        .collect()
}

//! Rust closures that hold an object and a value.

use handfast::handfast;
use handfast::prelude::*;
use js_sys::Array;

use crate::census::Tag;
use crate::thing::Thing;

/// What a function holds.
#[derive(Trace)]
struct Held {
    #[trace(skip)]
    tag: Tag,
    thing: Option<Ref<Thing>>,
    value: Option<JsRef<JsValue>>,
}

/// Calls `f`, and returns what the function is called and what it holds.
fn tell(held: &Held, f: Option<Function>) -> Result<Array, JsValue> {
    let told = Array::of1(&held.tag.0.into());
    if let Some(f) = f {
        f.call0(&JsValue::UNDEFINED)?;
    }
    if let Some(thing) = &held.thing {
        told.push(&handfast::wrap(thing).map_err(handfast::to_js_error)?);
    }
    if let Some(value) = &held.value {
        told.push(&value.get());
    }
    Ok(told)
}

/// A function called `id` that reads what it holds.
#[handfast(js_name = makeFn)]
pub fn make(id: u32, thing: Option<Ref<Thing>>, value: Option<JsRef<JsValue>>) -> RustFn {
    let tag = Tag(id);
    RustFn::new(Held { tag, thing, value }, tell)
}

/// One that may change it.
#[handfast(js_name = makeFnMut)]
pub fn make_mut(id: u32, thing: Option<Ref<Thing>>, value: Option<JsRef<JsValue>>) -> RustFn {
    let tag = Tag(id);
    RustFn::new_mut(
        Held { tag, thing, value },
        |held: &mut Held, f: Option<Function>| tell(held, f),
    )
}

/// One that can be called once.
#[handfast(js_name = makeFnOnce)]
pub fn make_once(id: u32, thing: Option<Ref<Thing>>, value: Option<JsRef<JsValue>>) -> RustFn {
    let tag = Tag(id);
    RustFn::once(
        Held { tag, thing, value },
        |held: Held, f: Option<Function>| tell(&held, f),
    )
}

#[handfast]
impl Thing {
    /// Holds a function, as Rust does.
    pub fn keep(&mut self, function: RustFn) {
        self.functions.push(function);
    }

    /// Lets go of the last one.
    pub fn unkeep(&mut self) -> Option<RustFn> {
        self.functions.pop()
    }

    /// All functions held so.
    pub fn kept(&self) -> Vec<RustFn> {
        self.functions.clone()
    }
}

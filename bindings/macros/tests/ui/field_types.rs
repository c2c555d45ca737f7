//! Fields that cannot be read by JavaScript, or not be traced.

use std::rc::Rc;

use handfast::handfast;
use handfast::prelude::JsValue;

#[handfast]
pub struct NotCopy {
    pub text: String,
}

#[handfast]
pub struct NotClone {
    #[handfast(getter_with_clone)]
    pub value: Opaque,
}

pub struct Opaque;

impl handfast::Trace for Opaque {
    const EDGES: bool = false;
    fn trace(&self, _: &mut handfast::Tracer<'_>) {}
}

#[handfast]
pub struct Untraced {
    shared: Rc<u32>,
    value: JsValue,
}

#[handfast]
pub struct Pointing {
    pub reference: &'static str,
    pub tuple: (u32, u32),
}

fn main() {}

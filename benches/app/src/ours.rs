//! On Handfast.

use std::hint::black_box;

use handfast::prelude::*;
use handfast::handfast;

use crate::Dropped;

/// Cannot hold references: its wrappers need no `WeakRef`.
#[handfast]
pub struct Leaf {
    value: i32,
    #[trace(skip)]
    _dropped: Dropped,
}

#[handfast]
impl Leaf {
    #[handfast(constructor)]
    pub fn new(value: i32) -> Leaf {
        Leaf { value, _dropped: Dropped }
    }

    pub fn add(&mut self, delta: i32) -> i32 {
        self.value += delta;
        self.value
    }

    #[handfast(js_name = addLater)]
    pub async fn add_later(&mut self, delta: i32) -> i32 {
        self.value += delta;
        self.value
    }

    #[handfast(js_name = addAwaited)]
    pub async fn add_awaited(&mut self, promise: js_sys::Promise) -> i32 {
        if let Ok(delta) = promise.await {
            self.value += delta.as_f64().unwrap_or_default() as i32;
        }
        self.value
    }
}

/// Can hold references.
#[handfast]
pub struct Edges {
    child: Option<Ref<Edges>>,
    #[trace(skip)]
    _dropped: Dropped,
}

#[handfast]
impl Edges {
    #[handfast(constructor)]
    pub fn new() -> Edges {
        Edges { child: None, _dropped: Dropped }
    }

    #[handfast(js_name = setChild)]
    pub fn set_child(&mut self, child: Option<Ref<Edges>>) {
        self.child = child;
    }

    pub fn child(&self) -> Option<Ref<Edges>> {
        self.child.clone()
    }
}

/// Calls `f`, which Rust holds, `n` times.
#[handfast(js_name = handfastCallHeld)]
pub fn call_held(f: JsRef<Function>, n: u32) -> Result<(), JsValue> {
    for _ in 0..n {
        f.call0()?;
    }
    Ok(())
}

/// Clones and drops a reference `n` times.
#[handfast(js_name = handfastCloneDrop)]
pub fn clone_drop(value: JsRef<JsValue>, n: u32) {
    for _ in 0..n {
        drop(black_box(value.clone()));
    }
}

/// Takes hold of a value and lets go of it.
#[handfast(js_name = handfastHoldDrop)]
pub fn hold_drop(value: JsRef<JsValue>) {
    drop(black_box(value));
}

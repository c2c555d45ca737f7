//! On Handfast.

use std::hint::black_box;

use handfast::prelude::*;
use handfast::{handfast, scope};

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

/// Calls `f` with `value`, `n` times, and what it returns is on the stack of a scope, a hundred to each.
#[handfast(js_name = handfastCallLocals)]
pub fn call_locals(f: JsRef<Function>, value: JsRef, n: u32) -> Result<(), JsValue> {
    scope(|outer| {
        let (f, value) = (outer.local_of(&f), outer.local_of(&value));
        for _ in 0..n / 100 {
            scope(|s| {
                for _ in 0..100 {
                    black_box(f.call1(s, value)?);
                }
                Ok::<(), JsValue>(())
            })?;
        }
        Ok(())
    })
}

/// The same without scopes: what is returned is a reference, held a hundred at a time.
#[handfast(js_name = handfastCallRefs)]
pub fn call_refs(f: JsRef<Function>, value: JsRef, n: u32) -> Result<(), JsValue> {
    for _ in 0..n / 100 {
        let mut results = Vec::with_capacity(100);
        for _ in 0..100 {
            results.push(JsRef::new(&f.call1(&value.get())?));
        }
    }
    Ok(())
}

/// A Rust closure, as a function.
#[handfast(js_name = handfastFn)]
pub fn function() -> RustFn {
    RustFn::new((), |_: &(), number: i32| number + 1)
}

/// One with an environment.
#[handfast(js_name = handfastFnEnv)]
pub fn function_env(by: i32) -> RustFn {
    RustFn::new(by, |by: &i32, number: i32| number + by)
}

/// Makes `n` functions and gives each to `f`, which gives it back to be released.
#[handfast(js_name = handfastFns)]
pub fn functions(f: JsRef<Function>, n: u32) -> Result<(), JsValue> {
    for i in 0..n {
        let function = RustFn::new(i, |added: &u32, number: u32| number + added);
        f.call1(&function.into())?;
    }
    Ok(())
}

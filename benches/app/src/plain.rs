//! On plain wasm-bindgen.

use std::hint::black_box;

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::Dropped;

#[wasm_bindgen]
pub struct PlainLeaf {
    value: i32,
    _dropped: Dropped,
}

#[wasm_bindgen]
impl PlainLeaf {
    #[wasm_bindgen(constructor)]
    pub fn new(value: i32) -> PlainLeaf {
        PlainLeaf { value, _dropped: Dropped }
    }

    pub fn add(&mut self, delta: i32) -> i32 {
        self.value += delta;
        self.value
    }

    #[wasm_bindgen(js_name = addLater)]
    pub async fn add_later(&mut self, delta: i32) -> i32 {
        self.value += delta;
        self.value
    }

    #[wasm_bindgen(js_name = addAwaited)]
    pub async fn add_awaited(&mut self, promise: js_sys::Promise) -> i32 {
        if let Ok(delta) = promise.await {
            self.value += delta.as_f64().unwrap_or_default() as i32;
        }
        self.value
    }
}

/// Cannot have identity: every return makes a new wrapper, here of a shared object, as wasm-bindgen apps do it.
#[wasm_bindgen]
pub struct PlainEdges {
    shared: std::rc::Rc<Shared>,
}

struct Shared {
    _dropped: Dropped,
}

#[wasm_bindgen]
impl PlainEdges {
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default, reason = "the same surface as on Handfast")]
    pub fn new() -> PlainEdges {
        PlainEdges { shared: std::rc::Rc::new(Shared { _dropped: Dropped }) }
    }

    pub fn same(&self) -> PlainEdges {
        PlainEdges { shared: self.shared.clone() }
    }
}

/// Holds a JavaScript function.
#[wasm_bindgen]
pub struct PlainNode {
    value: u32,
    listener: Option<Function>,
}

#[wasm_bindgen]
impl PlainNode {
    #[wasm_bindgen(constructor)]
    pub fn new(value: u32) -> PlainNode {
        PlainNode { value, listener: None }
    }

    pub fn value(&self) -> u32 {
        self.value
    }

    pub fn listen(&mut self, listener: Function) {
        self.listener = Some(listener);
    }
}

#[wasm_bindgen(js_name = plainCallHeld)]
pub fn call_held(f: Function, n: u32) -> Result<(), JsValue> {
    for _ in 0..n {
        f.call0(&JsValue::UNDEFINED)?;
    }
    Ok(())
}

#[wasm_bindgen(js_name = plainCloneDrop)]
pub fn clone_drop(value: JsValue, n: u32) {
    for _ in 0..n {
        drop(black_box(value.clone()));
    }
}

#[wasm_bindgen(js_name = plainHoldDrop)]
pub fn hold_drop(value: JsValue) {
    drop(black_box(value));
}

/// Calls `f` with `value`, `n` times, and holds what it returns, a hundred at a time.
#[wasm_bindgen(js_name = plainCallLocals)]
pub fn call_locals(f: Function, value: JsValue, n: u32) -> Result<(), JsValue> {
    for _ in 0..n / 100 {
        let mut results = Vec::with_capacity(100);
        for _ in 0..100 {
            results.push(f.call1(&JsValue::UNDEFINED, &value)?);
        }
        black_box(results);
    }
    Ok(())
}

/// A Rust closure, as a function.
#[wasm_bindgen(js_name = plainFn)]
pub fn function() -> JsValue {
    Closure::<dyn Fn(i32) -> i32>::new(|number: i32| number + 1).into_js_value()
}

/// One that captures.
#[wasm_bindgen(js_name = plainFnEnv)]
pub fn function_env(by: i32) -> JsValue {
    Closure::<dyn Fn(i32) -> i32>::new(move |number: i32| number + by).into_js_value()
}

/// Makes `n` functions, gives each to `f`, and releases it when that returns.
#[wasm_bindgen(js_name = plainFns)]
pub fn functions(f: Function, n: u32) -> Result<(), JsValue> {
    for i in 0..n {
        let function = Closure::<dyn Fn(u32) -> u32>::new(move |number: u32| number + i);
        f.call1(&JsValue::UNDEFINED, function.as_ref())?;
    }
    Ok(())
}

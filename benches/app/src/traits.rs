//! Calls of a method that a JavaScript object has.

use handfast::handfast;
use handfast::prelude::*;

#[handfast]
pub trait Observer {
    fn changed(&self, by: u32) -> Result<(), JsValue>;
}

#[handfast]
pub trait Watcher {
    fn seen(&self, edges: Ref<crate::ours::Edges>) -> Result<u32, JsValue>;
}

/// Calls the method `n` times.
#[handfast(js_name = handfastCallMethod)]
pub fn call_method(observer: JsRef<dyn Observer>, n: u32) -> Result<(), JsValue> {
    for i in 0..n {
        observer.changed(i)?;
    }
    Ok(())
}

/// The same with an object, and a number that is returned.
#[handfast(js_name = handfastCallWatcher)]
pub fn call_watcher(watcher: JsRef<dyn Watcher>, edges: Ref<crate::ours::Edges>, n: u32) -> Result<u32, JsValue> {
    let mut seen = 0;
    for _ in 0..n {
        seen += watcher.seen(edges.clone())?;
    }
    Ok(seen)
}

/// On plain wasm-bindgen, where what the method throws would pass through Rust, and on the floor.
mod plain {
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    unsafe extern "C" {
        pub type PlainObserver;
        #[wasm_bindgen(method)]
        fn changed(this: &PlainObserver, by: u32);
        #[wasm_bindgen(method)]
        fn seen(this: &PlainObserver, edges: crate::plain::PlainEdges) -> u32;
    }

    #[wasm_bindgen(js_name = plainCallMethod)]
    pub fn call_method(observer: PlainObserver, n: u32) {
        for i in 0..n {
            observer.changed(i);
        }
    }

    #[wasm_bindgen(js_name = plainCallWatcher)]
    pub fn call_watcher(watcher: PlainObserver, edges: &crate::plain::PlainEdges, n: u32) -> u32 {
        let mut seen = 0;
        for _ in 0..n {
            seen += watcher.seen(edges.same());
        }
        seen
    }

    #[wasm_bindgen(inline_js = "let o; export function setObserver(p) { o = p; } export function floorMethod(by) { o.changed(by); }")]
    unsafe extern "C" {
        #[wasm_bindgen(js_name = setObserver)]
        fn set_observer(observer: &JsValue);
        #[wasm_bindgen(js_name = floorMethod)]
        fn floor_method(by: i32);
    }

    /// Calls a bare import that calls the method of the object, `n` times.
    #[wasm_bindgen(js_name = floorCallMethod)]
    pub fn call_floor(observer: &JsValue, n: u32) {
        set_observer(observer);
        for i in 0..n {
            floor_method(i as i32);
        }
    }
}

//! The floor: what nothing built on the same engine can beat.

use std::hint::black_box;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

/// A bare export.
#[wasm_bindgen(js_name = floorAdd)]
pub fn add(a: i32, b: i32) -> i32 {
    a.wrapping_add(b)
}

/// A bare export that passes a JavaScript value through.
#[wasm_bindgen(js_name = floorTake)]
pub fn take(value: &JsValue) {
    black_box(value);
}

#[wasm_bindgen(inline_js = "let f = () => {}; export function setFloor(g) { f = g; } export function floorImport() { f(); }")]
unsafe extern "C" {
    #[wasm_bindgen(js_name = setFloor)]
    fn set_floor(f: &js_sys::Function);
    #[wasm_bindgen(js_name = floorImport)]
    fn floor_import();
}

/// Calls a bare import that calls `f`, `n` times.
#[wasm_bindgen(js_name = floorCallImport)]
pub fn call_import(f: &js_sys::Function, n: u32) {
    set_floor(f);
    for _ in 0..n {
        floor_import();
    }
}

/// Clones and drops an `Rc` `n` times.
#[wasm_bindgen(js_name = floorCloneDrop)]
pub fn clone_drop(n: u32) {
    let rc = Rc::new(0_u8);
    for _ in 0..n {
        drop(black_box(rc.clone()));
    }
}

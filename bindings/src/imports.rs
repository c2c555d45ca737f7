//! The JavaScript functions this crate calls: `js-runtime/src/abi.js`, embedded from the copy in `js/`.
//!
//! Everything is addressed by a slot, a class id or an instance id, because several instances of a module on
//! one page share these functions.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/abi.js")]
extern "C" {
    /// Makes this instance known; returns its id.
    pub(crate) fn attach(exports: JsValue, memory: JsValue) -> u32;

    #[wasm_bindgen(js_name = saltOf)]
    pub(crate) fn salt_of(instance: u32) -> u32;

    #[wasm_bindgen(js_name = registerClass)]
    pub(crate) fn register_class(
        instance: u32,
        marker: &JsValue,
        parent: u32,
        name: &str,
        flags: u32,
    ) -> u32;

    #[wasm_bindgen(js_name = beginConstruct)]
    pub(crate) fn begin_construct() -> u32;

    #[wasm_bindgen(js_name = abandonConstruct)]
    pub(crate) fn abandon_construct(depth: u32);

    /// The wrapper of a handle: the one that lives, or a new one.
    #[wasm_bindgen(js_name = wrapNew)]
    pub(crate) fn wrap(handle: f64, class: u32, identity: bool) -> JsValue;

    /// The handle of a wrapper, or a negative status.
    #[wasm_bindgen(js_name = handleOf)]
    pub(crate) fn handle_of(value: &JsValue, instance: u32, as_ref: bool) -> f64;

    pub(crate) fn forget(handle: f64, class: u32);

    pub(crate) fn hold(slot: u32, value: &JsValue);
    #[wasm_bindgen(js_name = get)]
    pub(crate) fn get_slot(slot: u32) -> JsValue;
    #[wasm_bindgen(js_name = decrefMany)]
    pub(crate) fn decref_many(instance: u32, ptr: *const u32, len: u32);
    #[wasm_bindgen(js_name = reserveSlots)]
    pub(crate) fn reserve_slots(count: u32) -> u32;

    pub(crate) fn call0(slot: u32) -> u32;
    pub(crate) fn call1(slot: u32, a: &JsValue) -> u32;
    pub(crate) fn call2(slot: u32, a: &JsValue, b: &JsValue) -> u32;
    pub(crate) fn call3(slot: u32, a: &JsValue, b: &JsValue, c: &JsValue) -> u32;
    pub(crate) fn call4(slot: u32, a: &JsValue, b: &JsValue, c: &JsValue, d: &JsValue) -> u32;
    #[wasm_bindgen(js_name = callWith)]
    pub(crate) fn call_with(slot: u32, this: &JsValue, args: &js_sys::Array) -> u32;
    #[wasm_bindgen(js_name = callWith1)]
    pub(crate) fn call_with1(slot: u32, this: &JsValue, a: &JsValue) -> u32;
    #[wasm_bindgen(js_name = takeResult)]
    pub(crate) fn take_result() -> JsValue;

    #[wasm_bindgen(js_name = findWrappers)]
    pub(crate) fn find_wrappers(
        instance: u32,
        handles: *const f64,
        len: u32,
        lost: *mut u32,
    ) -> u32;
    pub(crate) fn cede(instance: u32, plan: *const u32, clear: *const f64, len: u32);
    pub(crate) fn pin(instance: u32, handle: f64) -> u32;
    pub(crate) fn unpin(instance: u32, pins: *const u32, len: u32);
    #[wasm_bindgen(js_name = wrapperLives)]
    pub(crate) fn wrapper_lives(instance: u32, handle: f64) -> bool;
    #[wasm_bindgen(js_name = valuesLive)]
    pub(crate) fn values_live(instance: u32, slots: *const u32, len: u32) -> bool;
    pub(crate) fn strengthen(instance: u32, slots: *const u32, len: u32);
    pub(crate) fn weaken(instance: u32, slots: *const u32, len: u32);
    pub(crate) fn now() -> f64;

    #[wasm_bindgen(js_name = scheduleTurnEnd)]
    pub(crate) fn schedule_turn_end(instance: u32);

    /// Makes a marker's class stand for the base of all classes.
    #[wasm_bindgen(js_name = registerRoot)]
    pub(crate) fn register_root(marker: &JsValue);
    /// Makes a marker's class the one through which all constructors return.
    #[wasm_bindgen(js_name = registerConstructed)]
    pub(crate) fn register_constructed(instance: u32, marker: &JsValue);
    /// Makes a marker's class the check of one kind of result.
    #[wasm_bindgen(js_name = registerCheck)]
    pub(crate) fn register_check(marker: &JsValue, kind: u32);
    /// Leaves the error of an export that returns right after this.
    pub(crate) fn fail(error: &JsValue);

    #[wasm_bindgen(js_name = makeError)]
    pub(crate) fn make_error(index: u32, message: &str) -> JsValue;
}

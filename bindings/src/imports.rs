//! The JavaScript functions this crate calls: `js-runtime/src/abi.js`, embedded from the copy in `js/`.
//!
//! Everything is addressed by a slot, a class id or an instance id, because several instances of a module on
//! one page share these functions.
//!
//! All integers are `i32`, and so are addresses and truth values. wasm passes them on straight to the function; for every import
//! that takes a `u32`, a pointer or a `bool` the glue gets a function in between, and the module a longer name.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/abi.js")]
extern "C" {
    /// Makes this instance known; returns its id.
    pub(crate) fn attach(exports: JsValue, memory: JsValue) -> i32;

    #[wasm_bindgen(js_name = saltOf)]
    pub(crate) fn salt_of(instance: i32) -> i32;

    #[wasm_bindgen(js_name = registerClass)]
    pub(crate) fn register_class(
        instance: i32,
        marker: &JsValue,
        parent: i32,
        name: &str,
        flags: i32,
    ) -> i32;

    #[wasm_bindgen(js_name = beginConstruct)]
    pub(crate) fn begin_construct() -> i32;

    #[wasm_bindgen(js_name = abandonConstruct)]
    pub(crate) fn abandon_construct(depth: i32);

    /// The wrapper of a handle: the one that lives, or a new one.
    #[wasm_bindgen(js_name = wrapNew)]
    pub(crate) fn wrap(handle: f64, class: i32, identity: i32) -> JsValue;

    /// The handle of a wrapper, or a negative status.
    #[wasm_bindgen(js_name = handleOf)]
    pub(crate) fn handle_of(value: &JsValue, instance: i32, as_ref: i32) -> f64;

    pub(crate) fn forget(handle: f64, class: i32);

    pub(crate) fn hold(slot: i32, value: &JsValue);
    #[wasm_bindgen(js_name = get)]
    pub(crate) fn get_slot(slot: i32) -> JsValue;
    #[wasm_bindgen(js_name = decrefMany)]
    pub(crate) fn decref_many(instance: i32, ptr: i32, len: i32);
    #[wasm_bindgen(js_name = reserveSlots)]
    pub(crate) fn reserve_slots(count: i32) -> i32;

    #[wasm_bindgen(js_name = findWrappers)]
    pub(crate) fn find_wrappers(instance: i32, handles: i32, len: i32, lost: i32) -> i32;
    pub(crate) fn cede(instance: i32, plan: i32, clear: i32, len: i32, last: i32);
    pub(crate) fn pin(instance: i32, handle: f64) -> i32;
    pub(crate) fn unpin(instance: i32, pins: i32, len: i32);
    #[wasm_bindgen(js_name = wrapperLives)]
    pub(crate) fn wrapper_lives(instance: i32, handle: f64) -> i32;
    #[wasm_bindgen(js_name = valuesLive)]
    pub(crate) fn values_live(instance: i32, slots: i32, len: i32) -> i32;
    pub(crate) fn strengthen(instance: i32, slots: i32, len: i32);
    pub(crate) fn weaken(instance: i32, slots: i32, len: i32);
    pub(crate) fn now() -> f64;

    #[wasm_bindgen(js_name = scheduleTurnEnd)]
    pub(crate) fn schedule_turn_end(instance: i32);

    /// Makes a marker's class stand for the base of all classes.
    #[wasm_bindgen(js_name = registerRoot)]
    pub(crate) fn register_root(marker: &JsValue);
    /// Makes a marker's class the one through which all constructors return.
    #[wasm_bindgen(js_name = registerConstructed)]
    pub(crate) fn register_constructed(instance: i32, marker: &JsValue);
    /// Makes a marker's class the check of one kind of result.
    #[wasm_bindgen(js_name = registerCheck)]
    pub(crate) fn register_check(marker: &JsValue, kind: i32);
    /// Leaves the error of an export that returns right after this.
    pub(crate) fn fail(error: &JsValue);

    #[wasm_bindgen(js_name = makeError)]
    pub(crate) fn make_error(index: i32, message: &str) -> JsValue;
}

// In files of their own, so that an app which passes no texts and arrays, or calls nothing, does not contain them.
#[wasm_bindgen(module = "/js/values.js")]
extern "C" {
    /// Writes a short ASCII text to a place; what else it may answer is said there.
    #[wasm_bindgen(js_name = writeText)]
    pub(crate) fn write_text(value: &JsValue, instance: i32, place: i32, capacity: i32) -> i32;
    /// Leaves the bytes of an array of numbers to be taken, and answers how many, or with a negative status.
    #[wasm_bindgen(js_name = numbersOf)]
    pub(crate) fn numbers_of(value: &JsValue, kind: i32, exact: i32) -> f64;
    /// Writes what the call before has left to a place that is large enough, or to nowhere.
    #[wasm_bindgen(js_name = takeBytes)]
    pub(crate) fn take_bytes(instance: i32, place: i32);
    #[wasm_bindgen(js_name = writeNumbers)]
    pub(crate) fn write_numbers(array: &JsValue, kind: i32, instance: i32, place: i32, length: i32);
    /// A copy of an array; `undefined` if it is none, `null` if it is too long.
    #[wasm_bindgen(js_name = listOf)]
    pub(crate) fn list_of(value: &JsValue) -> JsValue;
    /// The first character of a text, or what is no character.
    #[wasm_bindgen(js_name = characterOf)]
    pub(crate) fn character_of(value: &JsValue) -> i32;
}

#[wasm_bindgen(module = "/js/call.js")]
extern "C" {
    pub(crate) fn call0(slot: i32) -> i32;
    pub(crate) fn call1(slot: i32, a: &JsValue) -> i32;
    pub(crate) fn call2(slot: i32, a: &JsValue, b: &JsValue) -> i32;
    pub(crate) fn call3(slot: i32, a: &JsValue, b: &JsValue, c: &JsValue) -> i32;
    pub(crate) fn call4(slot: i32, a: &JsValue, b: &JsValue, c: &JsValue, d: &JsValue) -> i32;
    #[wasm_bindgen(js_name = callWith)]
    pub(crate) fn call_with(slot: i32, this: &JsValue, args: &js_sys::Array) -> i32;
    #[wasm_bindgen(js_name = callWith1)]
    pub(crate) fn call_with1(slot: i32, this: &JsValue, a: &JsValue) -> i32;
    #[wasm_bindgen(js_name = takeResult)]
    pub(crate) fn take_result() -> JsValue;
}

#[cfg(any(debug_assertions, feature = "explain"))]
#[wasm_bindgen(module = "/js/explain.js")]
extern "C" {
    /// Lets JavaScript's side explain.
    #[wasm_bindgen(js_name = enable)]
    pub(crate) fn enable_explain();
}

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

    #[wasm_bindgen(js_name = defineClass)]
    pub(crate) fn define_class(
        instance: u32,
        ctor: &JsValue,
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

    /// Writes a short ASCII text to a place; what else it may answer is said there.
    #[wasm_bindgen(js_name = writeText)]
    pub(crate) fn write_text(value: &JsValue, instance: u32, place: *mut u8, capacity: u32) -> i32;
    /// Leaves the bytes of an array of numbers to be taken, and answers how many, or with a negative status.
    #[wasm_bindgen(js_name = numbersOf)]
    pub(crate) fn numbers_of(value: &JsValue, kind: u32, exact: bool) -> f64;
    /// Writes what the call before has left to a place that is large enough, or to nowhere.
    #[wasm_bindgen(js_name = takeBytes)]
    pub(crate) fn take_bytes(instance: u32, place: *mut u8);
    #[wasm_bindgen(js_name = writeNumbers)]
    pub(crate) fn write_numbers(
        array: &JsValue,
        kind: u32,
        instance: u32,
        place: *const u8,
        length: u32,
    );
    /// A copy of an array; `undefined` if it is none, `null` if it is too long.
    #[wasm_bindgen(js_name = listOf)]
    pub(crate) fn list_of(value: &JsValue) -> JsValue;
    /// The first character of a text, or what is no character.
    #[wasm_bindgen(js_name = characterOf)]
    pub(crate) fn character_of(value: &JsValue) -> u32;

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

    /// Makes a class stand for the base of all classes.
    #[wasm_bindgen(js_name = defineRoot)]
    pub(crate) fn define_root(ctor: &JsValue);
    /// Makes a class the one through which all constructors return.
    #[wasm_bindgen(js_name = defineConstructed)]
    pub(crate) fn define_constructed(instance: u32, ctor: &JsValue);
    /// Makes a class the check of one kind of result.
    #[wasm_bindgen(js_name = defineCheck)]
    pub(crate) fn define_check(ctor: &JsValue, kind: u32);
    /// Leaves the error of an export that returns right after this.
    pub(crate) fn fail(error: &JsValue);

    #[wasm_bindgen(js_name = makeError)]
    pub(crate) fn make_error(index: u32, message: &str) -> JsValue;
}

//! The JavaScript functions this crate calls: `js-runtime/src/abi.js` and others, embedded from the copy in `js/`.
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

    #[wasm_bindgen(js_name = decrefMany)]
    pub(crate) fn decref_many(instance: i32, ptr: i32, len: i32);
    #[wasm_bindgen(js_name = reserveSlots)]
    pub(crate) fn reserve_slots(count: i32, instance: i32) -> i32;

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

    /// Refuses every call of an instance from now on.
    pub(crate) fn poison(instance: i32, reason: &str);
    #[wasm_bindgen(js_name = poisonedError)]
    pub(crate) fn poisoned_error(instance: i32) -> JsValue;

    #[wasm_bindgen(js_name = makeError)]
    pub(crate) fn make_error(index: i32, message: &str) -> JsValue;
}

// In files of their own, so that an app which passes no objects, texts and arrays, or holds or calls nothing, does not contain them.
#[wasm_bindgen(module = "/js/wrap.js")]
extern "C" {
    /// The wrapper of a handle: the one that lives, or a new one.
    #[wasm_bindgen(js_name = wrapNew)]
    pub(crate) fn wrap(handle: f64, class: i32, identity: i32) -> JsValue;

    /// The handle of a wrapper, or a negative status.
    #[wasm_bindgen(js_name = handleOf)]
    pub(crate) fn handle_of(value: &JsValue, instance: i32, as_ref: i32) -> f64;

    pub(crate) fn forget(handle: f64, class: i32);
}

#[wasm_bindgen(module = "/js/table.js")]
extern "C" {
    pub(crate) fn hold(slot: i32, value: &JsValue);
    #[wasm_bindgen(js_name = get)]
    pub(crate) fn get_slot(slot: i32) -> JsValue;
}

#[wasm_bindgen(module = "/js/bridge.js")]
extern "C" {
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
}

#[wasm_bindgen(module = "/js/values.js")]
extern "C" {
    /// Writes a short ASCII text to a place; what else it may answer is said there.
    #[wasm_bindgen(js_name = writeText)]
    pub(crate) fn write_text(value: &JsValue, instance: i32, place: i32, capacity: i32) -> i32;
    /// Writes as much of a long text as there is room for, and answers how many bytes; to nowhere if there is none.
    #[wasm_bindgen(js_name = takeText)]
    pub(crate) fn take_text(instance: i32, place: i32, room: i32) -> i32;
    /// How much of the text is left: so many bytes at least.
    #[wasm_bindgen(js_name = textLeft)]
    pub(crate) fn text_left() -> i32;
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

#[wasm_bindgen(module = "/js/interface.js")]
extern "C" {
    #[wasm_bindgen(js_name = defineInterface)]
    pub(crate) fn define_interface(instance: i32, definition: &str) -> i32;
    /// Holds an object that has all methods; otherwise the position of one that is missing.
    #[wasm_bindgen(js_name = holdImplementor)]
    pub(crate) fn hold_implementor(slot: i32, value: &JsValue, first: i32, count: i32) -> i32;
    #[wasm_bindgen(js_name = isImplemented)]
    pub(crate) fn is_implemented(slot: i32, method: i32) -> i32;
    pub(crate) fn invoke0(slot: i32, method: i32) -> i32;
    pub(crate) fn invoke1(slot: i32, method: i32, a: f64) -> i32;
    pub(crate) fn invoke2(slot: i32, method: i32, a: f64, b: f64) -> i32;
    #[wasm_bindgen(js_name = invokeMany)]
    pub(crate) fn invoke_many(slot: i32, method: i32, arguments: i32) -> i32;
    #[wasm_bindgen(js_name = readProperty)]
    pub(crate) fn read_property(slot: i32, method: i32) -> i32;
    #[wasm_bindgen(js_name = writeProperty)]
    pub(crate) fn write_property(slot: i32, method: i32, value: f64) -> i32;
    /// A number or a boolean that the last call returned.
    #[wasm_bindgen(js_name = takeNumber)]
    pub(crate) fn take_number() -> f64;
}

#[wasm_bindgen(module = "/js/arrays.js")]
extern "C" {
    /// How many numbers the array in a slot has; -1 if it is none of this kind.
    #[wasm_bindgen(js_name = arrayLength)]
    pub(crate) fn array_length(slot: i32, kind: i32) -> f64;
    /// Copies numbers into such an array, or back; what it answers is said there.
    #[wasm_bindgen(js_name = copyArray)]
    pub(crate) fn copy_array(
        slot: i32,
        kind: i32,
        at: i32,
        instance: i32,
        pointer: i32,
        count: i32,
        back: i32,
    ) -> f64;
}

#[wasm_bindgen(module = "/js/rust-string.js")]
extern "C" {
    /// Makes the class of strings known; returns its id.
    #[wasm_bindgen(js_name = defineString)]
    pub(crate) fn define_string(instance: i32) -> i32;
    /// The wrapper of a string.
    #[wasm_bindgen(js_name = wrapString)]
    pub(crate) fn wrap_string(
        instance: i32,
        handle: f64,
        class: i32,
        pointer: i32,
        length: i32,
    ) -> JsValue;
    /// The handle of a string, or a negative status; writes which part of it is meant.
    #[wasm_bindgen(js_name = stringOf)]
    pub(crate) fn string_of(value: &JsValue, instance: i32, part: i32) -> f64;
}

#[wasm_bindgen(module = "/js/pressure.js")]
extern "C" {
    /// Has JavaScript care about the budgets of this instance.
    #[wasm_bindgen(js_name = watchPressure)]
    pub(crate) fn watch_pressure(instance: i32);
    /// The budget of a class, by its name, or of all, by an empty one; `NaN` if none was set.
    #[wasm_bindgen(js_name = budgetOf)]
    pub(crate) fn budget_of(instance: i32, name: i32, length: i32) -> f64;
    /// A budget was exceeded within a call.
    #[wasm_bindgen(js_name = relieveInCall)]
    pub(crate) fn relieve_in_call(instance: i32);
    /// Memory was refused: releases what is dead.
    #[wasm_bindgen(js_name = sweepInCall)]
    pub(crate) fn sweep_in_call(instance: i32);
}

#[wasm_bindgen(module = "/js/view.js")]
extern "C" {
    /// Makes the class of views known; returns its id.
    #[wasm_bindgen(js_name = defineView)]
    pub(crate) fn define_view(instance: i32) -> i32;
    /// The wrapper of a view; what the last argument is made of is said there.
    #[wasm_bindgen(js_name = wrapView)]
    pub(crate) fn wrap_view(
        instance: i32,
        handle: f64,
        class: i32,
        pointer: i32,
        length: i32,
        kind: i32,
    ) -> JsValue;
}

#[wasm_bindgen(module = "/js/stack.js")]
extern "C" {
    #[wasm_bindgen(js_name = copySlot)]
    pub(crate) fn copy_slot(from: i32, to: i32);
    /// Calls a function in a slot with values in others; what it answers is said there.
    #[wasm_bindgen(js_name = callSlots)]
    pub(crate) fn call_slots(f: i32, to: i32, count: i32, a: i32, b: i32, c: i32, d: i32) -> i32;
}

#[cfg(any(debug_assertions, feature = "explain"))]
#[wasm_bindgen(module = "/js/explain.js")]
extern "C" {
    /// Lets JavaScript's side explain.
    #[wasm_bindgen(js_name = enable)]
    pub(crate) fn enable_explain();
    /// The handle of the wrapper in a slot, or what is none.
    #[wasm_bindgen(js_name = handleIn)]
    pub(crate) fn handle_in(instance: i32, slot: i32) -> f64;
}

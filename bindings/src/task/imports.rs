//! The JavaScript side of tasks: `js-runtime/src/tasks.js`, which an app without async functions does not contain.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/tasks.js")]
extern "C" {
    /// Makes what polls this instance's tasks known, by its place in the table; returns its number, never 0.
    #[wasm_bindgen(js_name = definePoll)]
    pub(super) fn define_poll(instance: i32, place: i32, table: &JsValue) -> i32;

    /// The promise of a new task, which is polled in a microtask.
    #[wasm_bindgen(js_name = runTask)]
    pub(super) fn run_task(poll: i32, task: i32) -> JsValue;

    /// Has a task that is pending polled in a microtask.
    #[wasm_bindgen(js_name = wakeTask)]
    pub(super) fn wake_task(poll: i32, task: i32);

    /// Leaves what came of the task that is being polled.
    #[wasm_bindgen(js_name = settleTask)]
    pub(super) fn settle_task(result: &JsValue);
}

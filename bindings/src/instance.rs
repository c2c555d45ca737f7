//! This thread's connection to JavaScript: made once, when the first class is registered or the first JS value
//! is held.

use std::cell::Cell;
use std::rc::Rc;

use handfast_runtime::{Handle, Heap, Host, Lost, Plan};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{checked, imports, marker};

thread_local! {
    /// The id that `attach` returned; 0 before.
    static INSTANCE: Cell<i32> = const { Cell::new(0) };
}

/// [`Host`], by imported functions.
struct JsHost {
    instance: i32,
}

impl JsHost {
    /// Sends a plan; the last of a pass or one before.
    fn send(&self, plan: &Plan<'_>, last: bool) {
        let length = |list: &[u32]| list.len() as u32;
        let head = [length(plan.strengthen)];
        let lists = [plan.nodes, length(plan.lists)];
        let tail = [length(plan.weaken)];
        let words = [
            &head,
            plan.strengthen,
            &lists,
            plan.lists,
            &tail,
            plan.weaken,
        ]
        .concat();
        let (clear, count) = (plan.clear.as_ptr() as i32, plan.clear.len() as i32);
        let words = words.as_ptr() as i32;
        imports::cede(self.instance, words, clear, count, last.into());
    }
}

impl Host for JsHost {
    fn reserve_slots(&self, count: u32) -> u32 {
        imports::reserve_slots(count as i32) as u32
    }

    fn decref_many(&self, slots: &[u32]) {
        imports::decref_many(self.instance, slots.as_ptr() as i32, slots.len() as i32);
    }

    fn schedule_turn_end(&self) {
        imports::schedule_turn_end(self.instance);
    }

    fn find_wrappers(&self, handles: &[f64]) -> Vec<Lost> {
        let mut lost = vec![0_u32; handles.len()];
        let (from, length) = (handles.as_ptr() as i32, handles.len() as i32);
        let to = lost.as_mut_ptr() as i32;
        let count = imports::find_wrappers(self.instance, from, length, to);
        lost.truncate(count as usize);
        let position_and_state = lost.iter().map(|word| (word / 2, word % 2 == 1));
        position_and_state
            .map(|(position, dead)| Lost { position, dead })
            .collect()
    }

    fn cede(&self, plan: &Plan<'_>) {
        self.send(plan, true);
    }

    fn mirror(&self, plan: &Plan<'_>) {
        self.send(plan, false);
    }

    fn pin(&self, handle: Handle) -> u32 {
        imports::pin(self.instance, handle.to_f64()) as u32
    }

    fn unpin(&self, pins: &[u32]) {
        imports::unpin(self.instance, pins.as_ptr() as i32, pins.len() as i32);
    }

    fn wrapper_lives(&self, handle: Handle) -> bool {
        imports::wrapper_lives(self.instance, handle.to_f64()) != 0
    }

    fn values_live(&self, slots: &[u32]) -> bool {
        imports::values_live(self.instance, slots.as_ptr() as i32, slots.len() as i32) != 0
    }

    fn strengthen(&self, slots: &[u32]) {
        imports::strengthen(self.instance, slots.as_ptr() as i32, slots.len() as i32);
    }

    fn weaken(&self, slots: &[u32]) {
        imports::weaken(self.instance, slots.as_ptr() as i32, slots.len() as i32);
    }

    fn handle_in(&self, slot: u32) -> Option<Handle> {
        let value = imports::get_slot(slot as i32);
        Handle::from_f64(imports::handle_of(&value, self.instance, 0))
    }

    fn now(&self) -> f64 {
        imports::now()
    }
}

/// The id of this instance on the JavaScript side. Connects on the first call.
#[inline]
pub(crate) fn id() -> i32 {
    match INSTANCE.get() {
        0 => attach(),
        id => id,
    }
}

#[cold]
fn attach() -> i32 {
    let instance = imports::attach(wasm_bindgen::exports(), wasm_bindgen::memory());
    INSTANCE.set(instance);
    #[cfg(any(debug_assertions, feature = "explain"))]
    imports::enable_explain();
    marker::register();
    checked::register(instance);
    Heap::install(
        Rc::new(JsHost { instance }),
        imports::salt_of(instance) as u32,
    );
    instance
}

/// So that the results of exported functions are checked from the first call.
#[wasm_bindgen(start, skip_typescript)]
pub(crate) fn __handfast_start() {
    id();
}

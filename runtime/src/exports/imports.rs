//! [`Imports`]: what JavaScript does for the heap, as functions of numbers; and [`NumberHost`], the [`Host`] made of them.
//!
//! They are the functions of `js-runtime/src/abi.js` and `bridge.js`. An app with wasm-bindgen imports them through its glue, a module without
//! from the module `handfast`: that is all in which the two differ.

use std::marker::PhantomData;

use crate::handle::Handle;
use crate::host::{Host, Lost, Plan};

/// The imported functions. All integers are `i32`, addresses and truth values too: that is what wasm passes on without glue.
#[expect(
    missing_docs,
    reason = "see the functions of the same names in `js-runtime/src/abi.js` and `bridge.js`"
)]
pub trait Imports: 'static {
    fn reserve_slots(count: i32, instance: i32) -> i32;
    fn decref_many(instance: i32, pointer: i32, length: i32);
    fn schedule_turn_end(instance: i32);
    fn find_wrappers(instance: i32, handles: i32, length: i32, lost: i32) -> i32;
    fn cede(instance: i32, plan: i32, clear: i32, length: i32, last: i32);
    fn pin(instance: i32, handle: f64) -> i32;
    fn unpin(instance: i32, pins: i32, length: i32);
    fn wrapper_lives(instance: i32, handle: f64) -> i32;
    fn values_live(instance: i32, slots: i32, length: i32) -> i32;
    fn strengthen(instance: i32, slots: i32, length: i32);
    fn weaken(instance: i32, slots: i32, length: i32);
    // Only explanations ask for it, so builds that cannot explain go without.
    fn handle_in(_instance: i32, _slot: i32) -> f64 {
        0.0
    }
    fn now() -> f64;
    fn turn_ends() {}
    fn poisoned() {}
    #[cfg(all(panic = "unwind", target_family = "wasm"))]
    fn panicked(text: &str);
}

/// [`Host`], by imported functions.
#[derive(Debug)]
pub struct NumberHost<I> {
    instance: i32,
    imports: PhantomData<I>,
}

impl<I: Imports> NumberHost<I> {
    /// The host of the instance that JavaScript knows by this number.
    pub fn new(instance: i32) -> NumberHost<I> {
        NumberHost {
            instance,
            imports: PhantomData,
        }
    }

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
        let (clear, count) = parts(plan.clear);
        let words = words.as_ptr() as i32;
        I::cede(self.instance, words, clear, count, last.into());
    }
}

/// A list as its address and its length.
fn parts<T>(list: &[T]) -> (i32, i32) {
    (list.as_ptr() as i32, list.len() as i32)
}

impl<I: Imports> Host for NumberHost<I> {
    fn reserve_slots(&self, count: u32) -> u32 {
        I::reserve_slots(count as i32, self.instance) as u32
    }

    fn decref_many(&self, slots: &[u32]) {
        let (pointer, length) = parts(slots);
        I::decref_many(self.instance, pointer, length);
    }

    fn schedule_turn_end(&self) {
        I::schedule_turn_end(self.instance);
    }

    fn find_wrappers(&self, handles: &[f64]) -> Vec<Lost> {
        let mut lost = vec![0_u32; handles.len()];
        let (from, length) = parts(handles);
        let to = lost.as_mut_ptr() as i32;
        let count = I::find_wrappers(self.instance, from, length, to);
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
        I::pin(self.instance, handle.to_f64()) as u32
    }

    fn unpin(&self, pins: &[u32]) {
        let (pointer, length) = parts(pins);
        I::unpin(self.instance, pointer, length);
    }

    fn wrapper_lives(&self, handle: Handle) -> bool {
        I::wrapper_lives(self.instance, handle.to_f64()) != 0
    }

    fn values_live(&self, slots: &[u32]) -> bool {
        let (pointer, length) = parts(slots);
        I::values_live(self.instance, pointer, length) != 0
    }

    fn strengthen(&self, slots: &[u32]) {
        let (pointer, length) = parts(slots);
        I::strengthen(self.instance, pointer, length);
    }

    fn weaken(&self, slots: &[u32]) {
        let (pointer, length) = parts(slots);
        I::weaken(self.instance, pointer, length);
    }

    fn handle_in(&self, slot: u32) -> Option<Handle> {
        Handle::from_f64(I::handle_in(self.instance, slot as i32))
    }

    fn now(&self) -> f64 {
        I::now()
    }

    fn turn_ends(&self) {
        I::turn_ends();
    }

    fn poisoned(&self) {
        I::poisoned();
    }

    #[cfg(all(panic = "unwind", target_family = "wasm"))]
    fn panicked(&self, text: &str) {
        I::panicked(text);
    }
}

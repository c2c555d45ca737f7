//! What `cargo xtask bench` measures: the same classes on Handfast and on plain wasm-bindgen, and the floor.

mod blobs;
mod floor;
mod graph;
mod ours;
mod plain;
mod traits;
mod texts;
mod views;

use std::cell::Cell;

use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static DROPPED: Cell<u32> = const { Cell::new(0) };
}

/// Counts what Rust has freed, so that a collection is timed until its last object is gone.
struct Dropped;

impl Drop for Dropped {
    fn drop(&mut self) {
        DROPPED.set(DROPPED.get() + 1);
    }
}

/// How many objects of these classes were freed so far.
#[wasm_bindgen]
pub fn dropped() -> u32 {
    DROPPED.get()
}

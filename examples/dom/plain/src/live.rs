//! How many nodes and events exist, counted by constructors and `Drop`.

use std::cell::Cell;

use wasm_bindgen::prelude::*;

thread_local! {
    static NODES: Cell<u32> = const { Cell::new(0) };
    static EVENTS: Cell<u32> = const { Cell::new(0) };
}

/// Part of what is counted.
pub(crate) struct LiveNode(());

impl LiveNode {
    pub(crate) fn new() -> LiveNode {
        NODES.set(NODES.get() + 1);
        LiveNode(())
    }
}

impl Drop for LiveNode {
    fn drop(&mut self) {
        NODES.set(NODES.get() - 1);
    }
}

/// Part of what is counted.
pub(crate) struct LiveEvent(());

impl LiveEvent {
    pub(crate) fn new() -> LiveEvent {
        EVENTS.set(EVENTS.get() + 1);
        LiveEvent(())
    }
}

impl Drop for LiveEvent {
    fn drop(&mut self) {
        EVENTS.set(EVENTS.get() - 1);
    }
}

/// How many nodes exist.
#[wasm_bindgen(js_name = liveNodes)]
pub fn live_nodes() -> u32 {
    NODES.get()
}

/// How many events exist.
#[wasm_bindgen(js_name = liveEvents)]
pub fn live_events() -> u32 {
    EVENTS.get()
}

/// How many JavaScript values Rust holds: used slots of wasm-bindgen's table.
#[wasm_bindgen(js_name = liveJsValues)]
pub fn live_js_values() -> u32 {
    wasm_bindgen::externref_heap_live_count()
}

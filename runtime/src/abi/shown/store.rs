//! JavaScript's functions that make views and texts. Modules that call none of them do not import them, and do not load them.

use crate::abi::host::instance;

#[link(wasm_import_module = "handfast")]
unsafe extern "C" {
    #[link_name = "storeView"]
    safe fn store_view(instance: i32, slot: i32, handle: f64, pointer: i32, length: i32, kind: i32);
    #[link_name = "storeText"]
    safe fn store_text(instance: i32, slot: i32, handle: f64, pointer: i32, length: i32);
}

pub(super) fn view(slot: u32, handle: f64, pointer: usize, length: usize, kind: u32) {
    store_view(
        instance(),
        slot as i32,
        handle,
        pointer as i32,
        length as i32,
        kind as i32,
    );
}

pub(super) fn text(slot: u32, handle: f64, pointer: usize, length: usize) {
    store_text(
        instance(),
        slot as i32,
        handle,
        pointer as i32,
        length as i32,
    );
}

/// How many bytes of memory there are.
pub(super) fn memory() -> usize {
    core::arch::wasm32::memory_size(0).saturating_mul(65_536)
}

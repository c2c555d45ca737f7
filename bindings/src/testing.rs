//! For tests: nothing may be left.

use handfast_runtime::Heap;

/// Asserts that this thread's heap is empty: no objects, no handles, no JS refs, nothing pending.
///
/// For the end of a `#[wasm_bindgen_test]`. Pending decrefs are sent first. Wrappers that JavaScript dropped
/// but has not collected yet still own their handles, so dispose them or collect garbage before.
///
/// # Panics
/// With the statistics, if something is left.
#[track_caller]
pub fn assert_empty() {
    Heap::end_turn();
    let stats = Heap::stats();
    assert!(stats.is_empty(), "the heap is not empty: {stats:#?}");
}

//! Memory that JavaScript sees.

use std::cell::Cell;
use std::rc::Rc;

use super::*;
use crate::exports::hf_dispose;
use crate::host::Host;

thread_local! {
    /// The handle of what was shown last.
    pub(in crate::abi) static SHOWN: Cell<f64> = const { Cell::new(0.0) };
}

/// A table of values that holds nothing.
struct Table;

impl Host for Table {
    fn reserve_slots(&self, _: u32) -> u32 {
        1
    }
    fn decref_many(&self, _: &[u32]) {}
    fn schedule_turn_end(&self) {}
}

#[test]
fn what_javascript_sees_keeps_its_owner() {
    Heap::install(Rc::new(Table), 0);
    let memory = [1.0_f64, 2.0, 3.0];
    let (at, text) = (memory.as_ptr() as usize, "größer");
    let owner = hf_new(class("Owner"), at, 0);
    assert_eq!((hf_views(owner), hf_unviewed(owner)), (0, 0));
    let view = hf_view(owner, 9, at, 3, 0);
    let view_handle = SHOWN.get();
    // SAFETY: the text is readable, and there is room for the length.
    unsafe {
        let text = hf_text_of(owner, text.as_ptr(), text.len());
        let text_handle = SHOWN.get();
        assert_eq!((hf_views(owner), hf_unviewed(owner)), (2, 26));
        assert_eq!(hf_ref_drop(owner), 0);
        let mut length = 0;
        assert_eq!(hf_view_data(view_handle, &mut length), at);
        assert_eq!(length, 24);
        assert_ne!(hf_view_data(text_handle, &mut length), 0);
        assert_eq!((length, DROPPED.get()), (8, 0));
        assert_eq!((hf_value_drop(view), hf_value_drop(text)), (0, 0));
        assert_eq!((hf_dispose(view_handle), DROPPED.get()), (0, 0));
        assert_eq!(hf_view_data(view_handle, &mut length), 0);
        assert_eq!((hf_dispose(text_handle), DROPPED.get()), (0, 1));
    }
    assert_empty(1);
}

#[test]
fn a_text_that_is_copied_needs_no_owner() {
    Heap::install(Rc::new(Table), 0);
    let text = String::from("text");
    // SAFETY: the texts are readable, and nobody wants to know a length.
    unsafe {
        let value = hf_text(text.as_ptr(), text.len());
        let at = hf_view_data(SHOWN.get(), std::ptr::null_mut());
        assert_ne!((value, at), (0, text.as_ptr() as usize));
        assert_eq!(hf_text(b"\xff".as_ptr(), 1), 0);
        assert_eq!(hf_last_status(), 19);
        hf_value_drop(value);
    }
    assert_eq!(hf_dispose(SHOWN.get()), 0);
    assert_empty(0);
}

#[test]
fn what_cannot_be_seen_has_a_status() {
    Heap::install(Rc::new(Table), 0);
    let owner = hf_new(class("Owner"), 0, 0);
    for (kind, pointer, length, status) in [
        (11, 8, 1, 19),
        (16, 8, 1, 19),
        (9, 12, 1, 19),
        (9, 8, usize::MAX, 20),
    ] {
        assert_eq!(hf_view(owner, kind, pointer, length, 0), 0);
        assert_eq!(hf_last_status(), status, "{kind} {pointer} {length}");
    }
    assert_eq!((hf_view(owner + 1, 9, 8, 1, 0), hf_last_status()), (0, 1));
    assert_eq!(hf_unviewed(0), 5);
    assert_eq!(hf_ref_drop(owner), 0);
    assert_empty(1);
}

/// Every kind at every offset: seen if it is aligned and ends within the memory, refused otherwise.
#[test]
fn kinds_offsets_and_lengths() {
    Heap::install(Rc::new(Table), 0);
    let memory = [0_u64; 8];
    let owner = hf_new(class("Owner"), 0, 0);
    let sizes = [1, 1, 2, 2, 4, 4, 8, 8, 4, 8, 1];
    for kind in 0..13 {
        for offset in 0..17 {
            for length in [0, 1, 3, usize::MAX / 8, usize::MAX] {
                let at = memory.as_ptr() as usize + offset;
                let view = hf_view(owner, kind, at, length, (offset % 2) as u32);
                let size = sizes.get(kind as usize).copied();
                let expected = size.is_some_and(|size| {
                    let bytes = usize::checked_mul(length, size);
                    let end = bytes.and_then(|bytes| at.checked_add(bytes));
                    offset.is_multiple_of(size) && end.is_some()
                });
                assert_eq!(view != 0, expected, "{kind} {offset} {length}");
                if expected {
                    assert_eq!(hf_views(owner), 1);
                    assert_eq!((hf_value_drop(view), hf_dispose(SHOWN.get())), (0, 0));
                }
                assert_eq!(hf_views(owner), 0);
            }
        }
    }
    assert_eq!(hf_ref_drop(owner), 0);
    assert_empty(1);
}

#[test]
fn a_scope_drops_the_values_that_it_was_given() {
    Heap::install(Rc::new(Table), 0);
    assert_eq!((hf_scope_value(0), hf_scope_value(hf_value_new())), (0, 0));
    assert_eq!((hf_last_status(), Heap::stats().js_refs), (1, 0));
    let outer = hf_scope_open();
    let kept = hf_scope_value(hf_value_new());
    let inner = hf_scope_open();
    let value = hf_scope_value(hf_value_new());
    let mine = hf_value_clone(value);
    assert_eq!(hf_scope_value(value + 7), 0);
    hf_scope_value(hf_value_new());
    assert_eq!((mine, Heap::stats().js_refs), (value, 3));
    assert_eq!(hf_scope_close(inner), 0);
    assert_eq!(
        Heap::stats().js_refs,
        2,
        "the one that is ours and the outer one"
    );
    assert_eq!(hf_value_drop(mine), 0);
    assert_ne!(kept, 0);
    assert_eq!(hf_scope_close(outer), 0);
    assert_empty(0);
}

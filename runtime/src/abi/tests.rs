//! The C ABI, called as C would, without JavaScript.

use std::cell::Cell;

use super::*;
use crate::heap::Heap;

#[cfg(feature = "abi-views")]
pub(in crate::abi) mod views;

thread_local! {
    static DROPPED: Cell<u32> = const { Cell::new(0) };
}

extern "C" fn count(_: usize) {
    DROPPED.set(DROPPED.get() + 1);
}

fn class(name: &str) -> u32 {
    // SAFETY: the name is a string's, and `count` takes anything.
    unsafe { hf_class_new(name.as_ptr(), name.len(), Some(count)) }
}

/// Everything is gone: the objects, what C holds, and what it holds of JavaScript's.
fn assert_empty(dropped: u32) {
    Heap::collect();
    Heap::end_turn();
    assert_eq!(DROPPED.get(), dropped);
    assert_eq!(hf_ref_count(), 0);
    assert!(Heap::stats().is_empty(), "{:?}", Heap::stats());
}

#[test]
fn a_cycle_of_fields_is_collected_and_told_to_c() {
    let class = class("Pair");
    let (a, b) = (hf_new(class, 16, 1), hf_new(class, 32, 1));
    assert_eq!((hf_data(a, class), hf_data(b, class)), (16, 32));
    assert_eq!((hf_set(a, 0, b), hf_set(b, 0, a)), (0, 0));
    let again = hf_get(a, 0);
    assert_eq!(hf_same(again, b), 1);
    for reference in [a, b, again] {
        assert_eq!(hf_ref_drop(reference), 0);
    }
    assert_eq!(DROPPED.get(), 0);
    assert_empty(2);
}

#[test]
fn misuse_has_a_status_and_changes_nothing() {
    let (class, other) = (class("Thing"), class("Other"));
    let thing = hf_new(class, 8, 1);
    let refused = |answer: u64, status: u32| {
        assert_eq!((answer, hf_last_status()), (0, status));
    };
    refused(hf_data(thing, other) as u64, 3);
    refused(hf_data(thing, 77) as u64, 19);
    refused(hf_new(0, 8, 0), 19);
    refused(hf_get(thing, 1), 19);
    refused(hf_ref_clone(0), 5);
    refused(hf_ref_clone(thing + 1), 1);
    refused(hf_resolve(12.5), 4);
    refused(hf_resolve(-1.0), 2);
    assert_eq!(hf_set(thing, 1, thing), 19);
    assert_eq!(hf_set(thing, 0, 99), 1);
    assert_eq!(hf_set_value(thing, 0, 5), 12);
    assert_eq!(hf_value_drop(5), 12);
    assert_eq!(hf_fields(thing), 1);
    assert_eq!(hf_ref_drop(thing), 0);
    assert_eq!(hf_ref_drop(thing), 1);
    assert_empty(1);
}

#[test]
fn what_a_scope_of_javascripts_has_released_is_named_by_its_number() {
    assert_eq!(hf_resolve(-16.0 - 5.0), 0);
    let message = hf_error_message() as usize;
    let scope = Error::ScopeEnded { scope: 5 };
    assert_eq!((hf_last_status(), hf_last_number()), (22, 22 | 5 << 8));
    assert_eq!(number_of(22, message), scope.code_for_host());
    // Another error, or another text, is C's own.
    assert_eq!((number_of(2, message), number_of(22, 16)), (2, 22));
    assert_eq!(number_of(scope.code_for_host(), 16), 0);
    // The largest there is.
    assert_eq!(hf_resolve(-15.0 - f64::from(1 << 24)), 0);
    assert_eq!(hf_last_number(), 22 | 0xffff_ff00);
    assert_empty(0);
}

#[test]
fn fields_come_and_go() {
    let class = class("List");
    let (list, item) = (hf_new(class, 0, 0), hf_new(class, 0, 0));
    assert_eq!(hf_resize(list, 3), 0);
    assert_eq!(hf_set(list, 2, item), 0);
    assert_eq!(hf_set_weak(list, 0, item), 0);
    assert_eq!(hf_ref_drop(item), 0);
    let watched = hf_get(list, 0);
    assert_ne!(watched, 0);
    assert_eq!(hf_ref_drop(watched), 0);
    assert_eq!(hf_resize(list, 1), 0);
    assert_eq!(DROPPED.get(), 1);
    assert_eq!(hf_get(list, 0), 0);
    assert_eq!(hf_ref_drop(list), 0);
    assert_empty(2);
}

#[test]
fn a_scope_drops_what_was_got_in_it_but_for_what_escapes() {
    let class = class("Temporary");
    let outer = hf_scope_open();
    let kept = {
        let inner = hf_scope_open();
        for _ in 0..10 {
            hf_new(class, 0, 0);
        }
        let (early, kept) = (hf_new(class, 0, 0), hf_new(class, 0, 0));
        assert_eq!(hf_ref_drop(early), 0);
        assert_eq!(hf_scope_escape(kept), kept);
        assert_eq!(hf_scope_close(inner), 0);
        assert_eq!(hf_scope_close(inner), 1);
        kept
    };
    assert_eq!((hf_ref_count(), DROPPED.get()), (1, 11));
    assert_eq!(hf_scope_escape(kept), kept);
    // One that is left open is closed with the one around it.
    hf_scope_open();
    hf_new(class, 0, 0);
    assert_eq!(hf_scope_close(outer), 0);
    assert_eq!((hf_ref_count(), DROPPED.get()), (1, 12));
    assert_eq!(hf_ref_drop(kept), 0);
    assert_empty(13);
}

#[test]
fn memory_is_aligned_and_comes_back() {
    for size in [0, 1, 15, 16, 17, 4096] {
        let block = hf_alloc(size);
        assert_eq!(block as usize % 16, 0);
        // SAFETY: the block has room for `size` bytes, and is freed once.
        unsafe {
            block.write_bytes(7, size);
            hf_free(block);
        }
    }
    assert!(hf_alloc(usize::MAX).is_null());
    // SAFETY: null is nothing.
    unsafe { hf_free(std::ptr::null_mut()) };
}

/// Any numbers for all functions that take no addresses, in any order: nothing panics, and in the end all of it can be let go of.
#[test]
fn any_numbers_are_answered() {
    let class = class("Any");
    let mut state = 1_u32;
    let mut below = |limit: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        ((u64::from(state) * limit as u64) >> 32) as usize
    };
    let mut refs = vec![0, 1, 1 << 32, u64::MAX];
    let mut made = 0;
    for _ in 0..if cfg!(miri) { 500 } else { 50_000 } {
        let (a, b) = (refs[below(refs.len())], refs[below(refs.len())]);
        let small = [0, 1, 2, 7, u32::MAX][below(5)];
        match below(16) {
            0 => {
                refs.push(hf_new(class, 0, small.min(7)));
                made += 1;
            }
            1 => refs.push(hf_ref_clone(a)),
            2 | 3 => drop(hf_ref_drop(a)),
            4 => drop(hf_set(a, small, b)),
            5 => drop(hf_set_weak(a, small, b)),
            6 => refs.push(hf_get(a, small)),
            7 => drop(hf_get_value(a, small)),
            8 => drop(hf_set_value(a, small, small)),
            9 => drop(hf_resize(a, small.min(7))),
            10 => drop((hf_data(a, small), hf_fields(a), hf_same(a, b))),
            11 => drop(hf_scope_open()),
            12 => drop(hf_scope_close(small)),
            13 => drop(hf_scope_escape(a)),
            14 => drop(hf_scope_value(small)),
            _ => drop((Heap::collect(), hf_value_clone(small), hf_value_drop(small))),
        }
    }
    while hf_scope_close(1) == 0 {}
    for reference in refs {
        hf_ref_drop(reference);
    }
    assert_empty(made);
}

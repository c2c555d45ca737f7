//! References that C holds: numbers, each of which owns one strong count of an object.

use std::cell::RefCell;

use slotmap::{DefaultKey, Key, KeyData, SlotMap};

use super::foreign::Foreign;
use super::{or_nothing, scopes};
use crate::error::Error;
use crate::exports::status;
use crate::strong::Ref;

thread_local! {
    /// Made with the first one.
    static REFS: RefCell<Option<SlotMap<DefaultKey, Ref<Foreign>>>> = const { RefCell::new(None) };
}

/// Gives C a reference. Never 0.
pub(super) fn give(object: Ref<Foreign>) -> u64 {
    let key = REFS.with_borrow_mut(|refs| refs.get_or_insert_with(SlotMap::new).insert(object));
    let number = key.data().as_ffi();
    scopes::note(number);
    number
}

/// Takes a reference away from C. The caller drops it when no table is borrowed.
pub(super) fn take(number: u64) -> Option<Ref<Foreign>> {
    let key = DefaultKey::from(KeyData::from_ffi(number));
    REFS.with_borrow_mut(|refs| refs.as_mut()?.remove(key))
}

/// The object that a reference of C's means.
pub(super) fn get(number: u64) -> Result<Ref<Foreign>, Error> {
    let key = DefaultKey::from(KeyData::from_ffi(number));
    let found = REFS.with_borrow(|refs| refs.as_ref()?.get(key).cloned());
    found.ok_or(if number == 0 {
        Error::NullHandle
    } else {
        Error::StaleHandle
    })
}

/// Another reference to the same object; see `handfast.h`.
#[unsafe(no_mangle)]
pub extern "C" fn hf_ref_clone(reference: u64) -> u64 {
    or_nothing(get(reference).map(give))
}

/// Gives a reference up; see `handfast.h`.
#[unsafe(no_mangle)]
pub extern "C" fn hf_ref_drop(reference: u64) -> u32 {
    // The object is dropped here, after the table is free again: its drop function may use it.
    status(take(reference).map(drop).ok_or(Error::StaleHandle))
}

/// How many references C holds: 0 when it has let go of all of them.
#[unsafe(no_mangle)]
pub extern "C" fn hf_ref_count() -> u32 {
    REFS.with_borrow(|refs| refs.as_ref().map_or(0, SlotMap::len) as u32)
}

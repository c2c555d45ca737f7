//! JavaScript values that C holds: slots of the JS-side table, counted.

use super::or_nothing;
use crate::error::Error;
use crate::exports::status;
use crate::js_ref::RawJsRef;

/// Reads a text of C's.
///
/// # Errors
/// [`Error::WrongType`] if it is not UTF-8.
///
/// # Safety
/// `pointer` must be the address of `length` bytes that can be read while the result lives.
pub(super) unsafe fn text<'a>(pointer: *const u8, length: usize) -> Result<&'a str, Error> {
    let bytes = if length == 0 {
        &[]
    } else {
        // SAFETY: the caller's promise.
        unsafe { std::slice::from_raw_parts(pointer, length) }
    };
    std::str::from_utf8(bytes).map_err(|_| Error::WrongType {
        expected: "a text in UTF-8",
    })
}

/// A slot for a value, with one count that the caller owns. The caller must have JavaScript fill it at once.
#[unsafe(no_mangle)]
pub extern "C" fn hf_value_new() -> u32 {
    or_nothing(RawJsRef::reserve().map(RawJsRef::into_slot))
}

/// Adds a count.
#[unsafe(no_mangle)]
pub extern "C" fn hf_value_clone(value: u32) -> u32 {
    or_nothing(RawJsRef::from_slot(value).map(|value| {
        let clone = value.clone();
        // The caller keeps its own.
        let _kept = value.into_slot();
        clone.into_slot()
    }))
}

/// Gives a count up.
#[unsafe(no_mangle)]
pub extern "C" fn hf_value_drop(value: u32) -> u32 {
    status(RawJsRef::from_slot(value).map(drop))
}

#[cfg(target_family = "wasm")]
mod imported {
    use super::{Error, RawJsRef, hf_value_drop, or_nothing, status};
    use crate::abi::host;

    fn filled(fill: impl FnOnce(i32)) -> Result<u32, Error> {
        let value = RawJsRef::reserve()?;
        fill(value.slot() as i32);
        Ok(value.into_slot())
    }

    /// A JavaScript string of some UTF-8 text.
    #[unsafe(no_mangle)]
    pub extern "C" fn hf_string(pointer: usize, length: usize) -> u32 {
        let make = |slot| host::string(host::instance(), slot, pointer as i32, length as i32);
        or_nothing(filled(make))
    }

    /// A JavaScript number.
    #[unsafe(no_mangle)]
    pub extern "C" fn hf_number(number: f64) -> u32 {
        or_nothing(filled(|slot| host::number(slot, number)))
    }

    /// Writes a string's UTF-8 text to a place, as much as it has room for. Returns the length of all of it, or a negative status.
    #[unsafe(no_mangle)]
    pub extern "C" fn hf_string_read(value: u32, pointer: usize, capacity: usize) -> i32 {
        let length = host::read_string(
            host::instance(),
            value as i32,
            pointer as i32,
            capacity as i32,
        );
        if length >= 0 {
            return length;
        }
        let expected = "a string";
        -(status(Err(Error::WrongType { expected })) as i32)
    }

    /// Calls a JavaScript function. Returns what it returns, or 0 if it throws; then `hf_thrown` has the error.
    #[unsafe(no_mangle)]
    pub extern "C" fn hf_call(function: u32, arguments: usize, count: usize) -> u32 {
        // What nobody has taken of the call before.
        hf_value_drop(hf_thrown());
        let mut threw = false;
        let result = filled(|slot| {
            let place = [function as i32, arguments as i32, count as i32];
            threw = host::call(host::instance(), place[0], place[1], place[2], slot) != 0;
        });
        match result {
            Ok(value) if threw => {
                THROWN.set(value);
                0
            }
            other => or_nothing(other),
        }
    }

    /// What the last call has thrown, which the caller takes over; 0 if it has been taken or nothing was thrown. Held until the next
    /// call otherwise.
    #[unsafe(no_mangle)]
    pub extern "C" fn hf_thrown() -> u32 {
        THROWN.take()
    }

    thread_local! {
        static THROWN: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
    }
}

#[cfg(target_family = "wasm")]
pub use imported::*;

/// The text of a string that JavaScript has given by `hold`, which is taken over: for exports in Rust.
///
/// # Errors
/// [`Error::WrongType`] if it is no string, [`Error::ValueGone`] if the number names no value.
#[cfg(target_family = "wasm")]
pub fn take_string(value: u32) -> Result<String, Error> {
    let held = RawJsRef::from_slot(value)?;
    let length = hf_string_read(held.slot(), 0, 0);
    let expected = "a string";
    let length = usize::try_from(length).map_err(|_| Error::WrongType { expected })?;
    let mut text = vec![0; length];
    hf_string_read(held.slot(), text.as_mut_ptr() as usize, length);
    String::from_utf8(text).map_err(|_| Error::WrongType { expected })
}

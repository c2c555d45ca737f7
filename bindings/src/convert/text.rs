//! Texts, characters, and arrays of `bool`.

use std::cell::RefCell;

use handfast_runtime::Error;
use wasm_bindgen::JsValue;

use super::Reading;
use super::describe::type_name;
use crate::{imports, instance};

/// How long a text may be, in bytes, to come in one call.
const SHORT: usize = 768;

thread_local! {
    /// Where short texts arrive, so that room is allocated only when their length is known.
    static PLACE: RefCell<[u8; SHORT]> = const { RefCell::new([0; SHORT]) };
}

/// Reads a string.
pub enum Text {}

impl Reading for Text {
    type Value = String;

    fn describe() {
        type_name!("string");
    }

    fn describe_list() {
        type_name!("string[]");
    }

    #[inline]
    fn read(value: &JsValue) -> Result<String, Error> {
        let instance = instance::id();
        PLACE.with_borrow_mut(|place| {
            let answer =
                imports::write_text(value, instance, place.as_mut_ptr() as i32, SHORT as i32);
            match place.get(..answer as usize) {
                Some(text) => utf8(text.to_vec()),
                None => long(answer, instance),
            }
        })
    }
}

/// A text that was not written yet, or what is none.
#[cold]
#[inline(never)]
fn long(answer: i32, instance: i32) -> Result<String, Error> {
    match answer {
        -1.. => Err(NO_TEXT),
        i32::MIN => Err(Error::TooLarge),
        _ => utf8(take((-2 - answer) as usize, instance)?),
    }
}

/// The bytes of a long text. Of ASCII, so many characters are as many bytes, and written at once; of what is left then, each may
/// have three.
///
/// # Errors
/// [`Error::TooLarge`] if there is no memory for it.
fn take(characters: usize, instance: i32) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let mut room = characters;
    while room > 0 {
        let written = bytes.len();
        if bytes.try_reserve_exact(room).is_err() {
            imports::take_text(instance, 0, 0);
            return Err(Error::TooLarge);
        }
        bytes.resize(written + room, 0);
        let place = bytes[written..].as_mut_ptr();
        let added = imports::take_text(instance, place as i32, room as i32);
        bytes.truncate(written + added as usize);
        room = (imports::text_left() as usize).saturating_mul(3);
    }
    bytes.shrink_to_fit();
    Ok(bytes)
}

const NO_TEXT: Error = Error::WrongType {
    expected: "a string",
};

/// JavaScript's encoder writes nothing else; that it does is not worth an unsafe block.
fn utf8(bytes: Vec<u8>) -> Result<String, Error> {
    String::from_utf8(bytes).map_err(|_| NO_TEXT)
}

/// Reads the first character of a string.
pub enum Character {}

impl Reading for Character {
    type Value = char;

    fn describe() {
        type_name!("string");
    }

    fn describe_list() {
        type_name!("string[]");
    }

    #[inline]
    fn read(value: &JsValue) -> Result<char, Error> {
        char::from_u32(imports::character_of(value) as u32).ok_or(Error::WrongType {
            expected: "a string that begins with a whole character",
        })
    }
}

/// Reads a `bool` in an array. (A lone one is a number to wasm, and converted by the engine.)
pub enum Truth {}

impl Reading for Truth {
    type Value = bool;

    fn describe() {
        type_name!("boolean");
    }

    fn describe_list() {
        type_name!("boolean[]");
    }

    fn read(value: &JsValue) -> Result<bool, Error> {
        value.as_bool().ok_or(Error::WrongType {
            expected: "a boolean",
        })
    }
}

//! Descriptions of classes for wasm-bindgen, which runs them at build time.

use wasm_bindgen::describe::{NAMED_EXTERNREF, inform};

use crate::class::Class;

/// Describes a JavaScript value whose type is the class `T`.
///
/// wasm-bindgen runs this with a small interpreter, which does not know every instruction that `str::chars` compiles to in
/// a debug build. So the name is decoded by hand, with nothing but indices and shifts.
pub(super) fn class<T: Class>() {
    let name = T::JS_NAME.as_bytes();
    let (mut characters, mut index) = (0, 0);
    while index < name.len() {
        characters += u32::from(name[index] & 0xC0 != 0x80);
        index += 1;
    }
    inform(NAMED_EXTERNREF);
    inform(characters);
    index = 0;
    while index < name.len() {
        // The leading byte of a character says how many bytes continue it, six bits each.
        let leading = u32::from(name[index]);
        let (mut character, end) = match leading {
            0..=0x7F => (leading, index + 1),
            0x80..=0xDF => (leading & 0x1F, index + 2),
            0xE0..=0xEF => (leading & 0x0F, index + 3),
            _ => (leading & 0x07, index + 4),
        };
        index += 1;
        while index < end {
            character = character << 6 | u32::from(name[index] & 0x3F);
            index += 1;
        }
        inform(character);
    }
}

//! The same for exports in Rust.

use super::{Plain, own_text, view};
use crate::abi::failed;
use crate::buffer::{Element, Section};

/// What an export returns for numbers of a [`Buffer`](crate::Buffer) that JavaScript is to see where they are: a value, which it
/// takes over by `wasm.take()`, and which is a `View` there. The section stays as long as the view or an array that it has handed out. An
/// error is left to be thrown.
pub fn give_view<T: Element>(section: Section<T>) -> u32 {
    give(section, false)
}

/// The same for reading only.
pub fn give_read_only_view<T: Element>(section: Section<T>) -> u32 {
    give(section, true)
}

fn give<T: Element>(section: Section<T>, read_only: bool) -> u32 {
    let cells = section.cells();
    let (pointer, length) = (cells.as_ptr() as usize, cells.len());
    let kept = Plain(Box::new(section));
    view(T::KIND, read_only, pointer, length, kept).unwrap_or_else(failed)
}

/// What an export returns for a text that stays here until JavaScript looks: a value as of [`give_view`], which is a `RustString` there.
pub fn give_string(text: impl Into<Box<str>>) -> u32 {
    own_text(text.into()).unwrap_or_else(failed)
}

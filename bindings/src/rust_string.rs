//! [`RustString`]: a text that stays in Rust's memory.

use std::cell::OnceCell;
use std::fmt;
use std::ops::{Deref, Range};
use std::rc::Rc;

use handfast_runtime::{Class, Error, Heap, Object, Ref, Trace, Tracer, Value};
use wasm_bindgen::JsValue;

use crate::{imports, instance};

/// A text in Rust's memory that JavaScript can hold without a copy of its own.
///
/// A returned `String` is decoded at once and freed. A returned `RustString` is an object, declared as `RustString`: JavaScript
/// decodes it when it first asks for its value, may compare and slice it without that, and passes it back for the price of a count.
/// It is released as every object is. As a parameter a `RustString` takes strings of JavaScript's too.
///
/// Immutable and shared: clones and parts have the same memory.
///
/// ```
/// use handfast::RustString;
///
/// let text = RustString::from(String::from("größer"));
/// let part = text.part(0..4)?;
/// assert_eq!(&*part, "grö");
/// assert!(text.part(0..3).is_err(), "in the middle of a character");
/// # Ok::<(), handfast::Error>(())
/// ```
#[derive(Clone)]
pub struct RustString {
    text: Rc<String>,
    /// In bytes, from and to where there are characters.
    range: Range<usize>,
}

impl RustString {
    /// A part of the text, by bytes. Costs a count.
    ///
    /// # Errors
    /// [`Error::OutOfBounds`] if it is none, or begins or ends in the middle of a character.
    pub fn part(&self, range: Range<usize>) -> Result<RustString, Error> {
        if self.get(range.clone()).is_none() {
            let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
            return Err(Error::OutOfBounds {
                end: narrow(range.end),
                len: narrow(self.len()),
            });
        }
        let start = self.range.start;
        Ok(RustString {
            text: self.text.clone(),
            range: start + range.start..start + range.end,
        })
    }
}

impl Deref for RustString {
    type Target = str;
    fn deref(&self) -> &str {
        &self.text[self.range.clone()]
    }
}

impl From<String> for RustString {
    /// Takes the text over where it is.
    fn from(text: String) -> RustString {
        RustString {
            range: 0..text.len(),
            text: Rc::new(text),
        }
    }
}

impl From<&str> for RustString {
    fn from(text: &str) -> RustString {
        String::from(text).into()
    }
}

impl fmt::Debug for RustString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for RustString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl PartialEq for RustString {
    fn eq(&self, other: &RustString) -> bool {
        **self == **other
    }
}

impl Eq for RustString {}

impl Object for RustString {
    type Root = RustString;
    fn class() -> &'static Class {
        static CLASS: Class = Class::new("RustString", false).hosted(class_id);
        &CLASS
    }
    fn into_value(self) -> Value<RustString> {
        Value::Exact(self)
    }
}

impl Trace for RustString {
    const EDGES: bool = false;
    fn trace(&self, _: &mut Tracer<'_>) {}
}

/// The JavaScript class, which is defined when the first is made.
fn class_id() -> u32 {
    thread_local! {
        static ID: OnceCell<u32> = const { OnceCell::new() };
    }
    ID.with(|id| *id.get_or_init(|| imports::define_string(instance::id()) as u32))
}

/// Gives a string to JavaScript, which owns it from then on.
///
/// # Errors
/// [`Error::TableFull`]; it is dropped then.
pub(crate) fn wrap(string: RustString) -> Result<JsValue, Error> {
    let class = class_id();
    let (pointer, length) = (string.as_ptr(), string.len());
    let handle = Heap::expose(&Ref::new(string))?;
    Ok(imports::wrap_string(
        instance::id(),
        handle.to_f64(),
        class as i32,
        pointer as i32,
        length as i32,
    ))
}

/// The string, or part of one, that JavaScript passes. It keeps its own.
///
/// # Errors
/// One for each way a JavaScript value can fail to be such a string of this instance.
pub(crate) fn unwrap(value: &JsValue) -> Result<RustString, Error> {
    let mut part = [0_u32; 2];
    let number = imports::string_of(value, instance::id(), part.as_mut_ptr() as i32);
    let object: Ref<RustString> = crate::class::of_number(number)?;
    let [start, length] = part.map(|number| number as usize);
    object.try_borrow()?.part(start..start + length)
}

//! Arrays of values that are read one by one.

use std::marker::PhantomData;

use handfast_runtime::Error;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};

use super::Reading;
use super::describe::type_name;
use crate::imports;

/// Reads an array of what `R` reads. An error in one element loses none of the others.
pub struct List<R>(PhantomData<R>);

impl<R: Reading> Reading for List<R> {
    type Value = Vec<R::Value>;

    fn describe() {
        R::describe_list();
    }

    fn describe_list() {
        type_name!("any[][]");
    }

    fn read(value: &JsValue) -> Result<Vec<R::Value>, Error> {
        // A copy of ours: reading it runs no code of the user's.
        let copy = imports::list_of(value);
        if copy.is_undefined() {
            return Err(Error::WrongType {
                expected: "an array",
            });
        }
        if copy.is_null() {
            return Err(Error::TooLarge);
        }
        let copy: Array = copy.unchecked_into();
        (0..copy.length())
            .map(|index| R::take(copy.get(index)))
            .collect()
    }
}

/// What a plain `Vec<T>` can be made of, besides numbers and texts.
#[diagnostic::on_unimplemented(
    message = "an array of `{Self}` cannot be a parameter of an exported function",
    label = "cannot be an element of an array from JavaScript",
    note = "take a `Vec` of a `#[handfast]` class, of `Ref` or `JsRef` (written out, not behind a type alias), of an enum exported with `#[handfast]`, of an imported type, of numbers or of `String`"
)]
pub trait Element: Sized {
    /// Describes an array of it to TypeScript.
    fn describe_list();
    /// Of an element.
    ///
    /// # Errors
    /// [`Error::WrongType`].
    fn from_js(value: &JsValue) -> Result<Self, Error>;
}

/// Values of JavaScript's. As everywhere, that they are of the class is taken on trust: their methods throw if they
/// are not. What TypeScript calls them is known only to wasm-bindgen.
#[diagnostic::do_not_recommend]
impl<T: JsCast> Element for T {
    fn describe_list() {
        type_name!("any[]");
    }

    fn from_js(value: &JsValue) -> Result<T, Error> {
        Ok(value.clone().unchecked_into())
    }
}

/// Reads an [`Element`].
pub struct Item<T>(PhantomData<T>);

impl<T: Element> Reading for Item<T> {
    type Value = T;

    fn describe() {
        type_name!("any");
    }

    fn describe_list() {
        T::describe_list();
    }

    fn read(value: &JsValue) -> Result<T, Error> {
        T::from_js(value)
    }
}

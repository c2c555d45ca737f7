//! Conversions between the types of exported functions and what wasm-bindgen can carry.
//!
//! One rule holds for all of them: *a conversion never throws*. An error thrown while wasm-bindgen converts the
//! arguments would skip the destructors of those converted before it. So a conversion keeps its error, and the
//! generated function looks at it when it can still return. Texts, arrays and objects are read by [`Read`], whatever they
//! turn out to be; numbers are converted by the engine, before anything here runs.

mod argument;
mod by_ref;
mod by_value;
mod class;
mod describe;
mod from_value;
mod given;
mod interface;
mod js_ref;
mod list;
mod numbers;
mod plain;
mod read;
mod receiver;
mod rust_string;
mod shape;
mod text;
mod view;
mod wrapper;

pub use argument::Arg;
pub(crate) use argument::Instance;
pub use by_ref::ByRef;
pub use by_value::{ByValue, can_take};
pub(crate) use describe::type_name;
pub use describe::{TypeName, named};
pub use from_value::FromValue;
pub use given::Given;
pub use interface::ByInterface;
pub use js_ref::ByJsRef;
pub(crate) use js_ref::Held;
pub use list::{Element, Item, List};
pub use numbers::{LentNumbers, Numbers};
pub use plain::sure;
pub(crate) use read::OptRead;
pub(crate) use read::Reading;
pub(crate) use read::parameters;
pub use read::{By, Read};
pub use receiver::{
    AsyncReceiver, not_borrowed, not_borrowed_mut, receiver, with_exact, with_exact_mut,
};
pub use shape::{Many, One, Optional, OptionalMany, OrNull};
pub use text::{Character, Text, Truth};
pub use view::ByBuffer;
pub(crate) use wrapper::Named;
pub use wrapper::Wrapper;

use std::ops::Deref;

use handfast_runtime::Error;
use wasm_bindgen::convert::{FromWasmAbi, IntoWasmAbi, ReturnWasmAbi};
use wasm_bindgen::describe::WasmDescribe;

use crate::error::Thrown;

/// What an exported function can return, in the shape `S`.
///
/// Implemented by types that are returned by value, by [`ByRef`] for `Ref`s and by [`ByJsRef`] for `JsRef`s.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be returned to JavaScript",
    label = "cannot be returned to JavaScript",
    note = "return a `#[handfast]` class, a `Ref`, a `JsRef` of an imported type or of a `#[handfast]` trait (written out, not behind a type alias), or a type that `#[wasm_bindgen]` functions can return"
)]
pub trait IntoJs<S = One> {
    /// What the user's function returns.
    type Value;
    /// How it travels.
    type Js: IntoWasmAbi;
    /// How wasm-bindgen's function returns it, or an error.
    type Return: ReturnWasmAbi + WasmDescribe;

    /// Converts it.
    ///
    /// # Errors
    /// [`Error::TableFull`] where a wrapper must be made.
    fn into_js(value: Self::Value) -> Result<Self::Js, Error>;

    /// What the function came to. To be returned at once.
    fn answer(result: Result<Self::Js, Thrown>) -> Self::Return;
}

/// What an exported function can take by value, in the shape `S`.
///
/// A value is taken in three steps, so that an error in one argument loses none of the others: all arguments are
/// held, then all are checked, and only then all are taken.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a parameter of an exported function",
    label = "cannot be a parameter of an exported function",
    note = "take a `#[handfast]` class, a `Ref`, a `JsRef` of an imported type or of a `#[handfast]` trait (written out, not behind a type alias), or a type that `#[wasm_bindgen]` functions can take"
)]
pub trait FromJs<S = One> {
    /// How it travels.
    type Js: FromWasmAbi;
    /// What is known about it before it is taken.
    type Held;
    /// What the user's function takes.
    type Value;

    /// Finds out what was passed.
    ///
    /// # Errors
    /// Whatever was wrong with the argument.
    fn hold(js: Self::Js) -> Result<Self::Held, Error>;

    /// Finds out whether it can be taken.
    ///
    /// # Errors
    /// [`Error::Shared`] or [`Error::WrongClass`].
    #[inline]
    fn check(_: &Self::Held) -> Result<(), Error> {
        Ok(())
    }

    /// Takes it.
    ///
    /// # Errors
    /// As [`check`](FromJs::check).
    fn take(held: Self::Held) -> Result<Self::Value, Error>;
}

/// How long a `&T` parameter is used: until the call returns.
pub enum Call {}
/// How long a `&T` parameter is used: until the future is done.
pub enum Future {}

/// What an exported function can take as `&T`, for as long as `L`.
#[diagnostic::on_unimplemented(
    message = "`&{Self}` cannot be a parameter of an exported function",
    label = "cannot be borrowed from JavaScript",
    note = "take a reference to a `#[handfast]` class, to an imported type, to a `str` or to a slice of numbers"
)]
pub trait RefFromJs<L = Call> {
    /// How it travels.
    type Js: FromWasmAbi;
    /// What is borrowed from.
    type Anchor;
    /// The borrow.
    type Guard<'a>: Deref<Target = Self>
    where
        Self: 'a;

    /// Finds out what was passed.
    ///
    /// # Errors
    /// Whatever was wrong with the argument.
    fn anchor(js: Self::Js) -> Result<Self::Anchor, Error>;

    /// Borrows it, on behalf of `method`.
    ///
    /// # Errors
    /// If it cannot be borrowed now.
    fn borrow<'a>(
        anchor: &'a Self::Anchor,
        method: &'static &'static str,
    ) -> Result<Self::Guard<'a>, Error>;
}

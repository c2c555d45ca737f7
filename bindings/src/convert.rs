//! Conversions between the types of exported functions and what wasm-bindgen can carry.
//!
//! One rule holds for all of them: *a conversion never throws*. An error thrown while wasm-bindgen converts the
//! arguments would skip the destructors of those converted before it. So a conversion keeps its error, and the
//! generated function looks at it when it can still return.

mod argument;
mod describe;
mod js_ref;
mod receiver;
mod wrapper;

pub use argument::{Arg, ElemArg, OptArg, vec_refs, vec_values};
pub use js_ref::{JsRefArg, OptJsRefArg, unhold};
pub use wrapper::Wrapper;

use handfast_runtime::{Error, Ref};
use wasm_bindgen::JsCast;
use wasm_bindgen::convert::{FromWasmAbi, IntoWasmAbi};

use crate::class::Class;
use argument::Borrowed;

/// What an exported function can return.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be returned to JavaScript",
    note = "return a `#[handfast]` class, a `Ref` or `JsRef` (written out, not behind a type alias), or a type that `#[wasm_bindgen]` functions can return"
)]
pub trait IntoJs {
    /// How it travels.
    type Js: IntoWasmAbi;

    /// Converts it.
    ///
    /// # Errors
    /// [`Error::TableFull`] where a wrapper must be made.
    fn into_js(self) -> Result<Self::Js, Error>;
}

impl<T: IntoWasmAbi> IntoJs for T {
    type Js = T;
    #[inline]
    fn into_js(self) -> Result<T, Error> {
        Ok(self)
    }
}

/// What an exported function can take by value.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a parameter of an exported function",
    note = "take a `#[handfast]` class, a `Ref` or `JsRef` (written out, not behind a type alias), or a type that `#[wasm_bindgen]` functions can take"
)]
pub trait FromJs: Sized {
    /// How it travels.
    type Js: FromWasmAbi;

    /// Converts it.
    ///
    /// # Errors
    /// Whatever was wrong with the argument.
    fn from_js(js: Self::Js) -> Result<Self, Error>;
}

impl<T: FromWasmAbi> FromJs for T {
    type Js = T;
    #[inline]
    fn from_js(js: T) -> Result<T, Error> {
        Ok(js)
    }
}

/// What an exported function can take as `&T`.
#[diagnostic::on_unimplemented(
    message = "`&{Self}` cannot be a parameter of an exported function",
    note = "take a reference to a `#[handfast]` class, to an imported type, to a `str` or to a slice"
)]
pub trait RefFromJs {
    /// How it travels.
    type Js: FromWasmAbi;
    /// What is borrowed from for the call.
    type Anchor;

    /// Converts it.
    ///
    /// # Errors
    /// Whatever was wrong with the argument.
    fn anchor(js: Self::Js) -> Result<Self::Anchor, Error>;

    /// Borrows it and calls `f`, on behalf of `method`.
    ///
    /// # Errors
    /// If it cannot be borrowed now.
    fn with<R>(anchor: &Self::Anchor, method: &'static &'static str, f: impl FnOnce(&Self) -> R) -> Result<R, Error>;
}

impl<T: JsCast + wasm_bindgen::describe::WasmDescribe> RefFromJs for T {
    type Js = Borrowed<T>;
    type Anchor = Borrowed<T>;

    fn anchor(js: Borrowed<T>) -> Result<Borrowed<T>, Error> {
        Ok(js)
    }

    fn with<R>(anchor: &Borrowed<T>, _: &'static &'static str, f: impl FnOnce(&T) -> R) -> Result<R, Error> {
        Ok(f(anchor.as_ref()))
    }
}

/// The receiver of a method call.
///
/// # Errors
/// [`Error::Disposed`], [`Error::StaleHandle`], [`Error::WrongClass`] or [`Error::NotAHandle`].
#[inline]
pub fn receiver<T: Class>(handle: f64) -> Result<Ref<T>, Error> {
    handfast_runtime::Heap::resolve_number(handle)
}

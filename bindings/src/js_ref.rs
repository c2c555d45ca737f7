//! [`JsRef`]: Rust's strong, counted reference to a JavaScript value.

use std::fmt;
use std::marker::PhantomData;

use handfast_runtime::{Error, RawJsRef, Trace, Tracer};
use wasm_bindgen::{JsCast, JsValue};

use crate::{imports, instance};

mod call;
mod numbers;
mod promise;
mod weak;

pub use numbers::TypedArray;
pub use weak::JsWeak;

/// A strong, counted reference to a JavaScript value of type `T`.
///
/// The value lives in the JS-side table, in a slot that this reference names; the count is kept in Rust. Cloning
/// and dropping cost a few instructions and never call JavaScript; the last drop is sent in a batch, at the
/// latest when the turn ends. Held functions are called through the table directly, see
/// [`call0`](JsRef::call0).
///
/// `T` is a type of wasm-bindgen's, or `dyn Trait` for a trait annotated with `#[handfast]`: then the value is an object
/// that has its methods, see [`implementing`](JsRef::implementing).
///
/// Unlike a `JsValue` in a field, a `JsRef` is an edge that [`Trace`] reports, so cycles through it can be found.
pub struct JsRef<T: ?Sized = JsValue> {
    raw: RawJsRef,
    _type: PhantomData<T>,
}

impl<T: JsCast> JsRef<T> {
    /// Holds a value. One call into JavaScript.
    ///
    /// # Panics
    /// If the table is full; see [`try_new`](JsRef::try_new).
    pub fn new(value: &T) -> JsRef<T> {
        JsRef::try_new(value).unwrap_or_else(|error| panic!("{error}"))
    }

    /// Holds a value. One call into JavaScript.
    ///
    /// # Errors
    /// [`Error::TableFull`].
    #[inline]
    pub fn try_new(value: &T) -> Result<JsRef<T>, Error> {
        JsRef::try_filled(|slot| imports::hold(slot, value.as_ref()))
    }

    /// The value, as wasm-bindgen's type. One call into JavaScript.
    ///
    /// `Drop` code of an object that was garbage together with the value may get `undefined` instead; see
    /// [`try_get`](JsRef::try_get).
    pub fn get(&self) -> T {
        imports::get_slot(self.slot()).unchecked_into()
    }

    /// The value, as wasm-bindgen's type. One call into JavaScript.
    ///
    /// # Errors
    /// [`Error::ValueGone`] in `Drop` code of an object that was garbage together with the value, if the engine has
    /// collected that first.
    pub fn try_get(&self) -> Result<T, Error> {
        let slot = self.raw.slot();
        let value = imports::get_slot(slot as i32);
        let lives = || imports::values_live(instance::id(), &raw const slot as i32, 1) != 0;
        let gone = value.is_undefined() && !lives();
        if gone {
            Err(Error::ValueGone)
        } else {
            Ok(value.unchecked_into())
        }
    }

    /// A reference that does not keep the value alive.
    pub fn downgrade(&self) -> JsWeak<T> {
        JsWeak::new(&self.get())
    }
}

impl<T> JsRef<T> {
    /// Takes a slot, which `fill` stores a value in.
    #[inline]
    pub(crate) fn try_filled(fill: impl FnOnce(i32)) -> Result<JsRef<T>, Error> {
        instance::id();
        let raw = RawJsRef::reserve()?;
        fill(raw.slot() as i32);
        Ok(JsRef::from_raw(raw))
    }

    /// Whether both name the same slot: one is a clone of the other. References made separately from the same
    /// value name different slots.
    pub fn ptr_eq(&self, other: &JsRef<T>) -> bool {
        self.raw.slot() == other.raw.slot()
    }

    /// How many clones share this slot.
    pub fn count(&self) -> u32 {
        self.raw.count()
    }
}

impl<T: ?Sized> Clone for JsRef<T> {
    #[inline]
    fn clone(&self) -> JsRef<T> {
        JsRef::from_raw(self.raw.clone())
    }
}

impl<T: ?Sized> Trace for JsRef<T> {
    const EDGES: bool = true;
    const INTERIOR: bool = false;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.raw.trace(tracer);
    }
}

impl<T: ?Sized> JsRef<T> {
    /// Of a slot that holds a `T` now.
    #[inline]
    pub(crate) fn from_raw(raw: RawJsRef) -> JsRef<T> {
        JsRef {
            raw,
            _type: PhantomData,
        }
    }

    /// Where the value is.
    #[inline]
    pub(crate) fn slot(&self) -> i32 {
        self.raw.slot() as i32
    }
}

impl<T: JsCast> From<&T> for JsRef<T> {
    fn from(value: &T) -> JsRef<T> {
        JsRef::new(value)
    }
}

impl<T: ?Sized> fmt::Debug for JsRef<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JsRef({})", self.raw.slot())
    }
}

//! [`Local`]: a value in a scope.

use std::fmt;
use std::marker::PhantomData;

use handfast_runtime::{Error, RawLocal};
use wasm_bindgen::{JsCast, JsValue};

use crate::imports;
use crate::js_ref::JsRef;

/// A JavaScript value of type `T` that is held until the scope `'s` ends. A number: copying it costs nothing.
///
/// The compiler sees to it that it is not used after its scope. [`to_ref`](Local::to_ref) makes a reference that lives longer.
pub struct Local<'s, T = JsValue> {
    raw: RawLocal<'s>,
    _type: PhantomData<T>,
}

impl<'s, T> Local<'s, T> {
    pub(super) fn new(raw: RawLocal<'s>) -> Local<'s, T> {
        Local {
            raw,
            _type: PhantomData,
        }
    }

    pub(super) fn slot(self) -> i32 {
        self.raw.slot() as i32
    }

    /// A reference to the same value that outlives the scope. One call into JavaScript.
    ///
    /// # Panics
    /// If the table is full; see [`try_to_ref`](Local::try_to_ref).
    pub fn to_ref(self) -> JsRef<T> {
        self.try_to_ref().unwrap_or_else(super::full)
    }

    /// A reference to the same value that outlives the scope. One call into JavaScript.
    ///
    /// # Errors
    /// [`Error::TableFull`].
    pub fn try_to_ref(self) -> Result<JsRef<T>, Error> {
        JsRef::try_filled(|slot| imports::copy_slot(self.slot(), slot))
    }

    /// The same value, taken for one of another type. Nothing is checked: if it is none, its methods throw. See
    /// [`dyn_into`](Local::dyn_into).
    pub fn unchecked_into<U>(self) -> Local<'s, U> {
        Local::new(self.raw)
    }
}

impl<'s, T: JsCast> Local<'s, T> {
    /// The value, as wasm-bindgen's type. One call into JavaScript.
    #[inline]
    pub fn get(self) -> T {
        imports::get_slot(self.slot()).unchecked_into()
    }

    /// The same value as one of another type. Two calls into JavaScript.
    ///
    /// # Errors
    /// This value, if it is none of that type.
    pub fn dyn_into<U: JsCast>(self) -> Result<Local<'s, U>, Local<'s, T>> {
        match self.get().has_type::<U>() {
            true => Ok(self.unchecked_into()),
            false => Err(self),
        }
    }
}

impl<T> Clone for Local<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Local<'_, T> {}

impl<T> fmt::Debug for Local<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Local({})", self.slot())
    }
}

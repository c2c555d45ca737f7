//! Numbers in typed arrays of JavaScript's, read and written in stretches.

use handfast_runtime::{Clamped, Element, Error};
use wasm_bindgen::JsCast;

use super::JsRef;
use crate::{imports, instance};

/// A class of typed arrays.
pub trait TypedArray: JsCast {
    /// What they consist of.
    type Number: Element;
}

macro_rules! typed_arrays {
    ($($array:ident $number:ty;)*) => {$(
        impl TypedArray for js_sys::$array {
            type Number = $number;
        }
    )*};
}

typed_arrays! {
    Uint8Array u8;
    Uint8ClampedArray Clamped;
    Int8Array i8;
    Uint16Array u16;
    Int16Array i16;
    Uint32Array u32;
    Int32Array i32;
    BigUint64Array u64;
    BigInt64Array i64;
    Float32Array f32;
    Float64Array f64;
}

/// A typed array that JavaScript owns. Rust cannot look into it, but copies stretches of it, each in one call, without
/// anything in between.
///
/// That the value is of the class is checked here each time, because elsewhere it is taken on trust.
impl<A: TypedArray> JsRef<A> {
    /// How many numbers it has. None, if its buffer was transferred.
    ///
    /// # Errors
    /// [`Error::WrongType`].
    pub fn numbers_len(&self) -> Result<usize, Error> {
        let length = imports::array_length(self.slot(), A::Number::KIND as i32);
        if length < 0.0 {
            return Err(Error::WrongType {
                expected: A::Number::ARRAY,
            });
        }
        Ok(length as usize)
    }

    /// Copies numbers into the array, from one of its elements on.
    ///
    /// # Errors
    /// [`Error::WrongType`]; [`Error::OutOfBounds`] if they reach beyond its end. Nothing was written then.
    pub fn write(&self, at: usize, numbers: &[A::Number]) -> Result<(), Error> {
        self.copy(at, numbers.as_ptr(), numbers.len(), false)
    }

    /// Copies numbers out of the array, from one of its elements on.
    ///
    /// # Errors
    /// As [`write`](JsRef::write).
    pub fn read(&self, at: usize, numbers: &mut [A::Number]) -> Result<(), Error> {
        self.copy(at, numbers.as_mut_ptr(), numbers.len(), true)
    }

    fn copy(
        &self,
        at: usize,
        place: *const A::Number,
        count: usize,
        back: bool,
    ) -> Result<(), Error> {
        let length = imports::copy_array(
            self.slot(),
            A::Number::KIND as i32,
            at as i32,
            instance::id(),
            place as i32,
            count as i32,
            back.into(),
        );
        if length < -1.0 {
            return Ok(());
        }
        Err(if length < 0.0 {
            Error::WrongType {
                expected: A::Number::ARRAY,
            }
        } else {
            Error::OutOfBounds {
                end: at.saturating_add(count) as u32,
                len: length as u32,
            }
        })
    }
}

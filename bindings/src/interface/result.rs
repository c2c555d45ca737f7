//! Results of methods that JavaScript implements: read and checked as arguments are.

use handfast_runtime::Error;
use wasm_bindgen::JsValue;

use super::call::wrong;
use super::{Answer, Interface};
use crate::convert::{FromJs, FromValue};
use crate::error::Thrown;

/// A number type of at most 32 bits, or a float.
pub trait FromNumber: Sized {
    /// What it takes.
    const EXPECTED: &'static str;
    /// The number, if the type has it.
    fn from_number(number: f64) -> Option<Self>;
}

macro_rules! integers {
    ($($ty:ty)*) => {$(
        impl FromNumber for $ty {
            const EXPECTED: &'static str = concat!("an integer that fits ", stringify!($ty));
            #[inline]
            #[allow(clippy::cast_lossless, reason = "the same conversion for all widths")]
            fn from_number(number: f64) -> Option<$ty> {
                let integer = number as $ty;
                (integer as f64 == number).then_some(integer)
            }
        }
    )*};
}

integers!(i8 u8 i16 u16 i32 u32 isize usize);

impl FromNumber for f64 {
    const EXPECTED: &'static str = "a number";
    #[inline]
    fn from_number(number: f64) -> Option<f64> {
        Some(number)
    }
}

impl FromNumber for f32 {
    const EXPECTED: &'static str = "a number";
    #[inline]
    fn from_number(number: f64) -> Option<f32> {
        Some(number as f32)
    }
}

/// A number. Unlike an argument, which the engine converts, it is not rounded or wrapped: nothing would tell.
///
/// # Errors
/// [`Error::WrongType`], with the name of the method.
#[inline]
pub fn number<T: Interface + ?Sized, N: FromNumber>(
    answer: Answer,
    position: u32,
) -> Result<N, Thrown> {
    N::from_number(answer.number()).ok_or_else(|| {
        let expected = N::EXPECTED;
        wrong::<T>(position, Error::WrongType { expected })
    })
}

/// A `bool`.
#[inline]
pub fn truth_of(answer: Answer) -> bool {
    answer.number() != 0.0
}

/// Anything else that can be a parameter.
///
/// # Errors
/// Those of a parameter, with the name of the method.
pub fn converted<T: Interface + ?Sized, F: FromJs<S>, S>(
    value: JsValue,
    position: u32,
) -> Result<F::Value, Thrown>
where
    F::Js: FromValue,
{
    let taken = F::hold(FromValue::from_value(value)).and_then(|held| {
        F::check(&held)?;
        F::take(held)
    });
    taken.map_err(|error| wrong::<T>(position, error))
}

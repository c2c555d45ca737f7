//! [`Argument`]: what a function can take.

use handfast_runtime::{Error, Ref};
use wasm_bindgen::describe::WasmDescribe;
use wasm_bindgen::{JsCast, JsValue};

use super::{RustFn, imports};
use crate::class::Class;
use crate::convert::{
    ByValue, Character, Element, FromJs, Held, Instance, Item, List, Many, Numbers, One, Optional,
    OptionalMany, Reading, Text, Truth,
};
use crate::js_ref::JsRef;

/// What a function can take. `M` says by which implementation, so that the compiler finds out.
///
/// The same as exported functions take, and checked in the same way, except that what may be missing is not converted:
/// `Option<i32>` takes a number, `undefined` or `null`. References (`&str`) are taken as what owns them (`String`).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an argument of a `RustFn`",
    label = "cannot be an argument of a `RustFn`",
    note = "take a `#[handfast]` class, a `Ref`, a `JsRef`, a value of JavaScript's, a number, `bool`, `char`, `String`, or a `Vec` or an `Option` of these"
)]
pub trait Argument<M>: Sized {
    /// A number; or for whatever is none the position from which it is taken.
    type Abi: Copy;
    /// Whether it is no number.
    const VALUE: bool;
    /// What is known about it before it is taken.
    type Held;
    /// Finds out what was passed.
    fn hold(abi: Self::Abi) -> Result<Self::Held, Error>;
    /// Finds out whether it can be taken.
    fn check(_: &Self::Held) -> Result<(), Error> {
        Ok(())
    }
    /// Takes it.
    fn take(held: Self::Held) -> Result<Self, Error>;
}

/// Numbers and `bool`, which the engine converts.
pub enum Number {}

macro_rules! numbers {
    ($($abi:ty: $($ty:ty)*;)*) => {$($(
        impl Argument<Number> for $ty {
            type Abi = $abi;
            const VALUE: bool = false;
            type Held = $ty;
            #[inline]
            #[allow(clippy::cast_lossless, reason = "the same conversion for all widths")]
            fn hold(abi: $abi) -> Result<$ty, Error> {
                Ok(abi as $ty)
            }
            #[inline]
            fn take(held: $ty) -> Result<$ty, Error> {
                Ok(held)
            }
        }
    )*)*};
}

numbers! {
    i32: i8 i16 i32 isize u8 u16 u32 usize;
    f32: f32;
    f64: f64;
}

impl Argument<Number> for bool {
    type Abi = i32;
    const VALUE: bool = false;
    type Held = bool;
    #[inline]
    fn hold(abi: i32) -> Result<bool, Error> {
        Ok(abi != 0)
    }
    #[inline]
    fn take(held: bool) -> Result<bool, Error> {
        Ok(held)
    }
}

/// What is read from a JavaScript value, and in which shape.
pub struct ReadAs<S>(std::marker::PhantomData<S>);
/// Values of JavaScript's, and enums.
pub struct Plain<S>(std::marker::PhantomData<S>);
/// Classes by value.
pub struct Taken<S>(std::marker::PhantomData<S>);

/// `undefined` and `null` are nothing.
fn present(value: JsValue) -> Option<JsValue> {
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

macro_rules! values {
    ($([$($generics:tt)*] $ty:ty, $marker:ty, $read:expr;)*) => {$(
        impl<$($generics)*> Argument<$marker> for $ty {
            type Abi = i32;
            const VALUE: bool = true;
            type Held = $ty;
            fn hold(position: i32) -> Result<$ty, Error> {
                $read(imports::take_passed(position))
            }
            #[inline]
            fn take(held: $ty) -> Result<$ty, Error> {
                Ok(held)
            }
        }
    )*};
}

macro_rules! alone {
    ($([$($generics:tt)*] $ty:ty, $reading:ty;)*) => {$(
        values! {
            [$($generics)*] $ty, ReadAs<One>, |value| <$reading>::read(&value);
        }
        maybe! { [$($generics)*] $ty, $reading; }
    )*};
}

macro_rules! maybe {
    ($([$($generics:tt)*] $ty:ty, $reading:ty;)*) => {$(
        values! {
            [$($generics)*] Option<$ty>, ReadAs<One>, |value| present(value).map(|value| <$reading>::read(&value)).transpose();
        }
    )*};
}

macro_rules! all_shapes {
    ($([$($generics:tt)*] $ty:ty, $reading:ty;)*) => {$(
        alone! {
            [$($generics)*] $ty, $reading;
            [$($generics)*] Vec<$ty>, List<$reading>;
        }
    )*};
}

all_shapes! {
    [] String, Text;
    [] char, Character;
    [] RustFn, super::cross::Functions;
    [T: Class] Ref<T>, Instance<T>;
    [T: JsCast + WasmDescribe] JsRef<T>, Held<T>;
}

alone! {
    [] Vec<bool>, List<Truth>;
    [] Vec<i8>, Numbers<i8>;
    [] Vec<u8>, Numbers<u8>;
    [] Vec<i16>, Numbers<i16>;
    [] Vec<u16>, Numbers<u16>;
    [] Vec<i32>, Numbers<i32>;
    [] Vec<u32>, Numbers<u32>;
    [] Vec<isize>, Numbers<isize>;
    [] Vec<usize>, Numbers<usize>;
    [] Vec<i64>, Numbers<i64>;
    [] Vec<u64>, Numbers<u64>;
    [] Vec<f32>, Numbers<f32>;
    [] Vec<f64>, Numbers<f64>;
}

maybe! {
    [] bool, Truth;
}

macro_rules! may_be_missing {
    ($($between:ty: $($ty:ident)*;)*) => {$($(
        values! {
            [] Option<$ty>, ReadAs<One>, |value| present(value).map(|value| match value.as_f64() {
                // What does not fit loses its upper bits, as a number that must be there does.
                Some(number) => Ok(number as $between as $ty),
                None => Err(Error::WrongType { expected: "a number" }),
            }).transpose();
        }
    )*)*};
}

may_be_missing! {
    i64: i8 u8 i16 u16 i32 u32 isize usize;
    f64: f32 f64;
}

macro_rules! bigints {
    ($($ty:ident)*) => {$(
        values! {
            [] $ty, ReadAs<One>, bigint;
            [] Option<$ty>, ReadAs<One>, |value| present(value).map(bigint).transpose();
        }
    )*};
}

fn bigint<T: TryFrom<JsValue>>(value: JsValue) -> Result<T, Error> {
    value.try_into().map_err(|_| Error::WrongType {
        expected: "a bigint that is not too large",
    })
}

bigints!(i64 u64 i128 u128);

values! {
    [T: Element] T, Plain<One>, |value| T::from_js(&value);
    [T: Element] Option<T>, Plain<Optional>, |value| present(value).map(|value| T::from_js(&value)).transpose();
    [T: Element] Vec<T>, Plain<Many>, |value| List::<Item<T>>::read(&value);
    [T: Element] Option<Vec<T>>, Plain<OptionalMany>, |value| present(value).map(|value| List::<Item<T>>::read(&value)).transpose();
}

macro_rules! taken {
    ($($shape:ident: $ty:ty, $held:ty, $read:expr;)*) => {$(
        impl<T: Class> Argument<Taken<$shape>> for $ty {
            type Abi = i32;
            const VALUE: bool = true;
            type Held = $held;
            fn hold(position: i32) -> Result<$held, Error> {
                $read(imports::take_passed(position))
            }
            fn check(held: &$held) -> Result<(), Error> {
                <ByValue<T> as FromJs<$shape>>::check(held)
            }
            fn take(held: $held) -> Result<$ty, Error> {
                <ByValue<T> as FromJs<$shape>>::take(held)
            }
        }
    )*};
}

taken! {
    One: T, Ref<T>, |value| Instance::<T>::read(&value);
    Optional: Option<T>, Option<Ref<T>>, |value| present(value).map(|value| Instance::<T>::read(&value)).transpose();
    Many: Vec<T>, Vec<Ref<T>>, |value| List::<Instance<T>>::read(&value);
}

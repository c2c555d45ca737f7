//! [`Answer`]: what a function can return.

use handfast_runtime::{Error, Ref};
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};

use super::{RustFn, imports};
use crate::checked::Scalar;
use crate::class::{Class, expose, wrap, wrap_value};
use crate::convert::{Element, Many, One, Optional, OptionalMany};
use crate::error::{ErrorValue, IntoThrown, Thrown};
use crate::js_ref::JsRef;

/// What a function can return: the same as exported functions. `M` says by which implementation, so that the compiler finds
/// out.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the result of a `RustFn`",
    label = "cannot be the result of a `RustFn`",
    note = "return a `#[handfast]` class, a `Ref`, a `JsRef`, a value of JavaScript's, a number, `bool`, `char`, `String`, a `Vec` or an `Option` of these, or a `Result` whose error can be made a `JsValue`"
)]
pub trait Answer<M> {
    /// How it is returned to `js-runtime/src/functions.js`.
    type Abi: Copy + Default;
    /// As what.
    const KIND: u8;
    /// Gives it to JavaScript. The last thing that happens in a call.
    fn answer(self) -> Result<Self::Abi, Thrown>;
}

/// Numbers, `bool` and nothing.
pub enum Number {}
/// Objects by value.
pub enum Object {}
/// Objects by reference.
pub enum Shared {}
/// Values by themselves.
pub enum Value {}
/// Values of JavaScript's, and enums.
pub enum Plain {}
/// Results, of which the value is returned by `M` and the error thrown by `E`.
pub struct Fallible<M, E>(std::marker::PhantomData<(M, E)>);

const ANYTHING: u8 = 3;
const OBJECT: u8 = 5;

impl<T: Scalar> Answer<Number> for T {
    type Abi = T::Number;
    const KIND: u8 = T::KIND;
    #[inline]
    fn answer(self) -> Result<T::Number, Thrown> {
        Ok(self.number())
    }
}

fn shared<T: Class>(object: &Ref<T>) -> Result<f64, Error> {
    Ok(-expose(object)?.to_f64())
}

fn fresh<T: Class>(value: T) -> Result<f64, Error> {
    Ok(expose(&Ref::new(value))?.to_f64())
}

macro_rules! objects {
    ($($ty:ty, $marker:ty, $handle:expr;)*) => {$(
        impl<T: Class> Answer<(Object, $marker)> for $ty {
            type Abi = f64;
            const KIND: u8 = OBJECT;
            fn answer(self) -> Result<f64, Thrown> {
                Ok($handle(self)?)
            }
        }
    )*};
}

objects! {
    Ref<T>, Shared, |object| shared(&object);
    Option<Ref<T>>, Shared, |object: Option<_>| object.as_ref().map_or(Ok(0.0), shared);
    T, One, fresh;
    Option<T>, Optional, |value: Option<_>| value.map_or(Ok(0.0), fresh);
}

macro_rules! values {
    ($([$($generics:tt)*] $ty:ty, $marker:ty, $value:expr;)*) => {$(
        impl<$($generics)*> Answer<$marker> for $ty {
            type Abi = ();
            const KIND: u8 = ANYTHING;
            fn answer(self) -> Result<(), Thrown> {
                let value: Result<JsValue, Error> = $value(self);
                imports::give_result(&value?);
                Ok(())
            }
        }
    )*};
}

macro_rules! all_shapes {
    ($([$($generics:tt)*] $ty:ty, $marker:ty, $value:expr;)*) => {$(
        values! {
            [$($generics)*] $ty, $marker, $value;
            [$($generics)*] Option<$ty>, (Optional, $marker), |value: Option<_>| value.map_or(Ok(JsValue::UNDEFINED), $value);
        }
        arrays! { [$($generics)*] $ty, $marker, $value; }
    )*};
}

macro_rules! arrays {
    ($([$($generics:tt)*] $ty:ty, $marker:ty, $value:expr;)*) => {$(
        values! {
            [$($generics)*] Vec<$ty>, (Many, $marker), |values| array(values, $value);
            [$($generics)*] Option<Vec<$ty>>, (OptionalMany, $marker), |values: Option<_>| values.map_or(Ok(JsValue::UNDEFINED), |values| array(values, $value));
        }
    )*};
}

fn array<T>(values: Vec<T>, value: impl Fn(T) -> Result<JsValue, Error>) -> Result<JsValue, Error> {
    let array = Array::new();
    for item in values {
        array.push(&value(item)?);
    }
    Ok(array.into())
}

fn plain<T: Into<JsValue>>(value: T) -> Result<JsValue, Error> {
    Ok(value.into())
}

fn character(value: char) -> Result<JsValue, Error> {
    plain(String::from(value))
}

all_shapes! {
    [] String, Value, plain;
    [] char, Value, character;
    [] RustFn, Value, |function: RustFn| function.wrap();
    [T: JsCast] JsRef<T>, Value, |held: JsRef<T>| plain::<JsValue>(held.get().into());
    [T: Element + Into<JsValue>] T, Plain, plain;
}

arrays! {
    [] bool, Value, plain;
    [T: Class] Ref<T>, Shared, |object| wrap(&object);
    [T: Class] T, Object, wrap_value;
}

macro_rules! numbers {
    ($($ty:ident)*) => {$(
        values! {
            [] Option<$ty>, Value, plain;
            [] Vec<$ty>, Value, plain;
            [] Option<Vec<$ty>>, Value, plain;
        }
    )*};
}

numbers!(i8 u8 i16 u16 i32 u32 isize usize i64 u64 f32 f64);

values! {
    [] Option<bool>, Value, plain;
    [] i64, Value, plain;
    [] u64, Value, plain;
    [] i128, Value, plain;
    [] u128, Value, plain;
    [] Option<i128>, Value, plain;
    [] Option<u128>, Value, plain;
}

/// What a function can throw.
pub trait Failure<M> {
    /// The value JavaScript catches.
    fn thrown(self) -> Thrown;
}

/// Errors of Handfast's.
pub enum Own {}
/// Whatever can be made a JavaScript value.
pub enum Any {}

impl Failure<Own> for Error {
    fn thrown(self) -> Thrown {
        self.into()
    }
}

impl<E: Into<JsValue>> Failure<Any> for E {
    fn thrown(self) -> Thrown {
        ErrorValue(self).thrown()
    }
}

impl<T: Answer<M>, E: Failure<N>, M, N> Answer<Fallible<M, N>> for Result<T, E> {
    type Abi = T::Abi;
    const KIND: u8 = T::KIND;
    #[inline]
    fn answer(self) -> Result<T::Abi, Thrown> {
        self.map_err(Failure::thrown)?.answer()
    }
}

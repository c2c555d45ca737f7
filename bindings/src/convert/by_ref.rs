//! [`ByRef`]: `Ref` parameters and returns.

use std::marker::PhantomData;

use handfast_runtime::{Error, Ref};
use wasm_bindgen::{JsValue, Nullable};

use super::given::Given;
use super::read::parameters;
use super::wrapper::{Wrapper, wrapped};
use super::{Instance, IntoJs, Many, One, Optional, OptionalMany, OrNull, Reading};
use crate::checked::returned;
use crate::class::Class;
use crate::error::Thrown;

/// Stands for `Ref<T>` in the conversions. `Ref` itself cannot: it is of another crate, and so are wasm-bindgen's
/// traits, so no implementation here could exclude that it has them.
pub struct ByRef<T>(PhantomData<T>);

parameters! {
    [T: Class] ByRef<T>, Instance<T>;
}

fn or_null<T: Class>(object: Nullable<Ref<T>>) -> Result<Nullable<Given<T>>, Error> {
    let given = object.as_ref().value().map(Given::shared).transpose()?;
    Ok(given.into())
}

fn wrap_all<T: Class>(objects: Vec<Ref<T>>) -> Result<Vec<Wrapper<T>>, Error> {
    objects.iter().map(wrapped).collect()
}

macro_rules! into_js {
    ($($shape:ident: $value:ty => $js:ty => $return:ty, $into:expr, $answer:expr;)+) => {$(
        impl<T: Class> IntoJs<$shape> for ByRef<T> {
            type Value = $value;
            type Js = $js;
            type Return = $return;
            #[inline]
            fn into_js(value: $value) -> Result<$js, Error> {
                $into(value)
            }
            #[inline]
            fn answer(result: Result<$js, Thrown>) -> $return {
                $answer(result)
            }
        }
    )+};
}

fn thrown<J>(result: Result<J, Thrown>) -> Result<J, JsValue> {
    result.map_err(Thrown::into_js)
}

into_js! {
    One: Ref<T> => Given<T> => Given<T>, |object| Given::shared(&object), returned;
    Optional: Option<Ref<T>> => Option<Given<T>> => Option<Given<T>>, |object: Option<_>| object.as_ref().map(Given::shared).transpose(), returned;
    OrNull: Nullable<Ref<T>> => Nullable<Given<T>> => Nullable<Given<T>>, or_null, returned;
    Many: Vec<Ref<T>> => Vec<Wrapper<T>> => Result<Vec<Wrapper<T>>, JsValue>, wrap_all, thrown;
    OptionalMany: Option<Vec<Ref<T>>> => Option<Vec<Wrapper<T>>> => Result<Option<Vec<Wrapper<T>>>, JsValue>, |objects: Option<_>| objects.map(wrap_all).transpose(), thrown;
}

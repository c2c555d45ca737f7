//! [`ByValue`]: classes by value, as parameters and returns.

use std::marker::PhantomData;

use handfast_runtime::{Error, Heap, Object, Ref};
use wasm_bindgen::JsValue;

use super::given::Given;
use super::wrapper::Wrapper;
use super::{
    Arg, FromJs, Instance, IntoJs, List, Many, One, OptRead, Optional, OptionalMany, Read,
};
use crate::checked::returned;
use crate::class::{self, Class, wrap_value};
use crate::error::Thrown;

/// Stands for the class `T` in the conversions.
pub struct ByValue<T>(PhantomData<T>);

/// Whether an object can be taken by value: nobody else has a reference to it, and it is exactly a `T`.
///
/// # Errors
/// [`Error::Shared`] or [`Error::WrongClass`].
pub fn can_take<T: Class>(object: &Ref<T>) -> Result<(), Error> {
    let class = object.class();
    if !std::ptr::eq(class, <T as Object>::class()) {
        return Err(Error::WrongClass {
            expected: T::JS_NAME,
            found: class.name(),
        });
    }
    // The same object in two arguments has two references, and so is shared.
    if Heap::can_take(object) {
        Ok(())
    } else {
        Err(Error::Shared {
            class: class.name(),
        })
    }
}

impl<T: Class> FromJs<One> for ByValue<T> {
    type Js = Arg<T>;
    type Held = Ref<T>;
    type Value = T;

    #[inline]
    fn hold(js: Arg<T>) -> Result<Ref<T>, Error> {
        js.get()
    }

    fn check(held: &Ref<T>) -> Result<(), Error> {
        can_take(held)
    }

    fn take(held: Ref<T>) -> Result<T, Error> {
        class::take(held)
    }
}

impl<T: Class> FromJs<Optional> for ByValue<T> {
    type Js = OptRead<Instance<T>>;
    type Held = Option<Ref<T>>;
    type Value = Option<T>;

    fn hold(js: OptRead<Instance<T>>) -> Result<Option<Ref<T>>, Error> {
        js.get()
    }

    fn check(held: &Option<Ref<T>>) -> Result<(), Error> {
        held.iter().try_for_each(can_take)
    }

    fn take(held: Option<Ref<T>>) -> Result<Option<T>, Error> {
        held.map(class::take).transpose()
    }
}

impl<T: Class> FromJs<Many> for ByValue<T> {
    type Js = Read<List<Instance<T>>>;
    type Held = Vec<Ref<T>>;
    type Value = Vec<T>;

    fn hold(js: Read<List<Instance<T>>>) -> Result<Vec<Ref<T>>, Error> {
        js.get()
    }

    fn check(held: &Vec<Ref<T>>) -> Result<(), Error> {
        held.iter().try_for_each(can_take)
    }

    fn take(held: Vec<Ref<T>>) -> Result<Vec<T>, Error> {
        held.into_iter().map(class::take).collect()
    }
}

impl<T: Class> FromJs<OptionalMany> for ByValue<T> {
    type Js = OptRead<List<Instance<T>>>;
    type Held = Option<Vec<Ref<T>>>;
    type Value = Option<Vec<T>>;

    fn hold(js: OptRead<List<Instance<T>>>) -> Result<Option<Vec<Ref<T>>>, Error> {
        js.get()
    }

    fn check(held: &Option<Vec<Ref<T>>>) -> Result<(), Error> {
        held.iter().flatten().try_for_each(can_take)
    }

    fn take(held: Option<Vec<Ref<T>>>) -> Result<Option<Vec<T>>, Error> {
        held.map(<ByValue<T> as FromJs<Many>>::take).transpose()
    }
}

fn into_wrapper<T: Class>(value: T) -> Result<Wrapper<T>, Error> {
    wrap_value(value).map(Wrapper::<T>::new)
}

fn into_wrappers<T: Class>(values: Vec<T>) -> Result<Vec<Wrapper<T>>, Error> {
    values.into_iter().map(into_wrapper).collect()
}

macro_rules! into_js {
    ($($shape:ident: $value:ty => $js:ty => $return:ty, $into:expr, $answer:expr;)+) => {$(
        impl<T: Class> IntoJs<$shape> for ByValue<T> {
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
    One: T => Given<T> => Given<T>, Given::fresh, returned;
    Optional: Option<T> => Option<Given<T>> => Option<Given<T>>, |value: Option<T>| value.map(Given::fresh).transpose(), returned;
    Many: Vec<T> => Vec<Wrapper<T>> => Result<Vec<Wrapper<T>>, JsValue>, into_wrappers, thrown;
    OptionalMany: Option<Vec<T>> => Option<Vec<Wrapper<T>>> => Result<Option<Vec<Wrapper<T>>>, JsValue>, |values: Option<_>| values.map(into_wrappers).transpose(), thrown;
}

//! [`Named`]: a JavaScript value on its way out, with a name for TypeScript.

use std::marker::PhantomData;

use handfast_runtime::{Error, Ref};
use wasm_bindgen::JsValue;
use wasm_bindgen::convert::{
    IntoWasmAbi, OptionIntoWasmAbi, VectorIntoWasmAbi, js_value_vector_into_abi,
};
use wasm_bindgen::describe::{self, WasmDescribe, WasmDescribeVector, inform};

use super::Instance;
use super::describe::{TypeName, named};
use crate::class::{Class, wrap};

/// A JavaScript value that is known to be of the type that `N` names.
pub struct Named<N>(JsValue, PhantomData<N>);

/// A wrapper of class `T`.
pub type Wrapper<T> = Named<Instance<T>>;

impl<N> Named<N> {
    /// Of a value of that type.
    #[inline]
    pub fn new(value: JsValue) -> Named<N> {
        Named(value, PhantomData)
    }
}

impl<N: TypeName> WasmDescribe for Named<N> {
    fn describe() {
        named::<N>();
    }
}

impl<N: TypeName> WasmDescribeVector for Named<N> {
    fn describe_vector() {
        inform(describe::VECTOR);
        named::<N>();
    }
}

impl<N: TypeName> IntoWasmAbi for Named<N> {
    type Abi = u32;
    #[inline]
    fn into_abi(self) -> u32 {
        self.0.into_abi()
    }
}

impl<N: TypeName> OptionIntoWasmAbi for Named<N> {
    #[inline]
    fn none() -> u32 {
        0
    }
}

impl<N: TypeName> VectorIntoWasmAbi for Named<N> {
    type Abi = <Box<[JsValue]> as IntoWasmAbi>::Abi;
    fn vector_into_abi(vector: Box<[Named<N>]>) -> Self::Abi {
        js_value_vector_into_abi(vector)
    }
}

/// For promises.
impl<N> From<Named<N>> for JsValue {
    fn from(value: Named<N>) -> JsValue {
        value.0
    }
}

/// The wrapper of an object: the one JavaScript already has, or a new one.
///
/// # Errors
/// As [`wrap`].
#[inline]
pub(super) fn wrapped<T: Class>(object: &Ref<T>) -> Result<Wrapper<T>, Error> {
    wrap(object).map(Wrapper::new)
}

/// Makes every shape of a value a result, which `$wrap` gives to JavaScript.
macro_rules! results {
    ([$($generics:tt)*] $of:ty, $value:ty, $name:ty, $wrap:expr) => {
        $crate::convert::wrapper::results!(@ [$($generics)*] $of, One, $value, Named<$name>, $wrap);
        $crate::convert::wrapper::results!(@ [$($generics)*] $of, Optional, Option<$value>, Option<Named<$name>>,
            |value: Option<$value>| value.map($wrap).transpose());
        $crate::convert::wrapper::results!(@ [$($generics)*] $of, Many, Vec<$value>, Vec<Named<$name>>,
            |values: Vec<$value>| values.into_iter().map($wrap).collect());
        $crate::convert::wrapper::results!(@ [$($generics)*] $of, OptionalMany, Option<Vec<$value>>, Option<Vec<Named<$name>>>,
            |values: Option<Vec<$value>>| values.map(|values| values.into_iter().map($wrap).collect()).transpose());
    };
    (@ [$($generics:tt)*] $of:ty, $shape:ident, $value:ty, $js:ty, $into:expr) => {
        // Nobody is to be told of these who has returned something else.
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> IntoJs<$crate::convert::$shape> for $of {
            type Value = $value;
            type Js = $js;
            type Return = Result<$js, JsValue>;
            fn into_js(value: $value) -> Result<$js, Error> {
                $into(value)
            }
            fn answer(result: Result<$js, Thrown>) -> Result<$js, JsValue> {
                result.map_err(Thrown::into_js)
            }
        }
    };
}
pub(super) use results;

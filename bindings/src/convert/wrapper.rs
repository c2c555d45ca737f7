//! [`Wrapper`]: a wrapper on its way to JavaScript.

use std::marker::PhantomData;

use handfast_runtime::{Error, Ref};
use wasm_bindgen::JsValue;
use wasm_bindgen::convert::{
    IntoWasmAbi, OptionIntoWasmAbi, VectorIntoWasmAbi, js_value_vector_into_abi,
};
use wasm_bindgen::describe::{self, WasmDescribe, WasmDescribeVector, inform};

use super::Instance;
use super::describe::named;
use crate::class::{Class, wrap};

/// A JavaScript object that is known to be a wrapper of class `T`.
pub struct Wrapper<T: Class>(JsValue, PhantomData<T>);

impl<T: Class> Wrapper<T> {
    /// Of what [`wrap`](crate::class::wrap) or a constructor returned.
    #[inline]
    pub fn new(value: JsValue) -> Wrapper<T> {
        Wrapper(value, PhantomData)
    }
}

impl<T: Class> WasmDescribe for Wrapper<T> {
    fn describe() {
        named::<Instance<T>>();
    }
}

impl<T: Class> WasmDescribeVector for Wrapper<T> {
    fn describe_vector() {
        inform(describe::VECTOR);
        named::<Instance<T>>();
    }
}

impl<T: Class> IntoWasmAbi for Wrapper<T> {
    type Abi = u32;
    #[inline]
    fn into_abi(self) -> u32 {
        self.0.into_abi()
    }
}

impl<T: Class> OptionIntoWasmAbi for Wrapper<T> {
    #[inline]
    fn none() -> u32 {
        0
    }
}

impl<T: Class> VectorIntoWasmAbi for Wrapper<T> {
    type Abi = <Box<[JsValue]> as IntoWasmAbi>::Abi;
    fn vector_into_abi(vector: Box<[Wrapper<T>]>) -> Self::Abi {
        js_value_vector_into_abi(vector)
    }
}

impl<T: Class> From<Wrapper<T>> for JsValue {
    fn from(wrapper: Wrapper<T>) -> JsValue {
        wrapper.0
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

//! [`Named`]: a value on its way to JavaScript whose type has a name there, such as a wrapper.

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

/// A JavaScript value that is known to be what `N` names.
pub struct Named<N>(JsValue, PhantomData<N>);

/// A JavaScript object that is known to be a wrapper of class `T`.
pub type Wrapper<T> = Named<Instance<T>>;

impl<N> Named<N> {
    /// Of what is known to be one.
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

impl<N: TypeName> From<Named<N>> for JsValue {
    fn from(wrapper: Named<N>) -> JsValue {
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

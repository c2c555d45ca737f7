//! Arguments: objects of exported classes, alone, optional and in arrays.
//!
//! They are described to wasm-bindgen as borrowed JavaScript values named like the class, so that TypeScript
//! knows the type while the check is ours: wasm-bindgen's own check would throw an untyped error.

use handfast_runtime::{Error, Ref};
use wasm_bindgen::JsValue;
use wasm_bindgen::convert::{FromWasmAbi, VectorFromWasmAbi};
use wasm_bindgen::describe::{self, WasmDescribe, WasmDescribeVector, inform};

use super::describe::class;
use crate::class::{Class, unwrap};

/// An object of class `T` passed by JavaScript, or why it is none.
pub struct Arg<T: Class>(Result<Ref<T>, Error>);

impl<T: Class> Arg<T> {
    /// The object. JavaScript keeps its wrapper.
    ///
    /// # Errors
    /// Whatever was wrong with the argument.
    #[inline]
    pub fn into_ref(self) -> Result<Ref<T>, Error> {
        self.0
    }
}

impl<T: Class> WasmDescribe for Arg<T> {
    fn describe() {
        class::<T>();
    }
}

impl<T: Class> FromWasmAbi for Arg<T> {
    type Abi = u32;
    #[inline]
    unsafe fn from_abi(js: u32) -> Arg<T> {
        // SAFETY: wasm-bindgen passes what `describe` asks for, a JavaScript value.
        let value = unsafe { JsValue::from_abi(js) };
        Arg(unwrap(&value))
    }
}

/// An object of class `T`, or nothing, passed by JavaScript.
pub struct OptArg<T: Class>(Result<Option<Ref<T>>, Error>);

impl<T: Class> OptArg<T> {
    /// The object, if there is one.
    ///
    /// # Errors
    /// Whatever was wrong with the argument.
    pub fn into_ref(self) -> Result<Option<Ref<T>>, Error> {
        self.0
    }
}

impl<T: Class> WasmDescribe for OptArg<T> {
    fn describe() {
        inform(describe::OPTIONAL);
        class::<T>();
    }
}

impl<T: Class> FromWasmAbi for OptArg<T> {
    type Abi = u32;
    unsafe fn from_abi(js: u32) -> OptArg<T> {
        // SAFETY: wasm-bindgen passes what `describe` asks for, an optional JavaScript value.
        let value = unsafe { <Option<JsValue> as FromWasmAbi>::from_abi(js) };
        OptArg(value.map(|value| unwrap(&value)).transpose())
    }
}

/// One element of an array of objects.
pub struct ElemArg<T: Class>(Result<Ref<T>, Error>);

impl<T: Class> WasmDescribe for ElemArg<T> {
    fn describe() {
        class::<T>();
    }
}

impl<T: Class> WasmDescribeVector for ElemArg<T> {
    fn describe_vector() {
        inform(describe::VECTOR);
        class::<T>();
    }
}

impl<T: Class> VectorFromWasmAbi for ElemArg<T> {
    type Abi = <Box<[JsValue]> as FromWasmAbi>::Abi;
    unsafe fn vector_from_abi(js: Self::Abi) -> Box<[ElemArg<T>]> {
        // SAFETY: wasm-bindgen passes what `describe_vector` asks for, an array of JavaScript values.
        let values = unsafe { <Box<[JsValue]> as FromWasmAbi>::from_abi(js) };
        values.iter().map(|value| ElemArg(unwrap(value))).collect()
    }
}

/// The objects of an array.
///
/// # Errors
/// What was wrong with the first wrong element.
pub(super) fn vec_refs<T: Class>(elements: Vec<ElemArg<T>>) -> Result<Vec<Ref<T>>, Error> {
    elements.into_iter().map(|element| element.0).collect()
}

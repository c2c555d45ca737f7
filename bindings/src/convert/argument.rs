//! Arguments: objects of exported classes, alone, optional and in arrays.
//!
//! They are described to wasm-bindgen as borrowed JavaScript values named like the class, so that TypeScript
//! knows the type while the check is ours: wasm-bindgen's own check would throw an untyped error.

use std::mem::ManuallyDrop;

use handfast_runtime::{Error, Ref};
use wasm_bindgen::convert::{FromWasmAbi, RefFromWasmAbi, VectorFromWasmAbi};
use wasm_bindgen::describe::{self, WasmDescribe, WasmDescribeVector, inform};
use wasm_bindgen::{JsCast, JsValue};

use super::describe::class;
use crate::class::{Class, take, unwrap};

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

    /// The object, by value. Its wrapper counts as disposed afterwards.
    ///
    /// # Errors
    /// Whatever was wrong with the argument, or [`Error::Shared`]; the wrapper stays usable then.
    pub fn into_value(self) -> Result<T, Error> {
        take(self.0?)
    }
}

impl<T: Class> WasmDescribe for Arg<T> {
    fn describe() {
        inform(describe::REF);
        class::<T>();
    }
}

impl<T: Class> FromWasmAbi for Arg<T> {
    type Abi = u32;
    #[inline]
    unsafe fn from_abi(js: u32) -> Arg<T> {
        // SAFETY: wasm-bindgen passes what `describe` asks for, a JavaScript value lent for the call.
        let value = unsafe { JsValue::ref_from_abi(js) };
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

    /// The object by value, if there is one.
    ///
    /// # Errors
    /// As [`Arg::into_value`].
    pub fn into_value(self) -> Result<Option<T>, Error> {
        self.0?.map(take).transpose()
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
pub fn vec_refs<T: Class>(elements: Vec<ElemArg<T>>) -> Result<Vec<Ref<T>>, Error> {
    elements.into_iter().map(|element| element.0).collect()
}

/// The objects of an array, by value. Either all are taken or none.
///
/// # Errors
/// What was wrong with the first wrong element.
pub fn vec_values<T: Class>(elements: Vec<ElemArg<T>>) -> Result<Vec<T>, Error> {
    let objects = vec_refs(elements)?;
    for (position, object) in objects.iter().enumerate() {
        // Checked for all before any is taken. The same object twice has two references and counts as shared.
        let twice = objects[..position].contains(object);
        if twice || !handfast_runtime::Heap::can_take(object) {
            return Err(Error::Shared { class: object.class().name() });
        }
    }
    objects.into_iter().map(take).collect()
}

/// A JavaScript value lent for the call, as one of wasm-bindgen's types.
pub struct Borrowed<T>(ManuallyDrop<JsValue>, std::marker::PhantomData<T>);

impl<T: JsCast> AsRef<T> for Borrowed<T> {
    fn as_ref(&self) -> &T {
        self.0.unchecked_ref()
    }
}

impl<T: WasmDescribe> WasmDescribe for Borrowed<T> {
    fn describe() {
        inform(describe::REF);
        T::describe();
    }
}

impl<T: WasmDescribe> FromWasmAbi for Borrowed<T> {
    type Abi = u32;
    unsafe fn from_abi(js: u32) -> Borrowed<T> {
        // SAFETY: wasm-bindgen passes what `describe` asks for, a JavaScript value lent for the call.
        Borrowed(unsafe { JsValue::ref_from_abi(js) }, std::marker::PhantomData)
    }
}


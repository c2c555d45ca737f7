//! Arrays of numbers.

use std::marker::PhantomData;

use handfast_runtime::{Element, Error};
use wasm_bindgen::JsValue;
use wasm_bindgen::convert::FromWasmAbi;
use wasm_bindgen::describe::WasmDescribe;

use super::Reading;
use super::describe::{TypeName, named, type_name};
use crate::{imports, instance};

/// A number that typed arrays are made of.
pub trait Number: Element {
    /// What such an array is called, and what can be converted to it.
    const SOURCE: &'static str;
}

macro_rules! numbers {
    ($($source:literal: $($ty:ty)*;)*) => {$($(
        impl Number for $ty {
            const SOURCE: &'static str = $source;
        }
    )*)*};
}

numbers! {
    "Uint8Array | number[]": u8;
    "Int8Array | number[]": i8;
    "Uint16Array | number[]": u16;
    "Int16Array | number[]": i16;
    "Uint32Array | number[]": u32 usize;
    "Int32Array | number[]": i32 isize;
    "BigUint64Array | bigint[]": u64;
    "BigInt64Array | bigint[]": i64;
    "Float32Array | number[]": f32;
    "Float64Array | number[]": f64;
}

/// Reads an array of numbers: a typed array, or any whose elements can be converted.
pub struct Numbers<T>(PhantomData<T>);

impl<T: Number> TypeName for Numbers<T> {
    const NAME: &'static str = T::SOURCE;
}

impl<T: Number> Reading for Numbers<T> {
    type Value = Vec<T>;

    fn describe() {
        named::<Self>();
    }

    fn describe_list() {
        type_name!("any[]");
    }

    #[inline]
    fn read(value: &JsValue) -> Result<Vec<T>, Error> {
        read(value, false)
    }
}

fn read<T: Number>(value: &JsValue, exact: bool) -> Result<Vec<T>, Error> {
    let bytes = imports::numbers_of(value, T::KIND as i32, exact.into());
    if bytes >= 0.0 {
        let length = bytes as usize / size_of::<T>();
        take_bytes(instance::id(), length, T::default())
    } else if bytes > -2.0 {
        Err(Error::WrongType { expected: T::ARRAY })
    } else {
        Err(Error::TooLarge)
    }
}

/// Takes over the copy that JavaScript has left, which is as long as so many of `zero`, and consists of such.
///
/// # Errors
/// [`Error::TooLarge`] if there is no memory for it.
fn take_bytes<T: Copy>(instance: i32, length: usize, zero: T) -> Result<Vec<T>, Error> {
    let mut copy = Vec::new();
    if copy.try_reserve_exact(length).is_err() {
        imports::take_bytes(instance, 0);
        return Err(Error::TooLarge);
    }
    copy.resize(length, zero);
    imports::take_bytes(instance, copy.as_mut_ptr() as i32);
    Ok(copy)
}

/// Just the typed array.
struct Exactly<T>(PhantomData<T>);

impl<T: Number> TypeName for Exactly<T> {
    const NAME: &'static str = T::ARRAY;
}

/// A typed array lent for the call, which is written back when it is over.
pub struct LentNumbers<T: Number> {
    array: JsValue,
    numbers: Result<Vec<T>, Error>,
}

impl<T: Number> LentNumbers<T> {
    /// The numbers, to be changed.
    ///
    /// # Errors
    /// [`Error::WrongType`] if it is no typed array of just this type, which alone could be written back.
    pub fn get(&mut self) -> Result<&mut [T], Error> {
        self.numbers.as_deref_mut().map_err(|error| *error)
    }
}

impl<T: Number> Drop for LentNumbers<T> {
    fn drop(&mut self) {
        if let Ok(numbers) = &self.numbers {
            imports::write_numbers(
                &self.array,
                T::KIND as i32,
                instance::id(),
                numbers.as_ptr() as i32,
                numbers.len() as i32,
            );
        }
    }
}

impl<T: Number> WasmDescribe for LentNumbers<T> {
    fn describe() {
        named::<Exactly<T>>();
    }
}

impl<T: Number> FromWasmAbi for LentNumbers<T> {
    type Abi = u32;
    unsafe fn from_abi(js: u32) -> LentNumbers<T> {
        // SAFETY: wasm-bindgen passes what `describe` asks for, a JavaScript value.
        let array = unsafe { JsValue::from_abi(js) };
        let numbers = read(&array, true);
        LentNumbers { array, numbers }
    }
}

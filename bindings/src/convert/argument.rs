//! Arguments: objects of exported classes.

use std::marker::PhantomData;

use handfast_runtime::{Error, Ref};
use wasm_bindgen::JsValue;

use super::describe::{TypeName, named};
use super::{Read, Reading};
use crate::class::{Class, unwrap};

/// Reads an object of class `T`. JavaScript keeps its wrapper.
pub struct Instance<T>(PhantomData<T>);

/// An object of class `T` passed by JavaScript, or why it is none.
pub type Arg<T> = Read<Instance<T>>;

impl<T: Class> TypeName for Instance<T> {
    const NAME: &'static str = T::JS_NAME;
}

/// An array of such objects.
struct Instances<T>(PhantomData<T>);

impl<T: Class> TypeName for Instances<T> {
    const NAME: &'static str = T::JS_NAME;
    const SUFFIX: &'static str = "[]";
}

impl<T: Class> Reading for Instance<T> {
    type Value = Ref<T>;

    fn describe() {
        named::<Self>();
    }

    fn describe_list() {
        named::<Instances<T>>();
    }

    #[inline]
    fn read(value: &JsValue) -> Result<Ref<T>, Error> {
        unwrap(value)
    }
}

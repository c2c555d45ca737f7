//! `JsRef<dyn Trait>` parameters and returns: JavaScript objects that have the methods of a trait.

use std::marker::PhantomData;

use handfast_runtime::Error;
use wasm_bindgen::JsValue;

use super::describe::{TypeName, named};
use super::js_ref::into_js;
use super::read::parameters;
use super::wrapper::Named;
use super::{IntoJs, Many, One, Optional, OptionalMany, Reading};
use crate::error::Thrown;
use crate::interface::Interface;
use crate::js_ref::JsRef;

/// Reads an object that has the methods of `T`, which Rust is going to hold.
pub struct Implementor<T: ?Sized>(PhantomData<T>);

impl<T: Interface + ?Sized> TypeName for Implementor<T> {
    const NAME: &'static str = T::JS_NAME;
}

/// An array of such objects.
struct Implementors<T: ?Sized>(PhantomData<T>);

impl<T: Interface + ?Sized> TypeName for Implementors<T> {
    const NAME: &'static str = T::JS_NAME;
    const SUFFIX: &'static str = "[]";
}

impl<T: Interface + ?Sized> Reading for Implementor<T> {
    type Value = JsRef<T>;

    fn describe() {
        named::<Self>();
    }

    fn describe_list() {
        named::<Implementors<T>>();
    }

    fn read(value: &JsValue) -> Result<JsRef<T>, Error> {
        JsRef::implementing(value)
    }
}

/// Stands for `JsRef<dyn Trait>` in the conversions, as [`ByJsRef`](super::ByJsRef) does for other `JsRef`s.
pub struct ByInterface<T: Interface + ?Sized>(PhantomData<T>);

parameters! {
    [T: Interface + ?Sized] ByInterface<T>, Implementor<T>;
}

fn given<T: Interface + ?Sized>(held: &JsRef<T>) -> Named<Implementor<T>> {
    Named::new(JsRef::object(held))
}

fn give_all<T: Interface + ?Sized>(held: Vec<JsRef<T>>) -> Vec<Named<Implementor<T>>> {
    held.iter().map(given).collect()
}

into_js! {
    [T: Interface + ?Sized] ByInterface<T>, One: JsRef<T> => Named<Implementor<T>>, |held| given(&held);
    [T: Interface + ?Sized] ByInterface<T>, Optional: Option<JsRef<T>> => Option<Named<Implementor<T>>>, |held: Option<_>| held.as_ref().map(given);
    [T: Interface + ?Sized] ByInterface<T>, Many: Vec<JsRef<T>> => Vec<Named<Implementor<T>>>, give_all;
    [T: Interface + ?Sized] ByInterface<T>, OptionalMany: Option<Vec<JsRef<T>>> => Option<Vec<Named<Implementor<T>>>>, |held: Option<_>| held.map(give_all);
}

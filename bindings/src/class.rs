//! [`Class`]: a Rust type that is a class in JavaScript, and its registration there.

use std::marker::PhantomData;

use handfast_runtime::{Error, Handle, Heap, Object, Ref, exports};
use wasm_bindgen::JsValue;
use wasm_bindgen::convert::IntoWasmAbi;
use wasm_bindgen::describe::WasmDescribe;

use crate::checked::{HandfastConstructed, Returned, returned};
use crate::error::{ErrorValue, IntoThrown};
use crate::{imports, instance, pressure};

/// A type annotated with `#[handfast]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a class exported with `#[handfast]`",
    label = "not a `#[handfast]` class",
    note = "annotate the struct with `#[handfast]`"
)]
pub trait Class: Object {
    /// The name of the class in JavaScript.
    const JS_NAME: &'static str;

    /// Whether one object always has one wrapper: true for types that can hold edges, and on request.
    const IDENTITY: bool;

    /// Whether an object keeps its wrapper: on request, for the class and those derived from it.
    const PRESERVE: bool;

    /// The class as wasm-bindgen knows it: a struct without fields that makes the glue emit the class.
    type Marker: Into<JsValue> + WasmDescribe;

    /// A marker.
    fn marker() -> Self::Marker;

    /// The id of the class in JavaScript. Registers it on the first call.
    fn js_class() -> u32;
}

/// Whether two names are the same; for checks at compile time.
pub const fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut i = 0;
    while i < a.len() && i < b.len() && a[i] == b[i] {
        i += 1;
    }
    i == a.len() && i == b.len()
}

/// Registers `T` in JavaScript. `marker` is an instance of the class as wasm-bindgen made it, by which its
/// constructor is found; it is freed before wasm-bindgen's own `free` is replaced.
///
/// `parent` is the id of the base class, or 0.
pub fn register_class<T: Class>(parent: u32, marker: &JsValue) -> u32 {
    if T::MEASURED {
        pressure::watch();
    }
    if T::PRESERVE {
        exports::enable_preserve();
    }
    let flags = i32::from(T::IDENTITY) | i32::from(T::PRESERVE) << 1;
    imports::register_class(instance::id(), marker, parent as i32, T::JS_NAME, flags) as u32
}

/// Exposes an object, whose class is made known to JavaScript if it is not yet.
///
/// # Errors
/// [`Error::TableFull`]; [`Error::WrongClass`] if the object's class is not exported.
pub(crate) fn expose<T: Class>(object: &Ref<T>) -> Result<Handle, Error> {
    js_class_of(object)?;
    let handle = Heap::expose(object)?;
    relieve::<T>();
    Ok(handle)
}

/// The same for an object that was just made and is left to JavaScript.
///
/// # Errors
/// [`Error::TableFull`]; the object is dropped then.
fn expose_new<T: Class>(object: Ref<T>) -> Result<Handle, Error> {
    let handle = Heap::expose_new(object)?;
    relieve::<T>();
    Ok(handle)
}

/// What was exposed may be too much.
fn relieve<T: Class>() {
    if T::MEASURED && Heap::is_pressed() {
        pressure::relieve();
    }
}

/// Makes an object of a value that is on its way to JavaScript.
///
/// # Errors
/// [`Error::OutOfMemory`], in measured classes, if there is no memory though dead wrappers were released; the value is dropped then.
/// In others Rust ends the program.
pub(crate) fn make<T: Class>(value: T) -> Result<Ref<T>, Error> {
    if !T::MEASURED {
        return Ok(Ref::new(value));
    }
    let again = |(_, value)| {
        pressure::sweep();
        Ref::try_new(value)
    };
    let made = Ref::try_new(value).or_else(again);
    made.map_err(|(error, _)| error)
}

/// The id of the object's class in JavaScript: of the most derived one, which may not be `T`.
fn js_class_of<T: Class>(object: &Ref<T>) -> Result<u32, Error> {
    let class = object.class();
    class.host_class().ok_or(Error::WrongClass {
        expected: T::JS_NAME,
        found: class.name(),
    })
}

/// The wrapper of an object: the one JavaScript already has, or a new one.
///
/// # Errors
/// As [`expose`].
pub fn wrap<T: Class>(object: &Ref<T>) -> Result<JsValue, Error> {
    let js_class = js_class_of(object)?;
    Ok(imports::wrap(
        Heap::expose(object)?.to_f64(),
        js_class as i32,
        1,
    ))
}

/// The wrapper of an object that was just made and that nothing else refers to.
///
/// # Errors
/// As [`make`], and [`Error::TableFull`]; the value is dropped then.
pub(crate) fn wrap_value<T: Class>(value: T) -> Result<JsValue, Error> {
    let js_class = T::js_class();
    let handle = Heap::expose(&make(value)?)?;
    Ok(imports::wrap(
        handle.to_f64(),
        js_class as i32,
        T::IDENTITY.into(),
    ))
}

/// The object behind a wrapper.
///
/// # Errors
/// One for each way a JavaScript value can fail to be a live `T` of this instance.
pub fn unwrap<T: Class>(value: &JsValue) -> Result<Ref<T>, Error> {
    resolve(value, true)
}

/// The same for any object. `findable`: Rust may return it, and its wrapper is to be found then.
///
/// # Errors
/// As [`unwrap`].
pub(crate) fn resolve<T: Object>(value: &JsValue, findable: bool) -> Result<Ref<T>, Error> {
    of_number(imports::handle_of(value, instance::id(), findable.into()))
}

/// The object of a handle, or what a negative number says.
///
/// # Errors
/// As [`unwrap`].
pub(crate) fn of_number<T: Object>(number: f64) -> Result<Ref<T>, Error> {
    if number > 0.0 {
        return Heap::resolve_number(number);
    }
    Err(no_handle(number))
}

/// Why a number that JavaScript gave for a value is no handle.
pub(crate) fn no_handle(answer: f64) -> Error {
    match answer {
        -1.0 => Error::NotAHandle,
        -2.0 => Error::Disposed,
        -3.0 => Error::ForeignHandle,
        -4.0 => Error::NullHandle,
        // What a wrapper carries whose scope has ended.
        _ => Heap::handle(answer).err().unwrap_or(Error::Disposed),
    }
}

/// Takes the object behind a wrapper by value. The wrapper counts as disposed afterwards.
///
/// # Errors
/// As [`Heap::take`]; object and wrapper stay usable then.
pub fn take<T: Class>(object: Ref<T>) -> Result<T, Error> {
    let handle = object.handle();
    let value = Heap::take(object).map_err(|(error, _)| error)?;
    if let Some(handle) = handle {
        imports::forget(handle.to_f64(), T::js_class() as i32);
    }
    Ok(value)
}

/// A constructor call in progress: JavaScript has made `this`, and Rust is about to make the object.
///
/// JavaScript asks how many there are where constructors nest. If it fails, JavaScript knows by the error.
pub struct Construct<T: Class> {
    outer: u32,
    class: PhantomData<T>,
}

impl<T: Class> Construct<T> {
    /// Must be the first act of an exported constructor: what JavaScript made last is what this call is about.
    pub fn begin() -> Construct<T> {
        T::js_class();
        let outer = Heap::constructing();
        Heap::set_constructing(outer.wrapping_add(1));
        Construct {
            outer,
            class: PhantomData,
        }
    }

    /// Makes `this` the wrapper of a fresh value.
    ///
    /// # Errors
    /// As [`make`], and [`Error::TableFull`]; the value is dropped then.
    pub fn finish(self, value: T) -> Result<Constructed, Error> {
        let handle = expose_new(make(value)?)?;
        Ok(Constructed(handle.to_f64()))
    }

    /// Makes `this` the wrapper of an object; if it has one already, `new` returns that one.
    ///
    /// # Errors
    /// As [`expose`].
    pub fn finish_ref(self, object: &Ref<T>) -> Result<Constructed, Error> {
        let handle = expose(object)?;
        Ok(Constructed(-handle.to_f64()))
    }
}

/// What the constructor of an abstract class comes to. To be returned at once.
pub fn not_constructed<T: Class>() -> Constructed {
    drop(Construct::<T>::begin());
    let class = T::JS_NAME;
    let reason =
        format!("{class} is an abstract class: construct one of the classes that extend it");
    let error: JsValue = js_sys::TypeError::new(&reason).into();
    returned(Err(ErrorValue(error).thrown()))
}

/// What a constructor returns: the handle for `this`; negative if the object need not be a new one of just this class.
pub struct Constructed(f64);

impl WasmDescribe for Constructed {
    fn describe() {
        HandfastConstructed::describe();
    }
}

impl IntoWasmAbi for Constructed {
    type Abi = f64;
    #[inline]
    fn into_abi(self) -> f64 {
        self.0
    }
}

impl Returned for Constructed {
    fn failed() -> Constructed {
        Constructed(0.0)
    }
}

impl<T: Class> Drop for Construct<T> {
    fn drop(&mut self) {
        // Those inside of it that a crash has cut off are over as well.
        Heap::set_constructing(self.outer);
        Heap::set_constructed(T::js_class());
    }
}

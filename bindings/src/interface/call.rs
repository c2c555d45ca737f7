//! Calling the methods of a JavaScript object, straight through the JS-side table.

use handfast_runtime::Error;
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{Interface, first, name_of};
use crate::error::{Thrown, worded};
use crate::js_ref::JsRef;
use crate::{depth, imports};

/// What a method has returned, which JavaScript keeps until the next call. To be taken at once.
pub struct Answer(i32);

impl Answer {
    /// The value of a number or a boolean.
    #[inline]
    pub fn number(self) -> f64 {
        imports::take_number()
    }

    /// Any other value.
    #[inline]
    pub fn value(self) -> JsValue {
        match self.0 {
            0 => JsValue::UNDEFINED,
            _ => imports::take_result(),
        }
    }
}

/// Whether the object has a method with a default body.
pub fn is_implemented<T: Interface + ?Sized>(this: &JsRef<T>, position: u32) -> bool {
    imports::is_implemented(this.slot(), first::<T>() + position as i32) != 0
}

/// Calls a method. One call into JavaScript, with what `pass` has made of the arguments.
///
/// # Errors
/// What the method has thrown, or why it could not be called: [`Error::TooDeep`] as of held functions.
#[inline]
pub fn call<T: Interface + ?Sized, const N: usize>(
    this: &JsRef<T>,
    position: u32,
    arguments: [f64; N],
) -> Result<Answer, Thrown> {
    let (slot, method) = (this.slot(), first::<T>() + position as i32);
    let invoke = || match arguments.as_slice() {
        [] => imports::invoke0(slot, method),
        &[a] => imports::invoke1(slot, method, a),
        &[a, b] => imports::invoke2(slot, method, a, b),
        all => imports::invoke_many(slot, method, all.as_ptr() as i32),
    };
    answer::<T>(invoke, position)
}

/// Reads a property.
///
/// # Errors
/// As [`call`].
#[inline]
pub fn get_property<T: Interface + ?Sized>(
    this: &JsRef<T>,
    position: u32,
) -> Result<Answer, Thrown> {
    let (slot, method) = (this.slot(), first::<T>() + position as i32);
    answer::<T>(|| imports::read_property(slot, method), position)
}

/// Writes a property.
///
/// # Errors
/// As [`call`].
#[inline]
pub fn set_property<T: Interface + ?Sized>(
    this: &JsRef<T>,
    position: u32,
    value: f64,
) -> Result<Answer, Thrown> {
    let (slot, method) = (this.slot(), first::<T>() + position as i32);
    answer::<T>(|| imports::write_property(slot, method, value), position)
}

#[inline]
fn answer<T: Interface + ?Sized>(
    call: impl FnOnce() -> i32,
    position: u32,
) -> Result<Answer, Thrown> {
    match depth::call(call).map_err(Thrown::of)? {
        status @ (0 | 1) => Ok(Answer(status)),
        status => Err(failed::<T>(status, position)),
    }
}

#[cold]
#[inline(never)]
fn failed<T: Interface + ?Sized>(status: i32, position: u32) -> Thrown {
    match status {
        2 => Thrown::of(imports::take_result()),
        3 => Error::ValueGone.into(),
        4 => Error::MissingMethod {
            interface: T::JS_NAME,
            method: name_of::<T>(position),
        }
        .into(),
        _ => wrong::<T>(
            position,
            Error::WrongType {
                expected: "a number or boolean as declared",
            },
        ),
    }
}

/// Of a result that is not what the method should return.
#[cold]
#[inline(never)]
pub(super) fn wrong<T: Interface + ?Sized>(position: u32, error: Error) -> Thrown {
    let text = [
        "what ",
        T::JS_NAME,
        ".",
        name_of::<T>(position),
        " returned: ",
        &error.message(),
    ];
    Thrown::of(worded(error, &text.concat()))
}

/// Waits for the promise that an async method has returned.
///
/// # Errors
/// What it was rejected with.
pub async fn settled(answer: Answer) -> Result<JsValue, Thrown> {
    let promise: Promise = answer.value().unchecked_into();
    JsFuture::from(promise).await.map_err(Thrown::of)
}

//! Arguments of methods that JavaScript implements: each crosses as one number.

use std::marker::PhantomData;

use handfast_runtime::{Error, Ref};
use wasm_bindgen::JsValue;

use crate::class::{Class, expose};
use crate::js_ref::JsRef;

/// A text with as many bytes or more crosses as a value: its length would not fit into the number.
const LONG: usize = 1 << 20;

/// An argument on its way: the number, and what must be held until the call is over.
pub struct Passed<'a> {
    number: f64,
    _held: Option<JsRef>,
    /// What the number says the place of.
    _lent: PhantomData<&'a ()>,
}

impl Passed<'_> {
    /// The number that crosses.
    #[inline]
    pub fn number(&self) -> f64 {
        self.number
    }

    #[inline]
    fn plain(number: f64) -> Self {
        Passed {
            number,
            _held: None,
            _lent: PhantomData,
        }
    }
}

/// A number. The macro converts it, because not all have the same conversions.
#[inline]
pub fn plain(number: f64) -> Passed<'static> {
    Passed::plain(number)
}

/// A `bool`.
#[inline]
pub fn truth(truth: bool) -> Passed<'static> {
    Passed::plain(f64::from(u8::from(truth)))
}

/// An object: its handle. Negative, so that its wrapper stays findable: see `js-runtime/src/give.js`.
///
/// # Errors
/// As [`wrap`](crate::wrap).
#[inline]
pub fn object<T: Class>(object: &Ref<T>) -> Result<Passed<'_>, Error> {
    Ok(Passed::plain(-expose(object)?.to_f64()))
}

/// An object, if there is one.
///
/// # Errors
/// As [`object`].
#[inline]
pub fn object_or_none<T: Class>(maybe: &Option<Ref<T>>) -> Result<Passed<'_>, Error> {
    maybe.as_ref().map_or(Ok(Passed::plain(0.0)), object)
}

/// A held value: its slot.
#[inline]
pub fn slot<T: ?Sized>(held: &JsRef<T>) -> Passed<'_> {
    Passed::plain(f64::from(held.slot()))
}

/// A held value, if there is one.
#[inline]
pub fn slot_or_none<T: ?Sized>(held: &Option<JsRef<T>>) -> Passed<'_> {
    held.as_ref().map_or(Passed::plain(0.0), slot)
}

/// A text: where it is, and how long.
///
/// # Errors
/// [`Error::TableFull`].
#[inline]
pub fn text(text: &str) -> Result<Passed<'_>, Error> {
    if text.len() < LONG {
        let place = text.as_ptr() as usize as f64;
        Ok(Passed::plain(text.len() as f64 * 4_294_967_296.0 + place))
    } else {
        let value = value_of(JsValue::from_str(text))?;
        Ok(Passed {
            number: -value.number,
            ..value
        })
    }
}

/// Any other value: it is held for the call.
///
/// # Errors
/// [`Error::TableFull`].
pub fn value_of(value: impl AsRef<JsValue>) -> Result<Passed<'static>, Error> {
    let held = JsRef::try_new(value.as_ref())?;
    Ok(Passed {
        number: f64::from(held.slot()),
        _held: Some(held),
        _lent: PhantomData,
    })
}

/// The same for what can be converted.
///
/// # Errors
/// [`Error::TableFull`].
pub fn value(value: impl Into<JsValue>) -> Result<Passed<'static>, Error> {
    value_of(value.into())
}

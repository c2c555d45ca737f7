//! What the expansion of `#[handfast]` calls. Not a public interface: it changes without notice.

pub use handfast_runtime as runtime;
pub use wasm_bindgen;

pub use crate::__async_shim as async_shim;
pub use crate::__class_conversions as class_conversions;
pub use crate::__shim as shim;
pub use crate::checked::{Checked, returned};
pub use crate::class::{
    Class, Construct, Constructed, not_constructed, register_class, same_name, take,
};
pub use crate::convert::{
    Arg, AsyncReceiver, By, ByBuffer, ByInterface, ByJsRef, ByRef, ByValue, Call, Character,
    Element, FromJs, FromValue, Future, Given, IntoJs, Item, LentNumbers, List, Many, Numbers, One,
    Optional, OptionalMany, OrNull, Read, RefFromJs, Text, Truth, TypeName, Wrapper, can_take,
    named, not_borrowed, not_borrowed_mut, receiver, sure, with_exact, with_exact_mut,
};
pub use crate::error::{ErrorValue, IntoThrown, Thrown};
pub use crate::interface;
pub use crate::interface::{Caught, Interface, IntoCaught, Outcome};
pub use crate::js_ref::JsRef;
pub use crate::marker::HandfastObject;
pub use crate::poison::enter;
pub use crate::task::pending;
pub use crate::unwind::catch;
pub use crate::view::{View, Viewed};

/// What wasm-bindgen's expansion of an async function takes for that crate.
pub mod wasm_bindgen_futures {
    pub use ::wasm_bindgen_futures::*;

    pub use crate::task::future_to_promise;
}

/// The same where it is told to look here.
pub mod js_sys {
    pub use ::js_sys::*;

    pub use super::wasm_bindgen_futures as futures;
}

//! What the expansion of `#[handfast]` calls. Not a public interface: it changes without notice.

pub use handfast_runtime as runtime;
pub use js_sys;
pub use wasm_bindgen;
pub use wasm_bindgen_futures;

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
    named, not_borrowed, not_borrowed_mut, receiver,
};
pub use crate::error::{ErrorValue, IntoThrown, Thrown};
pub use crate::interface;
pub use crate::interface::{Caught, Interface, IntoCaught, Outcome};
pub use crate::js_ref::JsRef;
pub use crate::marker::HandfastObject;
pub use crate::pending::pending;
pub use crate::poison::enter;
pub use crate::unwind::catch;
pub use crate::view::{View, Viewed};

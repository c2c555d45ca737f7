//! What the expansion of `#[handfast]` calls. Not a public interface: it changes without notice.

pub use handfast_runtime as runtime;
pub use js_sys;
pub use wasm_bindgen;
pub use wasm_bindgen_futures;

pub use crate::__shim as shim;
pub use crate::class::{Class, Construct, register_class, take, wrap, wrap_value};
pub use crate::convert::{
    Arg, ElemArg, FromJs, IntoJs, JsRefArg, OptArg, OptJsRefArg, RefFromJs, Wrapper, receiver, unhold, vec_refs, vec_values,
};
pub use crate::error::{ErrorValue, IntoThrown, Thrown, throw};
pub use crate::js_ref::JsRef;
pub use crate::marker::HandfastObject;

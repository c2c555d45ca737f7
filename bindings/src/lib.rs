//! Objects owned across the Rust/JavaScript boundary, in both directions.

mod checked;
mod class;
mod convert;
mod error;
pub mod exports;
mod imports;
mod instance;
mod js_api;
mod js_ref;
mod marker;
mod snippets;
mod testing;

pub mod prelude;

#[doc(hidden)]
pub mod private;

pub use class::{Class, wrap, unwrap};
pub use error::to_js_error;
pub use handfast_macros::{Trace, handfast};
pub use handfast_runtime::{
    Borrow, BorrowMut, Error, Handle, Heap, Holder, Object, Part, RawJsRef, Ref, Release, ReleaseQueue, Stats, Trace, Tracer, Visit,
    Weak, dyn_object, object,
};
pub use js_ref::{JsRef, JsWeak};
pub use testing::assert_empty;

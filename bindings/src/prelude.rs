//! What most files of an app need: `use handfast::prelude::*;`

pub use js_sys::Function;
pub use wasm_bindgen::prelude::{JsError, JsValue};

pub use crate::{JsRef, JsWeak, Ref, RustFn, Trace, Weak, handfast};

//! [`RustFn`] in the signatures of exported functions.

use handfast_runtime::Error;
use wasm_bindgen::JsValue;

use super::RustFn;
use crate::convert::{
    IntoJs, Many, Named, One, Optional, OptionalMany, Read, Reading, RefFromJs, TypeName,
    parameters, type_name,
};
use crate::error::Thrown;

/// Reads a function that Rust has made. JavaScript keeps it.
pub enum Functions {}

impl TypeName for Functions {
    const NAME: &'static str = "HandfastFunction";
}

impl Reading for Functions {
    type Value = RustFn;

    fn describe() {
        type_name!("HandfastFunction");
    }

    fn describe_list() {
        type_name!("HandfastFunction[]");
    }

    fn read(value: &JsValue) -> Result<RustFn, Error> {
        RustFn::from_js(value)
    }
}

parameters! {
    [] RustFn, Functions;
}

// Errors are to name what the user wrote.
#[diagnostic::do_not_recommend]
impl<L> RefFromJs<L> for RustFn {
    type Js = Read<Functions>;
    type Anchor = RustFn;
    type Guard<'a> = &'a RustFn;

    fn anchor(js: Self::Js) -> Result<RustFn, Error> {
        js.get()
    }

    fn borrow<'a>(anchor: &'a RustFn, _: &'static &'static str) -> Result<&'a RustFn, Error> {
        Ok(anchor)
    }
}

/// A function on its way to JavaScript.
type Wrapped = Named<Functions>;

fn wrapped(function: RustFn) -> Result<Wrapped, Error> {
    function.wrap().map(Named::new)
}

fn all_wrapped(functions: Vec<RustFn>) -> Result<Vec<Wrapped>, Error> {
    functions.into_iter().map(wrapped).collect()
}

macro_rules! into_js {
    ($($shape:ident: $value:ty => $js:ty, $into:expr;)+) => {$(
        // Errors are to name what the user wrote.
        #[diagnostic::do_not_recommend]
        impl IntoJs<$shape> for RustFn {
            type Value = $value;
            type Js = $js;
            type Return = Result<$js, JsValue>;
            fn into_js(value: $value) -> Result<$js, Error> {
                $into(value)
            }
            fn answer(result: Result<$js, Thrown>) -> Result<$js, JsValue> {
                result.map_err(Thrown::into_js)
            }
        }
    )+};
}

into_js! {
    One: RustFn => Wrapped, wrapped;
    Optional: Option<RustFn> => Option<Wrapped>, |function: Option<_>| function.map(wrapped).transpose();
    Many: Vec<RustFn> => Vec<Wrapped>, all_wrapped;
    OptionalMany: Option<Vec<RustFn>> => Option<Vec<Wrapped>>, |functions: Option<_>| functions.map(all_wrapped).transpose();
}

//! [`RustString`]s as parameters and results.

use handfast_runtime::Error;
use wasm_bindgen::JsValue;

use super::describe::{TypeName, type_name};
use super::read::parameters;
use super::wrapper::{Named, results};
use super::{IntoJs, Read, Reading, RefFromJs, Text};
use crate::error::Thrown;
use crate::rust_string::{RustString, unwrap, wrap};

/// What is passed: one of Rust's, which is not copied, or one of JavaScript's.
pub enum EitherString {}

impl Reading for EitherString {
    type Value = RustString;

    fn describe() {
        type_name!("RustString | string");
    }

    fn describe_list() {
        type_name!("(RustString | string)[]");
    }

    fn read(value: &JsValue) -> Result<RustString, Error> {
        if value.is_string() {
            Text::read(value).map(RustString::from)
        } else {
            unwrap(value)
        }
    }
}

parameters! {
    [] RustString, EitherString;
}

#[diagnostic::do_not_recommend]
impl<L> RefFromJs<L> for RustString {
    type Js = Read<EitherString>;
    type Anchor = RustString;
    type Guard<'a> = &'a RustString;

    fn anchor(js: Read<EitherString>) -> Result<RustString, Error> {
        js.get()
    }

    fn borrow<'a>(
        anchor: &'a RustString,
        _: &'static &'static str,
    ) -> Result<&'a RustString, Error> {
        Ok(anchor)
    }
}

/// What is returned.
pub enum Name {}

impl TypeName for Name {
    const NAME: &'static str = "RustString";
}

fn give(string: RustString) -> Result<Named<Name>, Error> {
    Ok(Named::new(wrap(string)?))
}

results!([] RustString, RustString, Name, give);

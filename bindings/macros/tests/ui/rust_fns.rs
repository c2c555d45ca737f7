use std::rc::Rc;

use handfast::RustFn;
use handfast::prelude::*;

fn an_environment_that_cannot_be_traced(text: Rc<String>) -> RustFn {
    RustFn::new(text, |text: &Rc<String>| text.len() as u32)
}

fn an_argument_that_cannot_cross() -> RustFn {
    RustFn::new((), |_: &(), _: Rc<String>| {})
}

fn a_lent_argument() -> RustFn {
    RustFn::new((), |_: &(), _: &str| {})
}

fn a_result_that_cannot_cross() -> RustFn {
    RustFn::new((), |_: &()| Rc::new(5))
}

fn an_error_that_cannot_cross() -> RustFn {
    RustFn::new((), |_: &()| Err::<(), Rc<String>>(Rc::default()))
}

fn another_environment() -> RustFn {
    RustFn::new(5, |_: &String| {})
}

fn main() {}

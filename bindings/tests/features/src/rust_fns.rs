//! Rust closures as functions of JavaScript's.

use std::cell::RefCell;

use handfast::prelude::*;
use handfast::{Error, handfast};
use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::counter::Counter;
use crate::enums::Color;

thread_local! {
    static KEPT: RefCell<Option<RustFn>> = const { RefCell::new(None) };
}

/// Adds to a number of its own.
#[handfast(js_name = adder)]
pub fn adder(by: i32) -> RustFn {
    RustFn::new(by, |by: &i32, number: i32| number + by)
}

/// Counts its calls.
#[handfast(js_name = counting)]
pub fn counting() -> RustFn {
    RustFn::new_mut(0, |count: &mut u32| {
        *count += 1;
        *count
    })
}

/// Gives a text away.
#[handfast(js_name = onlyOnce)]
pub fn only_once(text: String) -> RustFn {
    RustFn::once(text, |text: String, more: String| text + &more)
}

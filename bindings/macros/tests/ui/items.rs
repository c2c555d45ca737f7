//! Items that have no counterpart in JavaScript, or are wasm-bindgen's own.

use handfast::handfast;

#[handfast]
extern "C" {
    fn imported();
}

#[handfast]
pub union Either {
    number: u32,
    float: f32,
}

#[handfast]
pub mod inner {}

#[handfast]
pub type Alias = u32;

#[handfast]
pub static STATIC: u32 = 1;

#[handfast]
pub const CONSTANT: u32 = 1;

#[handfast]
use std::rc::Rc;

fn main() {}

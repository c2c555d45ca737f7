//! Types that neither wasm-bindgen nor Handfast can convert.

use std::collections::HashMap;

use handfast::{Ref, handfast};

#[handfast]
pub struct Class;

pub struct Plain;

pub type ClassRef = Ref<Class>;

#[handfast]
pub fn by_value(value: HashMap<u32, u32>) {}

#[handfast]
pub fn returned() -> Plain {
    Plain
}

#[handfast]
pub fn by_reference(value: &Plain) {}

#[handfast]
pub fn exclusive(value: &mut Plain) {}

#[handfast]
pub fn number(value: &u32) {}

#[handfast]
pub fn optional(value: Option<Plain>) {}

#[handfast]
pub fn several() -> Vec<Plain> {
    Vec::new()
}

#[handfast]
pub fn alias(value: ClassRef) {}

#[handfast]
pub fn of_no_class(value: Ref<String>) {}

#[handfast]
pub fn slice(value: &[Class]) {}

#[handfast]
pub fn error() -> Result<(), Plain> {
    Ok(())
}

fn main() {}

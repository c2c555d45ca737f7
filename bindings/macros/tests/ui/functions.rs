//! Free functions.

use handfast::handfast;

#[handfast]
fn private() {}

#[handfast]
pub(crate) fn half_private() {}

#[handfast]
pub unsafe fn dangerous() {}

#[handfast(constructor)]
pub fn constructor() {}

#[handfast(getter)]
pub fn getter() -> u32 {
    1
}

#[handfast]
pub fn parameter(#[handfast(readonly)] value: u32) {}

#[handfast(start, js_name = other)]
fn start() {}

fn main() {}

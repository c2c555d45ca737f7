//! Types that have no name, or that JavaScript has not got.

use handfast::handfast;

#[handfast]
pub fn callback(callback: &dyn Fn(u32)) {}

#[handfast]
pub fn callback_mut(callback: &mut dyn FnMut(u32)) {}

#[handfast]
pub fn text(text: impl AsRef<str>) {}

#[handfast]
pub fn numbers() -> impl Iterator<Item = u32> {
    0..3
}

#[handfast]
pub fn pair(pair: (u32, u32)) -> (u32, u32) {
    pair
}

#[handfast]
pub fn result(result: Result<u32, String>) {}

fn main() {}

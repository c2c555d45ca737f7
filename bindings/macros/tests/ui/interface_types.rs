//! Types that cannot cross in a method that JavaScript implements, and traits that are no interfaces.

use handfast::handfast;
use handfast::prelude::*;

/// Of the user's, unknown to JavaScript.
pub struct Foreign;

#[handfast]
pub struct Node {}

#[handfast]
pub trait Types {
    fn lent(&self, value: &Node) -> Result<(), JsValue>;
    fn result(&self) -> Result<Foreign, JsValue>;
    fn error(&self) -> Result<(), Foreign>;
}

pub trait Plain {
    fn f(&self);
}

#[handfast]
pub fn parameter(_: JsRef<dyn Plain>) {}

fn main() {}

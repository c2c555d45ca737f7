//! Classes that extend others.

use handfast::handfast;

#[handfast]
pub struct Base;

#[handfast(extends = Own)]
pub struct Own;

#[handfast(extends = Base)]
pub struct WithParent {
    parent: u32,
}

#[handfast(extends = Base)]
pub struct Tuple(u32);

#[handfast(extends_js_class = Base)]
pub struct WithoutBase;

#[handfast(extends = NotAClass)]
pub struct OfNothing;

pub struct NotAClass;

fn main() {}

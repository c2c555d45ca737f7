//! A method that gets its own reference, of a class whose objects may have several wrappers.

use handfast::{Ref, handfast};

#[handfast]
pub struct Leaf;

#[handfast]
impl Leaf {
    pub fn lent(this: &Ref<Self>) {}

    pub fn owned(this: Ref<Leaf>) {}
}

fn main() {}

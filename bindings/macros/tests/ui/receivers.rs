//! Receivers other than `self`, `&self`, `&mut self` and `this`.

use std::pin::Pin;
use std::rc::Rc;

use handfast::{Ref, handfast};

#[handfast(identity)]
pub struct Class;

#[handfast]
pub struct Other;

#[handfast]
impl Class {
    pub fn boxed(self: Box<Self>) {}

    pub fn counted(self: Rc<Self>) {}

    pub fn pinned(self: Pin<&mut Self>) {}

    pub fn foreign(this: &Ref<Other>) {}
}

fn main() {}

//! JavaScript has one class of a name, and one function.

use handfast::handfast;

#[handfast]
pub struct Typed<T> {
    value: T,
}

#[handfast]
pub struct Borrowing<'a> {
    value: &'a str,
}

#[handfast]
pub struct Plain;

#[handfast]
impl<T> Typed<T> {
    pub fn value(&self) {}
}

#[handfast]
impl Plain {
    pub fn generic<T>(&self, value: T) {}

    pub fn borrowing<'a>(&'a self, text: &'a str) {}

    pub fn constrained(&self)
    where
        Self: Sized,
    {
    }
}

#[handfast]
pub fn generic<T>(value: T) {}

#[handfast]
pub enum Choice<T> {
    One(T),
}

fn main() {}

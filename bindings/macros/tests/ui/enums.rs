//! Enums: a class cannot be one of the types of a union.

use handfast::handfast;

#[handfast]
pub struct Class;

#[handfast]
pub enum Answer {
    Nothing = "nothing",
    Object(Class),
}

#[handfast(inspectable)]
pub enum Color {
    Red,
}

#[handfast]
enum Private {
    One,
}

fn main() {}

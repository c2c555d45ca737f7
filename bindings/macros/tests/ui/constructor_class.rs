//! `new` makes the class itself.

use handfast::handfast;

#[handfast]
pub struct Class;

#[handfast]
pub struct Other;

#[handfast]
impl Class {
    #[handfast(constructor)]
    pub fn other() -> u32 {
        5
    }
}

fn main() {}

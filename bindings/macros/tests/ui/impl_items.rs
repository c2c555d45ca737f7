//! What stands between the methods.

use handfast::handfast;

#[handfast]
pub struct Class;

macro_rules! methods {
    () => {
        pub fn hidden(&self) {}
    };
}

#[handfast]
impl Class {
    pub const CONSTANT: u32 = 1;

    const PRIVATE: u32 = 2;

    methods!();

    pub unsafe fn unsafe_method(&self) {}
}

#[handfast]
unsafe impl Class {}

fn main() {}

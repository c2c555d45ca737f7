//! What properties cannot do.

use handfast::handfast;

#[handfast]
pub struct Class;

#[handfast]
impl Class {
    #[handfast(getter)]
    pub fn with_parameter(&self, value: u32) -> u32 {
        value
    }

    #[handfast(getter)]
    pub fn nothing(&self) {}

    #[handfast(setter)]
    pub fn unnamed(&mut self, value: u32) {}

    #[handfast(setter)]
    pub fn set_nothing(&mut self) {}

    #[handfast(setter)]
    pub fn set_two(&mut self, a: u32, b: u32) {}

    #[handfast(setter)]
    pub async fn set_later(&mut self, value: u32) {}

    #[handfast(setter)]
    pub fn set_and_return(&mut self, value: u32) -> u32 {
        value
    }
}

fn main() {}

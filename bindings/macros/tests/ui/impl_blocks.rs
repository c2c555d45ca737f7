//! Blocks that are no inherent blocks of a class.

use handfast::handfast;

#[handfast]
#[derive(Debug)]
pub struct Class;

#[handfast]
impl Default for Class {
    fn default() -> Class {
        Class
    }
}

#[handfast]
impl [Class] {
    pub fn method(&self) {}
}

#[handfast(js_name = Class)]
impl Class {
    pub fn named(&self) {}
}

pub struct NotAClass;

#[handfast]
impl NotAClass {
    pub fn method(&self) {}
}

fn main() {}

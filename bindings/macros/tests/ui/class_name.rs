//! A class that has another name in JavaScript.

use handfast::handfast;

#[handfast(js_name = Other)]
pub struct Renamed;

#[handfast]
impl Renamed {
    pub fn method(&self) {}
}

fn main() {}

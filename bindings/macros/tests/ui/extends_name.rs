//! A base class that has another name in JavaScript.

use handfast::handfast;

#[handfast(js_name = Base)]
pub struct Renamed;

#[handfast(extends = Renamed)]
pub struct Derived;

fn main() {}

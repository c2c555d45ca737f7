use handfast::prelude::*;
use handfast::HeapSize;

// Nobody knows whose memory it is.
#[handfast(measured)]
pub struct Unmeasured {
    #[trace(skip)]
    shared: std::rc::Rc<Vec<u8>>,
}

#[handfast]
pub struct Base;

// The base class decides.
#[handfast(extends = Base, measured)]
pub struct Derived {
    bytes: Vec<u8>,
}

#[handfast(measured = 5)]
pub struct NoFunction;

#[handfast(measured = wrong)]
pub struct WrongFunction;

fn wrong(_: &WrongFunction) -> u8 {
    0
}

#[derive(HeapSize)]
pub struct Misspelled {
    #[size(skipped)]
    bytes: Vec<u8>,
}

#[derive(HeapSize)]
pub union Either {
    a: u8,
    b: u16,
}

fn main() {}

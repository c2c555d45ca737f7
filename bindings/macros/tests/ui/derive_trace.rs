//! `#[derive(Trace)]`.

use std::rc::Rc;

use handfast::Trace;

#[derive(Trace)]
pub union Either {
    number: u32,
    float: f32,
}

#[derive(Trace)]
pub struct Shared {
    shared: Rc<u32>,
}

#[derive(Trace)]
#[trace(unknown)]
pub struct Unknown;

#[derive(Trace)]
pub enum Fields {
    One {
        #[trace(edges)]
        field: u32,
    },
}

fn main() {}

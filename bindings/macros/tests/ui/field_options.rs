//! Options of fields.

use handfast::handfast;

#[handfast]
pub struct Unknown {
    #[handfast(unknown)]
    pub field: u32,
    #[handfast(js_name = other, getter)]
    pub second: u32,
}

#[handfast]
pub struct NotPublic {
    #[handfast(readonly)]
    private: u32,
    #[handfast(js_name = other)]
    pub(crate) inner: u32,
}

#[handfast]
pub struct SkippedAndMore {
    #[handfast(skip, readonly)]
    pub field: u32,
}

#[handfast]
pub struct Traced {
    #[trace(edges)]
    pub field: u32,
}

#[handfast]
#[trace(skip)]
pub struct TraceOptions;

#[handfast]
pub struct NameValue {
    #[handfast = "skip"]
    pub field: u32,
}

fn main() {}

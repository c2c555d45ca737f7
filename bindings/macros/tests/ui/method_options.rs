//! Options of methods and parameters.

use handfast::handfast;

#[handfast]
pub struct Class;

#[handfast]
impl Class {
    #[handfast(unknown)]
    pub fn unknown(&self) {}

    #[handfast(js_namespace = math)]
    pub fn in_namespace() {}

    #[handfast(catch)]
    pub fn catch(&self) {}

    #[handfast(this)]
    pub fn this(&self) {}

    #[handfast(method)]
    pub fn method(&self) {}

    #[handfast(structural)]
    pub fn structural(&self) {}

    #[handfast(indexing_getter)]
    pub fn get(&self) {}

    #[handfast(jspi)]
    pub fn suspending(&self) {}

    #[handfast(js_class = Other)]
    pub fn elsewhere(&self) {}

    #[handfast(readonly)]
    pub fn readonly(&self) {}

    pub fn parameter(&self, #[handfast(skip)] value: u32) {}

    #[handfast(constructor)]
    fn not_public() -> Class {
        Class
    }

    #[handfast(skip, js_name = other)]
    pub fn skipped(&self) {}
}

fn main() {}

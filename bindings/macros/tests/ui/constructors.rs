//! What `new` cannot do.

use handfast::handfast;

#[handfast]
pub struct Class;

#[handfast]
impl Class {
    #[handfast(constructor)]
    pub fn with_receiver(&self) -> Class {
        Class
    }

    #[handfast(constructor)]
    pub async fn later() -> Class {
        Class
    }

    #[handfast(constructor)]
    pub fn nothing() {}

    #[handfast(constructor)]
    pub fn perhaps() -> Option<Class> {
        None
    }

    #[handfast(constructor)]
    pub fn several() -> Vec<Class> {
        Vec::new()
    }
}

fn main() {}

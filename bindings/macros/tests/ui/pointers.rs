//! Pointers that count on their own, and references inside other types.

use std::rc::{Rc, Weak};
use std::sync::Arc;

use handfast::{Ref, handfast};

#[handfast]
pub struct Class;

#[handfast]
impl Class {
    pub fn rc(&self, value: Rc<Class>) {}

    pub fn arc(&self) -> Arc<Class> {
        Arc::new(Class)
    }

    pub fn several(&self, values: Vec<Rc<Class>>) {}

    pub fn weak(&self, value: Weak<Class>) -> Option<handfast::Weak<Class>> {
        None
    }

    pub fn optional(&self, value: Option<&Class>) {}

    pub fn lent_option(&self, value: &Option<Ref<Class>>) {}

    pub fn lent_vec(&self, value: &Vec<u32>) {}
}

fn main() {}

//! [`Registry`]: watches objects, and looks at them whenever it is asked to.

use handfast::handfast;
use handfast::prelude::*;

use crate::thing::Thing;

/// A registry of listeners, as apps have them: it holds none of them, and polls them all.
#[handfast]
#[derive(Default)]
pub struct Registry {
    watched: Vec<Weak<Thing>>,
}

#[handfast]
impl Registry {
    /// Watches nothing.
    #[handfast(constructor)]
    pub fn new() -> Registry {
        Registry::default()
    }

    /// Watches an object.
    pub fn watch(&mut self, thing: &Ref<Thing>) {
        self.watched.push(thing.downgrade());
    }

    /// Upgrades every reference and reads what is there. Returns how many are alive.
    pub fn poll(&self) -> usize {
        let alive = self.watched.iter().filter_map(Weak::upgrade);
        alive.filter(|thing| thing.borrow().id() > 0).count()
    }
}

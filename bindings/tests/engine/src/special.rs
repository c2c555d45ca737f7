//! [`Special`]: a derived class.

use handfast::handfast;

use crate::thing::Thing;

/// A [`Thing`] with a level.
#[handfast(extends = Thing)]
pub struct Special {
    level: u32,
}

#[handfast]
impl Special {
    /// An object called `id`.
    #[handfast(constructor)]
    pub fn new(id: u32, level: u32) -> Special {
        Special {
            parent: Thing::new(id),
            level,
        }
    }

    /// Its level.
    #[handfast(getter)]
    pub fn level(&self) -> u32 {
        self.level
    }

    /// Raises the level.
    pub fn raise(&mut self) -> u32 {
        self.level += 1;
        self.level
    }
}

//! [`Leaf`]: an object that can hold nothing.

use handfast::handfast;

use crate::census::Tag;

/// Cannot hold references.
#[handfast]
pub struct Leaf {
    #[trace(skip)]
    tag: Tag,
}

#[handfast]
impl Leaf {
    /// An object called `id`.
    #[handfast(constructor)]
    pub fn new(id: u32) -> Leaf {
        Leaf { tag: Tag(id) }
    }

    /// What it is called.
    #[handfast(getter)]
    pub fn id(&self) -> u32 {
        self.tag.0
    }
}

//! Public fields as properties.

use handfast::handfast;
use handfast::prelude::*;

use crate::counter::Counter;

/// Every kind of field.
#[handfast]
pub struct Fields {
    /// Read and written.
    pub number: u32,
    /// Read only.
    #[handfast(readonly)]
    pub fixed: f64,
    /// Not a property.
    #[handfast(skip)]
    pub hidden: u32,
    /// Called otherwise.
    #[handfast(js_name = otherName)]
    pub renamed: bool,
    /// Cloned.
    #[handfast(getter_with_clone)]
    pub text: String,
    /// A reference needs no option to be cloned.
    pub counter: Option<Ref<Counter>>,
    /// Nor does one to JavaScript.
    pub callback: Option<JsRef<Function>>,
    /// Several.
    pub counters: Vec<Ref<Counter>>,
    /// Optional, and `Copy`.
    pub maybe: Option<f64>,
    /// Not in the declarations.
    #[handfast(skip_typescript)]
    pub untyped: u8,
    /// Under a name that Rust reserves.
    pub r#type: u8,
    private: u32,
}

#[handfast]
impl Fields {
    /// With fixed contents.
    #[handfast(constructor)]
    pub fn new() -> Fields {
        Fields {
            number: 1,
            fixed: 1.5,
            hidden: 2,
            renamed: true,
            text: "text".to_owned(),
            counter: None,
            callback: None,
            counters: Vec::new(),
            maybe: None,
            untyped: 3,
            r#type: 4,
            private: 5,
        }
    }

    /// What JavaScript cannot see.
    #[handfast(js_name = sumHidden)]
    pub fn sum_hidden(&self) -> u32 {
        self.hidden + self.private
    }
}

impl Default for Fields {
    fn default() -> Fields {
        Fields::new()
    }
}

/// All fields are cloned.
#[handfast(getter_with_clone)]
pub struct Cloned {
    /// Text.
    pub text: String,
    /// Numbers.
    pub numbers: Vec<u32>,
}

#[handfast]
impl Cloned {
    /// With fixed contents.
    #[handfast(constructor)]
    pub fn new() -> Cloned {
        Cloned {
            text: "cloned".to_owned(),
            numbers: vec![1, 2, 3],
        }
    }
}

impl Default for Cloned {
    fn default() -> Cloned {
        Cloned::new()
    }
}

/// A tuple struct: its properties are numbers.
#[handfast]
pub struct Pair(
    /// The first.
    pub u32,
    /// The second.
    #[handfast(readonly)]
    pub f64,
);

#[handfast]
impl Pair {
    /// Of both.
    #[handfast(constructor)]
    pub fn new(first: u32, second: f64) -> Pair {
        Pair(first, second)
    }
}

/// A struct without fields, and without a constructor.
#[handfast]
#[derive(Clone, Copy, Debug)]
pub struct Unit;

#[handfast]
impl Unit {
    /// The only way to one.
    pub fn make() -> Unit {
        Unit
    }

    /// Something to call.
    pub fn answer(&self) -> u32 {
        42
    }
}

/// Its setter drops the old value, whose destructor uses the object: by then it must not be borrowed.
#[handfast]
pub struct Owner {
    /// Who is owned.
    pub owned: Option<Ref<Owned>>,
    dropped: u32,
}

#[handfast]
impl Owner {
    /// Of nobody.
    #[handfast(constructor)]
    pub fn new() -> Owner {
        Owner {
            owned: None,
            dropped: 0,
        }
    }

    /// Makes one that knows its owner.
    pub fn make(this: &Ref<Self>) -> Ref<Owned> {
        Ref::new(Owned {
            owner: this.downgrade(),
        })
    }

    /// How many have gone.
    #[handfast(getter)]
    pub fn dropped(&self) -> u32 {
        self.dropped
    }
}

impl Default for Owner {
    fn default() -> Owner {
        Owner::new()
    }
}

/// Tells its owner when it goes.
#[handfast]
pub struct Owned {
    owner: Weak<Owner>,
}

impl Drop for Owned {
    fn drop(&mut self) {
        if let Some(owner) = self.owner.upgrade() {
            owner.borrow_mut().dropped += 1;
        }
    }
}

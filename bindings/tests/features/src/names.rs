//! Classes whose names are special.

use handfast::handfast;
use handfast::prelude::*;

/// Called otherwise in JavaScript.
#[handfast(js_name = Renamed)]
pub struct Original {
    /// A property.
    pub number: u32,
}

#[handfast(js_class = Renamed)]
impl Original {
    /// Of a number.
    #[handfast(constructor)]
    pub fn new(number: u32) -> Original {
        Original { number }
    }

    /// Called otherwise.
    #[handfast(js_name = camelCase)]
    pub fn snake_case(&self, other: &Original) -> u32 {
        self.number + other.number
    }

    /// Parameters that are called as what the expansion contains.
    pub fn mix(&mut self, this: u32, ret: u32, unusual: u32, arg0: u32) -> u32 {
        let others = [ret, unusual, arg0].map(|number| number.rotate_left(1));
        self.number = others
            .into_iter()
            .fold(self.number ^ this, |sum, number| sum ^ number);
        self.number
    }

    /// Returned under its other name.
    pub fn copy(&self) -> Original {
        Original {
            number: self.number,
        }
    }
}

/// Called as a class of the platform's, which this module uses too (`js_values.rs`).
#[handfast(js_name = Event)]
pub struct OwnEvent {
    name: String,
}

#[handfast(js_class = Event)]
impl OwnEvent {
    /// Of a name.
    #[handfast(constructor)]
    pub fn new(name: String) -> OwnEvent {
        OwnEvent { name }
    }

    /// The name.
    #[handfast(getter)]
    pub fn name(&self) -> String {
        self.name.clone()
    }

    /// As an argument, and returned.
    pub fn join(&self, other: &OwnEvent) -> OwnEvent {
        OwnEvent {
            name: format!("{}{}", self.name, other.name),
        }
    }
}

/// Extends such a class.
#[handfast(extends = OwnEvent, extends_js_class = Event)]
pub struct SpecialEvent {
    /// A property of its own.
    pub special: bool,
}

#[handfast]
impl SpecialEvent {
    /// Special.
    #[handfast(constructor)]
    pub fn new(name: String) -> SpecialEvent {
        SpecialEvent {
            parent: OwnEvent::new(name),
            special: true,
        }
    }
}

/// Not on the public API of the module.
#[handfast(private)]
pub struct Secret {
    /// A property.
    pub number: u32,
}

/// The only way to it.
#[handfast(js_name = makeSecret)]
pub fn make_secret(number: u32) -> Secret {
    Secret { number }
}

/// And back.
#[handfast(js_name = readSecret)]
pub fn read_secret(secret: Ref<Secret>) -> u32 {
    secret.borrow().number
}

/// Not in the declarations.
#[handfast(skip_typescript)]
pub struct Undeclared {
    /// A property.
    pub number: u32,
}

#[handfast]
impl Undeclared {
    /// Of a number.
    #[handfast(constructor)]
    pub fn new(number: u32) -> Undeclared {
        Undeclared { number }
    }
}

/// A path to the crate that is not the usual one.
pub mod renamed_crate {
    use ::handfast as hf;

    /// Made through another path.
    #[hf::handfast(crate = hf)]
    pub struct Elsewhere {
        /// A property.
        pub number: u32,
    }

    #[hf::handfast(crate = hf)]
    impl Elsewhere {
        /// Of a number.
        #[handfast(constructor)]
        pub fn new(number: u32) -> Elsewhere {
            Elsewhere { number }
        }
    }
}

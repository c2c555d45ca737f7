//! What one sees of an object.

use handfast::handfast;

/// Shows its properties.
#[handfast(inspectable)]
pub struct Shown {
    /// Shown.
    pub number: u32,
    /// Shown as well.
    #[handfast(readonly, js_name = otherName)]
    pub renamed: bool,
    private: u32,
}

#[handfast]
impl Shown {
    /// With these.
    #[handfast(constructor)]
    pub fn new(number: u32) -> Shown {
        Shown {
            number,
            renamed: true,
            private: 13,
        }
    }

    /// Shown, because it is a property.
    #[handfast(getter)]
    pub fn computed(&self) -> u32 {
        self.number + self.private
    }
}

/// Shows what it wants.
#[handfast(inspectable)]
pub struct Overridden {
    number: u32,
}

#[handfast]
impl Overridden {
    /// With this.
    #[handfast(constructor)]
    pub fn new(number: u32) -> Overridden {
        Overridden { number }
    }

    /// In place of the generated one.
    #[handfast(js_name = toJSON)]
    pub fn to_json(&self) -> u32 {
        self.number
    }

    /// In place of the generated one.
    #[handfast(js_name = toString)]
    pub fn describe(&self) -> String {
        format!("Overridden: {}", self.number)
    }
}

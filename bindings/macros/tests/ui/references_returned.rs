//! References cannot be returned: JavaScript could keep them.

use handfast::handfast;

#[handfast]
pub struct Class {
    text: String,
}

#[handfast]
impl Class {
    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn itself(&self) -> &Self {
        self
    }

    pub fn perhaps(&self) -> Option<&str> {
        Some(&self.text)
    }

    pub fn result(&self) -> Result<&str, String> {
        Ok(&self.text)
    }
}

fn main() {}

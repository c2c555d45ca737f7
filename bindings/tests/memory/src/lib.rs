//! Numbers in a memory that JavaScript has made.

use handfast::prelude::*;
use handfast::{Buffer, Error};

/// Has a buffer.
#[handfast]
pub struct Field {
    /// A view of all of them.
    pub numbers: Buffer<f64>,
}

#[handfast]
impl Field {
    /// So many zeros.
    #[handfast(constructor)]
    pub fn new(length: usize) -> Result<Field, Error> {
        let numbers = Buffer::zeroed(length)?;
        Ok(Field { numbers })
    }

    /// Adds zeros until there are so many.
    pub fn resize(&mut self, length: usize) -> Result<(), Error> {
        self.numbers.resize(length, 0.0)
    }

    /// Adds them up.
    pub fn sum(&self) -> f64 {
        self.numbers
            .cells()
            .iter()
            .fold(0.0, |sum, cell| sum + cell.get())
    }
}

/// Takes memory where it stands: there is no other way to refuse it some than to refuse to make it.
#[handfast(measured)]
pub struct Block {
    bytes: [u8; 1000],
    next: Option<Ref<Block>>,
}

#[handfast]
impl Block {
    /// A thousand of these.
    #[handfast(constructor)]
    pub fn new(byte: u8) -> Block {
        Block {
            bytes: [byte; 1000],
            next: None,
        }
    }

    /// Another that holds this one.
    pub fn before(this: &Ref<Block>) -> Block {
        Block {
            bytes: this.borrow().bytes,
            next: Some(this.clone()),
        }
    }

    /// Adds them up, and those of the next.
    pub fn sum(&self) -> u32 {
        let own: u32 = self.bytes.iter().copied().map(u32::from).sum();
        own + self.next.as_ref().map_or(0, |next| next.borrow().sum())
    }
}

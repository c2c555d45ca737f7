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

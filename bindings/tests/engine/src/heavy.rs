//! [`Heavy`]: an object that says that it takes memory.

use handfast::handfast;

/// Takes no memory, so that tests are quick, but reports some.
#[handfast(measured = Heavy::weight)]
pub struct Heavy {
    bytes: usize,
}

impl Heavy {
    fn weight(&self) -> usize {
        self.bytes
    }
}

#[handfast]
impl Heavy {
    /// An object that reports so many bytes.
    #[handfast(constructor)]
    pub fn new(bytes: usize) -> Heavy {
        Heavy { bytes }
    }

    /// Reports another size.
    pub fn resize(&mut self, bytes: usize) {
        self.bytes = bytes;
    }
}

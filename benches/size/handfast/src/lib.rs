//! A one-class app on Handfast.

use handfast::handfast;

/// Counts.
#[handfast]
pub struct Counter {
    value: i32,
    #[cfg(feature = "references")]
    next: Option<handfast::Ref<Counter>>,
}

#[handfast]
impl Counter {
    /// Starts at `value`.
    #[handfast(constructor)]
    pub fn new(value: i32) -> Counter {
        Counter {
            value,
            #[cfg(feature = "references")]
            next: None,
        }
    }

    /// Adds `delta` and returns the sum.
    pub fn add(&mut self, delta: i32) -> i32 {
        self.value += delta;
        self.value
    }
}

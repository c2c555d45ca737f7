//! Numbers that JavaScript views.

use handfast::prelude::*;
use handfast::{Buffer, Error, ReadOnly, View};

/// Has a buffer.
#[handfast]
pub struct Field {
    numbers: Buffer<f64>,
}

#[handfast]
impl Field {
    /// Counts up from `first`.
    #[handfast(constructor)]
    pub fn new(length: u32, first: f64) -> Field {
        let numbers = (0..length).map(|i| first + f64::from(i)).collect();
        Field { numbers }
    }

    /// Of a part.
    pub fn view(&self, start: usize, end: usize) -> Result<View<f64>, Error> {
        View::of_part(&self.numbers, start..end)
    }

    /// Of a part, for reading only.
    pub fn peek(&self, start: usize, end: usize) -> Result<View<f64, ReadOnly>, Error> {
        View::of_part(&self.numbers, start..end)
    }

    /// How many views there are.
    #[handfast(getter)]
    pub fn views(&self) -> usize {
        self.numbers.views()
    }

    /// A copy.
    pub fn all(&self) -> Vec<f64> {
        self.numbers.to_vec()
    }

    /// Writes one number.
    pub fn set(&self, index: usize, number: f64) -> Result<(), Error> {
        self.numbers.write(index, &[number])
    }

    /// Adds one.
    pub fn push(&mut self, number: f64) -> Result<(), Error> {
        self.numbers.push(number)
    }

    /// Removes those at the end.
    pub fn truncate(&mut self, length: usize) -> Result<(), Error> {
        self.numbers.truncate(length)
    }

    /// Gives unused room back.
    pub fn shrink(&mut self) -> Result<(), Error> {
        self.numbers.shrink_to_fit()
    }

    /// Adds up a view that is passed back.
    #[handfast(js_name = sumOf)]
    pub fn sum_of(view: &View<f64>) -> f64 {
        view.cells()
            .iter()
            .map(std::cell::Cell::get)
            .fold(0.0, std::ops::Add::add)
    }
}

/// The memory of this instance.
#[handfast(js_name = wasmMemory)]
pub fn wasm_memory() -> JsValue {
    wasm_bindgen::memory()
}

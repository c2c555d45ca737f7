//! Views of buffers.

use std::cell::Cell;

use handfast::prelude::*;
use handfast::{Buffer, Clamped, Error, ReadOnly, View};

/// Numbers of one kind, and what can be done with them.
#[handfast]
pub struct Numbers {
    /// A view of all, made each time.
    pub floats: Buffer<f64>,
}

#[handfast]
impl Numbers {
    /// 0, 1, 2, …
    #[handfast(constructor)]
    pub fn new(length: usize) -> Result<Numbers, Error> {
        let floats = Buffer::zeroed(length)?;
        for (number, cell) in floats.cells().iter().enumerate() {
            cell.set(number as f64);
        }
        Ok(Numbers { floats })
    }

    /// Of a part.
    pub fn part(&self, start: usize, end: usize) -> Result<View<f64>, Error> {
        View::of_part(&self.floats, start..end)
    }

    /// For reading only.
    #[handfast(js_name = readOnly)]
    pub fn read_only(&self) -> View<f64, ReadOnly> {
        View::of(&self.floats)
    }

    /// Nothing if there are no numbers.
    pub fn some(&self) -> Option<View<f64>> {
        (!self.floats.is_empty()).then(|| View::of(&self.floats))
    }

    /// How many views there are.
    pub fn views(&self) -> usize {
        self.floats.views()
    }

    /// What Rust reads.
    pub fn sum(&self) -> f64 {
        total(self.floats.cells())
    }

    /// What Rust writes.
    pub fn add(&self, number: f64) {
        for cell in self.floats.cells() {
            cell.set(cell.get() + number);
        }
    }

    /// Rust holds the cells while JavaScript runs.
    #[handfast(js_name = sumAround)]
    pub fn sum_around(&self, f: JsRef<Function>) -> Result<f64, JsValue> {
        let cells = self.floats.cells();
        let before = total(cells);
        f.call0()?;
        Ok(total(cells) - before)
    }

    /// Adds one at the end.
    pub fn push(&mut self, number: f64) -> Result<(), Error> {
        self.floats.push(number)
    }

    /// Removes those at the end.
    pub fn truncate(&mut self, length: usize) -> Result<(), Error> {
        self.floats.truncate(length)
    }

    /// Makes room.
    pub fn reserve(&mut self, additional: usize) -> Result<(), Error> {
        self.floats.reserve(additional)
    }

    /// Reads a view that JavaScript passes back.
    #[handfast(js_name = sumOf)]
    pub fn sum_of(view: &View<f64>) -> f64 {
        total(view.cells())
    }

    /// The same, asynchronously.
    #[handfast(js_name = laterSumOf)]
    pub async fn later_sum_of(view: &View<f64>) -> f64 {
        total(view.cells())
    }

    /// A view in a promise.
    pub async fn later(length: usize) -> Result<View<f64>, Error> {
        Ok(View::of(&Numbers::new(length)?.floats))
    }
}

/// A buffer that only JavaScript has.
#[handfast(js_name = freshBuffer)]
pub fn fresh_buffer(numbers: Vec<f64>) -> Buffer<f64> {
    numbers.into()
}

macro_rules! kinds {
    ($($name:ident $js:ident $ty:ty;)*) => {$(
        /// A view of a fresh buffer of this kind.
        #[handfast(js_name = $js)]
        pub fn $name(length: usize) -> Result<Buffer<$ty>, Error> {
            Buffer::zeroed(length)
        }
    )*};
}

kinds! {
    zeros_u8 zerosUint8Array u8;
    zeros_clamped zerosUint8ClampedArray Clamped;
    zeros_i8 zerosInt8Array i8;
    zeros_u16 zerosUint16Array u16;
    zeros_i16 zerosInt16Array i16;
    zeros_u32 zerosUint32Array u32;
    zeros_i32 zerosInt32Array i32;
    zeros_u64 zerosBigUint64Array u64;
    zeros_i64 zerosBigInt64Array i64;
    zeros_f32 zerosFloat32Array f32;
    zeros_f64 zerosFloat64Array f64;
}

/// Numbers of JavaScript's, which Rust copies.
#[handfast]
pub struct Borrower {
    array: JsRef<js_sys::Int16Array>,
}

#[handfast]
impl Borrower {
    /// Keeps it.
    #[handfast(constructor)]
    pub fn new(array: JsRef<js_sys::Int16Array>) -> Borrower {
        Borrower { array }
    }

    /// How many there are.
    pub fn count(&self) -> Result<usize, Error> {
        self.array.numbers_len()
    }

    /// Copies some of them out, doubles them and writes them somewhere else.
    pub fn double(&self, from: usize, count: usize, to: usize) -> Result<(), Error> {
        // What there is not is not allocated.
        let mut numbers = vec![0; count.min(1000)];
        self.array.read(from, &mut numbers)?;
        numbers
            .iter_mut()
            .for_each(|number| *number = number.wrapping_mul(2));
        self.array.write(to, &numbers)
    }
}

fn total(cells: &[Cell<f64>]) -> f64 {
    cells.iter().fold(0.0, |sum, cell| sum + cell.get())
}

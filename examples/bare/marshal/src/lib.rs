//! What `marshal.c` does, in Rust: the exports are the same, and so is the JavaScript.
#![cfg(target_family = "wasm")]
#![allow(
    unsafe_code,
    reason = "`no_mangle` counts as unsafe, and out-parameters are addresses"
)]

use std::cell::Cell;

use handfast_runtime::abi::{failed, give, take_string};
use handfast_runtime::{Error, Heap, Ref, Trace, Tracer, hosted_object};

thread_local! {
    static LIVE: Cell<u32> = const { Cell::new(0) };
}

/// Counts the objects that live: here, not in the runtime.
#[derive(Debug)]
struct Counted;

impl Counted {
    fn new() -> Counted {
        LIVE.set(LIVE.get() + 1);
        Counted
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        LIVE.set(LIVE.get() - 1);
    }
}

struct StringBuffer {
    text: String,
    _counted: Counted,
}

struct Numbers {
    values: Box<[f64]>,
    _counted: Counted,
}

impl Numbers {
    fn new(values: Box<[f64]>) -> Ref<Numbers> {
        Ref::new(Numbers {
            values,
            _counted: Counted::new(),
        })
    }
}

struct Rows {
    rows: Vec<Ref<Numbers>>,
    _counted: Counted,
}

impl Trace for StringBuffer {
    const EDGES: bool = false;
    fn trace(&self, _: &mut Tracer<'_>) {}
}

impl Trace for Numbers {
    const EDGES: bool = false;
    fn trace(&self, _: &mut Tracer<'_>) {}
}

impl Trace for Rows {
    const EDGES: bool = true;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.rows.trace(tracer);
    }
}

hosted_object!(StringBuffer, Numbers, Rows);

/// How many objects live.
#[unsafe(no_mangle)]
pub extern "C" fn live() -> u32 {
    LIVE.get()
}

/// `new StringBuffer()`.
#[unsafe(no_mangle)]
pub extern "C" fn buffer_new() -> f64 {
    give(&Ref::new(StringBuffer {
        text: String::new(),
        _counted: Counted::new(),
    }))
}

/// Appends a string of JavaScript's, which is given to us.
#[unsafe(no_mangle)]
pub extern "C" fn buffer_append(this: f64, string: u32) {
    let append = || {
        let text = take_string(string)?;
        let buffer = Heap::resolve_number::<StringBuffer>(this)?;
        buffer.try_borrow_mut()?.text.push_str(&text);
        Ok(())
    };
    append().unwrap_or_else(failed);
}

/// Where the text is, and how long.
///
/// # Safety
/// `text` and `length` must be addresses of room for the answers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buffer_text(this: f64, text: *mut *const u8, length: *mut u32) {
    let find = || {
        let buffer = Heap::resolve_number::<StringBuffer>(this)?;
        let buffer = buffer.try_borrow()?;
        Ok((buffer.text.as_ptr() as usize, buffer.text.len()))
    };
    let (pointer, bytes) = find().unwrap_or_else(failed);
    // SAFETY: the caller's promise.
    unsafe {
        text.write(pointer as *const u8);
        length.write(bytes as u32);
    }
}

fn numbers(this: f64) -> Result<(usize, usize), Error> {
    let numbers = Heap::resolve_number::<Numbers>(this)?;
    let numbers = numbers.try_borrow()?;
    Ok((numbers.values.as_ptr() as usize, numbers.values.len()))
}

/// Where the numbers are.
#[unsafe(no_mangle)]
pub extern "C" fn numbers_pointer(this: f64) -> usize {
    numbers(this).unwrap_or_else(failed).0
}

/// How many there are.
#[unsafe(no_mangle)]
pub extern "C" fn numbers_length(this: f64) -> usize {
    numbers(this).unwrap_or_else(failed).1
}

/// The squares of the numbers below `count`.
#[unsafe(no_mangle)]
pub extern "C" fn squares(count: u32) -> f64 {
    let square = |i| f64::from(i) * f64::from(i);
    give(&Numbers::new((0..count).map(square).collect()))
}

/// Pascal's triangle.
#[unsafe(no_mangle)]
pub extern "C" fn pascal(count: u32) -> f64 {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    for _ in 0..count {
        let sums = row.windows(2).map(|pair: &[f64]| pair[0] + pair[1]);
        let inner: Vec<f64> = sums.collect();
        let first = (!row.is_empty()).then_some(1.0);
        row = first.into_iter().chain(inner).chain([1.0]).collect();
        rows.push(Numbers::new(row.clone().into()));
    }
    give(&Ref::new(Rows {
        rows,
        _counted: Counted::new(),
    }))
}

/// How many rows there are.
#[unsafe(no_mangle)]
pub extern "C" fn rows_count(this: f64) -> usize {
    let count = || Ok(Heap::resolve_number::<Rows>(this)?.try_borrow()?.rows.len());
    count().unwrap_or_else(failed)
}

/// One of the rows.
#[unsafe(no_mangle)]
pub extern "C" fn rows_at(this: f64, index: usize) -> f64 {
    let find = || {
        let rows = Heap::resolve_number::<Rows>(this)?;
        let row = rows.try_borrow()?.rows.get(index).cloned();
        row.ok_or(Error::WrongType {
            expected: "the number of a row",
        })
    };
    find().map_or_else(failed, |row| give(&row))
}

/// Out-parameters.
///
/// # Safety
/// `quotient` and `remainder` must be addresses of room for the answers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn divide(a: i32, b: i32, quotient: *mut i32, remainder: *mut i32) {
    if b == 0 {
        return failed(Error::WrongType {
            expected: "a number other than 0 to divide by",
        });
    }
    // SAFETY: the caller's promise.
    unsafe {
        quotient.write(a.wrapping_div(b));
        remainder.write(a.wrapping_rem(b));
    }
}

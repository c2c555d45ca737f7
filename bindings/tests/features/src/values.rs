//! Values that are copied: numbers, text, arrays of numbers.

use std::ptr::NonNull;

use handfast::handfast;

/// Each function returns what it was given, a little changed.
#[handfast]
pub struct Values;

#[handfast]
impl Values {
    /// Small integers.
    pub fn small(a: u8, b: i8, c: u16, d: i16) -> i32 {
        i32::from(a) + i32::from(b) + i32::from(c) + i32::from(d)
    }

    /// Large ones, which are bigints.
    pub fn large(a: u64, b: i64, c: u128, d: i128) -> i128 {
        i128::from(a) + i128::from(b) + c as i128 + d
    }

    /// Large ones that may be missing.
    #[handfast(js_name = maybeLarge)]
    pub fn maybe_large(a: Option<u64>, b: Option<i128>) -> Option<i128> {
        Some(i128::from(a?) + b?)
    }

    /// Sizes.
    pub fn sizes(a: usize, b: isize) -> isize {
        a as isize + b
    }

    /// Floating point.
    pub fn floats(a: f32, b: f64) -> f64 {
        f64::from(a) + b
    }

    /// `bool`
    pub fn not(value: bool) -> bool {
        !value
    }

    /// `char`
    pub fn upper(value: char) -> char {
        value.to_ascii_uppercase()
    }

    /// `Option` of several.
    pub fn options(
        a: Option<u32>,
        b: Option<f64>,
        c: Option<bool>,
        d: Option<String>,
        e: Option<u64>,
    ) -> Option<String> {
        (a.is_some() || d.is_some()).then(|| format!("{a:?} {b:?} {c:?} {d:?} {e:?}"))
    }

    /// `String`
    pub fn shout(text: String) -> String {
        text.to_uppercase()
    }

    /// `&str`
    pub fn length(text: &str) -> usize {
        text.chars().count()
    }

    /// `Vec<String>`
    pub fn words(text: Vec<String>) -> Vec<String> {
        text.into_iter().rev().collect()
    }

    /// `Option<Vec<String>>`
    #[handfast(js_name = optionalWords)]
    pub fn optional_words(text: Option<Vec<String>>) -> Option<Vec<String>> {
        text.map(Values::words)
    }

    /// `&[T]`
    pub fn sum(bytes: &[u8], numbers: &[f64]) -> f64 {
        bytes
            .iter()
            .copied()
            .map(f64::from)
            .chain(numbers.iter().copied())
            .sum()
    }

    /// `&mut [T]`
    pub fn double(numbers: &mut [u16]) {
        for number in numbers {
            *number *= 2;
        }
    }

    /// `Vec<T>` of numbers, which is a typed array.
    pub fn numbers(mut numbers: Vec<i32>) -> Vec<i32> {
        numbers.reverse();
        numbers
    }

    /// `Box<[T]>` of numbers.
    #[allow(clippy::boxed_local, reason = "this form is what is tested")]
    pub fn boxed(numbers: Box<[f32]>) -> Box<[f32]> {
        numbers.iter().map(|number| number + 1.0).collect()
    }

    /// `Option<Vec<T>>` and `Option<Box<[T]>>` of numbers.
    #[handfast(js_name = optionalNumbers)]
    pub fn optional_numbers(a: Option<Vec<u8>>, b: Option<Box<[u64]>>) -> Option<Box<[u64]>> {
        let bytes = a?.into_iter().map(u64::from);
        Some(bytes.chain(b.unwrap_or_default()).collect())
    }

    /// Pointers, which are numbers.
    pub fn pointers(a: *const u8, b: *mut u32, c: Option<NonNull<u8>>) -> *const u8 {
        if c.is_none() {
            a.wrapping_add(b as usize)
        } else {
            a
        }
    }

    /// Nothing.
    pub fn nothing() {}
}

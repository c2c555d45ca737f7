//! Strings that stay in Rust's memory.

use std::collections::HashMap;

use handfast::prelude::*;
use handfast::{Error, RustString};

/// Keeps texts, and hands them out as they are.
#[derive(Default)]
#[handfast]
pub struct Texts {
    #[trace(skip)]
    texts: HashMap<String, RustString>,
}

#[handfast]
impl Texts {
    /// None yet.
    #[handfast(constructor)]
    pub fn new() -> Texts {
        Texts::default()
    }

    /// Keeps one.
    pub fn put(&mut self, name: String, text: RustString) {
        self.texts.insert(name, text);
    }

    /// Finds one.
    pub fn find(&self, name: &RustString) -> Option<RustString> {
        self.texts.get(&**name).cloned()
    }

    /// Finds several.
    pub fn all(&self, names: Vec<RustString>) -> Vec<RustString> {
        let find = |name: &RustString| self.texts.get(&**name).cloned();
        names.iter().filter_map(find).collect()
    }

    /// A part, in Rust.
    pub fn part(text: RustString, start: usize, end: usize) -> Result<RustString, Error> {
        // Not `start..end`, which Rust would not let be reversed.
        text.part(std::ops::Range { start, end })
    }

    /// So many bytes, made in Rust.
    pub fn repeat(text: &RustString, times: usize) -> Option<RustString> {
        let mut all = String::new();
        all.try_reserve_exact(text.len().checked_mul(times)?).ok()?;
        (0..times).for_each(|_| all.push_str(text));
        Some(all.into())
    }

    /// Whether Rust sees the same text.
    pub fn same(a: RustString, b: String) -> bool {
        *a == *b
    }

    /// How many characters; nothing, if there is no text.
    pub fn count(text: Option<RustString>) -> usize {
        text.map_or(0, |text| text.chars().count())
    }

    /// In a promise.
    pub async fn later(text: &RustString) -> RustString {
        text.clone()
    }
}

/// Arrays within an array: each of them is let go of by itself.
#[handfast(js_name = rowsOf)]
pub fn rows_of(rows: usize, length: usize) -> Result<Vec<handfast::Buffer<u32>>, Error> {
    (0..rows.min(1000))
        .map(|_| handfast::Buffer::zeroed(length))
        .collect()
}

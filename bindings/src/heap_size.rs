//! [`HeapSize`] of what this crate adds to it.

use handfast_runtime::HeapSize;

use crate::{JsRef, JsWeak, RustString};

impl<T: ?Sized> HeapSize for JsRef<T> {
    const OWNS: bool = false;
    fn heap_size(&self) -> usize {
        0
    }
}

impl<T> HeapSize for JsWeak<T> {
    const OWNS: bool = false;
    fn heap_size(&self) -> usize {
        0
    }
}

/// Clones have the same memory, which each counts for itself.
impl HeapSize for RustString {
    const OWNS: bool = true;
    fn heap_size(&self) -> usize {
        self.len()
    }
}

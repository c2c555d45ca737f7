//! What becomes of the heap of a program that has crashed.

use super::Heap;

impl Heap {
    /// Refuses all handles from now on, with [`Error::Poisoned`](crate::Error::Poisoned). For a program that has crashed without
    /// unwinding (`panic = "abort"` where the host can call in again, as in wasm): values may be half changed, and borrows
    /// never end.
    ///
    /// Nothing is dropped: what the handles own is leaked, because `Drop` code would see those values. There is no way back.
    pub fn poison() {
        Heap::with(|heap| {
            heap.poisoned.set(true);
            heap.entries.abandon();
        });
    }

    /// Whether [`poison`](Heap::poison) was called.
    pub fn is_poisoned() -> bool {
        Heap::with(|heap| heap.poisoned.get())
    }
}

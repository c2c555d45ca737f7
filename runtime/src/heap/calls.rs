//! Whether Rust code waits for code of the other heap that it has called.
//!
//! While it does, it may have borrowed anything. So no `Drop` code runs then of which the code down there knows nothing: what finalizers,
//! sweeps and passes free waits for a safe point, see [`Heap::drop_waiting`].

use std::cell::Cell;

use super::Heap;

thread_local! {
    // Not a part of the heap: it is counted at every call, and a constant without a destructor is one load and one store.
    static CALLS: Cell<u32> = const { Cell::new(0) };
    static CONSTRUCTING: Cell<u32> = const { Cell::new(0) };
    static CONSTRUCTED: Cell<u32> = const { Cell::new(0) };
}

impl Heap {
    /// Calls code of the other heap, which may call back. What finalizers, sweeps and passes free meanwhile is only condemned, and dropped by
    /// [`drop_waiting`](Heap::drop_waiting) or the end of a turn when no such call is under way. Two loads and two stores.
    ///
    /// Calls of held functions and of methods of interfaces are made in here already. An exception of JavaScript's must not go
    /// through it uncaught (`#[wasm_bindgen(catch)]` catches it): it would count as under way for ever.
    ///
    /// ```
    /// use handfast_runtime::{Heap, Ref};
    ///
    /// let handle = Heap::expose(&Ref::new(1))?;
    /// Heap::calling(|| {
    ///     // The other heap says that the wrapper is dead. Who has called may hold a borrow that a `Drop` would want.
    ///     Heap::finalize(handle);
    ///     assert!(!Heap::is_alive(handle));
    ///     assert_eq!((Heap::stats().objects, Heap::stats().pending_releases), (1, 1));
    /// });
    /// Heap::drop_waiting();
    /// assert!(Heap::stats().is_empty());
    /// # Ok::<(), handfast_runtime::Error>(())
    /// ```
    pub fn calling<R>(f: impl FnOnce() -> R) -> R {
        /// Also if the call unwinds.
        struct Call(u32);
        impl Drop for Call {
            fn drop(&mut self) {
                // What is closed stays so.
                if CALLS.get() != u32::MAX {
                    CALLS.set(self.0);
                }
            }
        }
        let call = Call(Heap::calls());
        CALLS.set(call.0.saturating_add(1));
        f()
    }

    /// How many such calls are under way.
    #[inline]
    pub fn calls() -> u32 {
        CALLS.get()
    }

    /// How many constructions are under way: calls of constructors that wait for the object. A number that the host keeps here.
    #[doc(hidden)]
    #[inline]
    pub fn constructing() -> u32 {
        CONSTRUCTING.get()
    }

    /// What the host calls the class whose construction has ended last, or has failed.
    #[doc(hidden)]
    #[inline]
    pub fn constructed() -> u32 {
        CONSTRUCTED.get()
    }

    #[doc(hidden)]
    #[inline]
    pub fn set_constructed(host_class: u32) {
        CONSTRUCTED.set(host_class);
    }

    #[doc(hidden)]
    #[inline]
    pub fn set_constructing(constructing: u32) {
        CONSTRUCTING.set(constructing);
    }

    /// For a host that counts by itself, or closes the heap after a crash, with `u32::MAX`: then it stays so.
    #[doc(hidden)]
    #[inline]
    pub fn set_calls(calls: u32) {
        CALLS.set(calls);
    }
}

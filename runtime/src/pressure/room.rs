//! Whether there is memory for one object more: for those who would rather have an error than the end of the program.
//!
//! Rust's allocations end the program where they are refused, and an `Rc` cannot be made in any other way. So the allocator is asked first, by an
//! allocation that is given back at once, for everything that making and exposing an object may take, the growth of tables included. Nothing
//! runs in between that could take it away.

use std::hint;

use crate::error::Error;
use crate::heap::Heap;
use crate::object::{Object, ObjectBox};
use crate::strong::Ref;

/// What is left for the error to be made of, and for what JavaScript does to give memory back.
const RESERVE: usize = 4096;

fn has_room(bytes: usize) -> bool {
    let mut probe = Vec::<u8>::new();
    let found = probe.try_reserve_exact(bytes).is_ok();
    // The compiler may leave out an allocation that nobody uses, and then says that there was room.
    hint::black_box(&mut probe);
    found
}

/// What a pass of the collector takes for each object that it looks at, in bytes, by and large: it depends on their references.
const PASS: usize = 64;

impl Heap {
    /// Whether there is memory for a pass. Where there is none, garbage must wait; a pass would be the end of the program.
    pub(crate) fn has_room_for_pass() -> bool {
        let objects = Heap::with(|heap| heap.collector.registry.len());
        has_room(objects * PASS + RESERVE)
    }
}

impl<T: Object> Ref<T> {
    /// [`new`](Ref::new), where memory may be refused. Looks for twice the memory, so to speak: it costs an allocation more.
    ///
    /// What exposing the object takes is looked for as well, so [`Heap::expose`] will not end the program if it comes next.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`], and the value.
    ///
    /// ```
    /// use handfast_runtime::Ref;
    ///
    /// let object = Ref::try_new(String::from("there is room")).map_err(|(error, _text)| error)?;
    /// assert_eq!(*object.borrow(), "there is room");
    /// # Ok::<(), handfast_runtime::Error>(())
    /// ```
    pub fn try_new(value: T) -> Result<Ref<T>, (Error, T)> {
        // An `Rc` has two counts, a derived value a box of its own.
        let object = size_of::<ObjectBox<T::Root>>() + 2 * size_of::<usize>() + size_of::<T>();
        let tables = Heap::with(|heap| heap.growth());
        if has_room(object + tables + RESERVE) {
            Ok(Ref::new(value))
        } else {
            let class = T::class().name();
            Err((Error::OutOfMemory { class }, value))
        }
    }
}

//! [`Table`]: a `RefCell` for what belongs to the heap.
//!
//! No code of anybody else's runs while one of its tables is borrowed, so none is borrowed twice. A `RefCell` would be ready to say
//! who did, with a text that is formatted and the place of each borrow: this takes room in every app.

use std::cell::{BorrowMutError, Ref, RefCell, RefMut};

#[derive(Default)]
pub(crate) struct Table<T>(pub(crate) RefCell<T>);

impl<T> Table<T> {
    pub(crate) const fn new(value: T) -> Table<T> {
        Table(RefCell::new(value))
    }

    #[inline]
    #[cfg_attr(debug_assertions, track_caller)]
    pub(crate) fn borrow(&self) -> Ref<'_, T> {
        match self.0.try_borrow() {
            Ok(table) => table,
            Err(_) => in_use(),
        }
    }

    #[inline]
    #[cfg_attr(debug_assertions, track_caller)]
    pub(crate) fn borrow_mut(&self) -> RefMut<'_, T> {
        match self.0.try_borrow_mut() {
            Ok(table) => table,
            Err(_) => in_use(),
        }
    }

    #[inline]
    pub(crate) fn try_borrow_mut(&self) -> Result<RefMut<'_, T>, BorrowMutError> {
        self.0.try_borrow_mut()
    }

    #[inline]
    #[cfg_attr(debug_assertions, track_caller)]
    pub(crate) fn replace(&self, value: T) -> T {
        std::mem::replace(&mut *self.borrow_mut(), value)
    }

    #[inline]
    #[cfg_attr(debug_assertions, track_caller)]
    pub(crate) fn take(&self) -> T
    where
        T: Default,
    {
        self.replace(T::default())
    }
}

#[cold]
#[inline(never)]
#[cfg_attr(debug_assertions, track_caller)]
fn in_use() -> ! {
    panic!("a table of the heap is in use")
}

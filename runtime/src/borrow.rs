//! [`Borrow`] and [`BorrowMut`]: the guards by which a value is read and changed.

use std::cell;
use std::fmt;
use std::ops::{Deref, DerefMut};

use crate::object::Reader;

/// Shared access to an object's value, for as long as it exists.
pub struct Borrow<'a, T: ?Sized> {
    value: cell::Ref<'a, T>,
    reader: Reader<'a>,
}

/// Exclusive access to an object's value, for as long as it exists.
pub struct BorrowMut<'a, T: ?Sized>(pub(crate) cell::RefMut<'a, T>);

impl<'a, T: ?Sized> Borrow<'a, T> {
    #[inline]
    pub(crate) fn new(value: cell::Ref<'a, T>, reader: Reader<'a>) -> Borrow<'a, T> {
        Borrow { value, reader }
    }

    /// Narrows the access to a part of the value.
    pub fn map<U: ?Sized>(borrow: Borrow<'a, T>, part: impl FnOnce(&T) -> &U) -> Borrow<'a, U> {
        Borrow {
            value: cell::Ref::map(borrow.value, part),
            reader: borrow.reader,
        }
    }
}

impl<'a, T: ?Sized> BorrowMut<'a, T> {
    /// Narrows the access to a part of the value.
    pub fn map<U: ?Sized>(
        borrow: BorrowMut<'a, T>,
        part: impl FnOnce(&mut T) -> &mut U,
    ) -> BorrowMut<'a, U> {
        BorrowMut(cell::RefMut::map(borrow.0, part))
    }
}

impl<T: ?Sized> Deref for Borrow<'_, T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: ?Sized> Deref for BorrowMut<'_, T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: ?Sized> DerefMut for BorrowMut<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Borrow<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for BorrowMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

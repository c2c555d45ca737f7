//! [`Borrow`] and [`BorrowMut`]: the guards by which a value is read and changed.

use std::cell;
use std::fmt;
use std::ops::{Deref, DerefMut};

use crate::object::{ErasedObject, Reader};

/// Shared access to an object's value, for as long as it exists.
pub struct Borrow<'a, T: ?Sized> {
    value: cell::Ref<'a, T>,
    reader: Reader<'a>,
}

/// Exclusive access to an object's value, for as long as it exists.
pub struct BorrowMut<'a, T: ?Sized> {
    value: cell::RefMut<'a, T>,
    // Dropped last, when the value can be looked at again.
    changed: Changed<'a>,
}

/// An object that may have another size afterwards, if its class is measured.
struct Changed<'a>(Option<&'a dyn ErasedObject>);

impl Drop for Changed<'_> {
    #[inline]
    fn drop(&mut self) {
        if let Some(object) = self.0 {
            object.report_size();
        }
    }
}

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
    /// `measured`: the object, if it is to report its size in the end.
    #[inline]
    pub(crate) fn new(
        value: cell::RefMut<'a, T>,
        measured: Option<&'a dyn ErasedObject>,
    ) -> BorrowMut<'a, T> {
        BorrowMut {
            value,
            changed: Changed(measured),
        }
    }

    /// Narrows the access to a part of the value.
    pub fn map<U: ?Sized>(
        borrow: BorrowMut<'a, T>,
        part: impl FnOnce(&mut T) -> &mut U,
    ) -> BorrowMut<'a, U> {
        BorrowMut {
            value: cell::RefMut::map(borrow.value, part),
            changed: borrow.changed,
        }
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
        &self.value
    }
}

impl<T: ?Sized> DerefMut for BorrowMut<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
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

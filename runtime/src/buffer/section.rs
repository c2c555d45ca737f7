//! [`Section`]: a part of a buffer that is viewed.

use std::cell::Cell;
use std::ops::{Bound, Range, RangeBounds};
use std::rc::Rc;

use super::Element;
use crate::error::Error;

/// A part of a [`Buffer`](super::Buffer), whose storage stays where it is, and what it is, as long as the section lives; the buffer
/// itself may go before. What a view owns.
pub struct Section<T: Element> {
    cells: Rc<Vec<Cell<T>>>,
    /// Within the cells.
    range: Range<usize>,
}

impl<T: Element> Section<T> {
    pub(super) fn new(
        cells: &Rc<Vec<Cell<T>>>,
        range: impl RangeBounds<usize>,
        len: usize,
    ) -> Result<Section<T>, Error> {
        Ok(Section {
            range: within(range, len)?,
            cells: Rc::clone(cells),
        })
    }

    /// The numbers, to be read and written. May be held while JavaScript runs.
    #[inline]
    pub fn cells(&self) -> &[Cell<T>] {
        &self.cells[self.range.clone()]
    }

    /// A section of this one; positions count from its beginning.
    ///
    /// # Errors
    /// [`Error::OutOfBounds`].
    pub fn section(&self, range: impl RangeBounds<usize>) -> Result<Section<T>, Error> {
        let inner = within(range, self.range.len())?;
        let start = self.range.start;
        Ok(Section {
            range: start + inner.start..start + inner.end,
            cells: Rc::clone(&self.cells),
        })
    }

    /// Copies numbers into the section, from a position on.
    ///
    /// # Errors
    /// [`Error::OutOfBounds`] if they reach beyond its end; then nothing was written.
    pub fn write(&self, at: usize, numbers: &[T]) -> Result<(), Error> {
        write(self.cells(), at, numbers)
    }

    /// Copies numbers out of the section, from a position on.
    ///
    /// # Errors
    /// [`Error::OutOfBounds`] if it has not so many; then nothing was written.
    pub fn read(&self, at: usize, numbers: &mut [T]) -> Result<(), Error> {
        read(self.cells(), at, numbers)
    }
}

pub(super) fn write<T: Element>(cells: &[Cell<T>], at: usize, numbers: &[T]) -> Result<(), Error> {
    let cells = stretch(cells, at, numbers.len())?;
    cells
        .iter()
        .zip(numbers)
        .for_each(|(cell, number)| cell.set(*number));
    Ok(())
}

pub(super) fn read<T: Element>(
    cells: &[Cell<T>],
    at: usize,
    numbers: &mut [T],
) -> Result<(), Error> {
    let cells = stretch(cells, at, numbers.len())?;
    cells
        .iter()
        .zip(numbers)
        .for_each(|(cell, number)| *number = cell.get());
    Ok(())
}

fn stretch<T>(cells: &[Cell<T>], at: usize, length: usize) -> Result<&[Cell<T>], Error> {
    let end = at.saturating_add(length);
    cells.get(at..end).ok_or(out_of_bounds(end, cells.len()))
}

/// A range as numbers, if it lies within so many.
fn within(range: impl RangeBounds<usize>, len: usize) -> Result<Range<usize>, Error> {
    let after = |position: &usize| position.saturating_add(1);
    let start = match range.start_bound() {
        Bound::Included(start) => *start,
        Bound::Excluded(before) => after(before),
        Bound::Unbounded => 0,
    };
    let end = match range.end_bound() {
        Bound::Included(last) => after(last),
        Bound::Excluded(end) => *end,
        Bound::Unbounded => len,
    };
    if start <= end && end <= len {
        Ok(start..end)
    } else {
        Err(out_of_bounds(start.max(end), len))
    }
}

/// Numbers that do not fit are named as the largest that does.
fn out_of_bounds(end: usize, len: usize) -> Error {
    let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Error::OutOfBounds {
        end: narrow(end),
        len: narrow(len),
    }
}

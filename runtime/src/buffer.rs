//! [`Buffer`]: numbers in memory of Rust's that the other heap may look at, and write to, where they are.

use std::cell::Cell;
use std::ops::RangeBounds;
use std::rc::Rc;

use crate::error::Error;
use crate::trace::{Trace, Tracer};

mod element;
mod section;

pub use element::{Clamped, Element};
pub use section::Section;

/// A growable list of numbers that JavaScript can view without a copy.
///
/// While there are [`Section`]s of it, which is what views are made of, it neither moves nor gets shorter: what would
/// move it is refused with [`Error::Viewed`]. It may be read and written all the while, and dropped: the storage stays
/// until the last view is gone.
///
/// # Why cells
/// JavaScript writes through a view whenever it runs, and so it does inside of every call that Rust makes. A `&mut [T]`
/// or a `&[T]` that is held across such a call promises the compiler that nobody does. A `&[Cell<T>]` promises nothing
/// of the kind: it may be held for as long as one likes, loops over it are as fast, and no borrow has to be checked.
/// It is what [`cells`](Buffer::cells) gives, and there is no `unsafe` here.
///
/// ```
/// use handfast_runtime::{Buffer, Error};
///
/// let mut numbers = Buffer::from(vec![1.0, 2.0, 3.0]);
/// let section = numbers.section(1..)?;
/// for number in numbers.cells() {
///     number.set(number.get() * 10.0);
/// }
/// assert_eq!(section.cells()[0].get(), 20.0);
///
/// assert!(matches!(numbers.truncate(1), Err(Error::Viewed { views: 1 })));
/// drop(section);
/// numbers.truncate(1)?;
/// # Ok::<(), Error>(())
/// ```
pub struct Buffer<T: Element> {
    /// As many cells as there is room for. Shared with the sections, and with nobody else: so there are views if it is
    /// shared at all.
    cells: Rc<Vec<Cell<T>>>,
    /// How many of the cells are in use, counted from the first.
    len: usize,
}

impl<T: Element> Buffer<T> {
    /// An empty buffer, which allocates nothing but its counts.
    pub fn new() -> Buffer<T> {
        Vec::new().into()
    }

    /// So many zeros.
    ///
    /// # Errors
    /// [`Error::TooLarge`] if there is no memory for them.
    pub fn zeroed(len: usize) -> Result<Buffer<T>, Error> {
        let mut buffer = Buffer::new();
        buffer.resize(len, T::default())?;
        Ok(buffer)
    }

    /// How many numbers there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How many there is room for without moving.
    pub fn capacity(&self) -> usize {
        self.cells.len()
    }

    /// How many views there are: as long as it is not 0, the storage stays where it is.
    pub fn views(&self) -> usize {
        Rc::strong_count(&self.cells) - 1
    }

    /// The numbers, to be read and written. May be held while JavaScript runs.
    #[inline]
    pub fn cells(&self) -> &[Cell<T>] {
        &self.cells[..self.len]
    }

    /// A copy of all numbers.
    pub fn to_vec(&self) -> Vec<T> {
        self.cells().iter().map(Cell::get).collect()
    }

    /// A part of the storage, which stays where it is as long as the section lives. Costs a count.
    ///
    /// # Errors
    /// [`Error::OutOfBounds`].
    pub fn section(&self, range: impl RangeBounds<usize>) -> Result<Section<T>, Error> {
        Section::new(&self.cells, range, self.len)
    }

    /// Copies numbers into the buffer, from a position on.
    ///
    /// # Errors
    /// [`Error::OutOfBounds`] if they reach beyond its end; then nothing was written.
    pub fn write(&self, at: usize, numbers: &[T]) -> Result<(), Error> {
        section::write(self.cells(), at, numbers)
    }

    /// Copies numbers out of the buffer, from a position on.
    ///
    /// # Errors
    /// [`Error::OutOfBounds`] if it has not so many; then nothing was written.
    pub fn read(&self, at: usize, numbers: &mut [T]) -> Result<(), Error> {
        section::read(self.cells(), at, numbers)
    }

    /// Adds a number. Views do not keep it from using room that is there, and do not see what is added.
    ///
    /// # Errors
    /// [`Error::Viewed`] if it would have to move and there are views; [`Error::TooLarge`] if there is no memory.
    /// Nothing was changed then.
    pub fn push(&mut self, number: T) -> Result<(), Error> {
        self.reserve(1)?;
        self.cells[self.len].set(number);
        self.len += 1;
        Ok(())
    }

    /// Adds numbers.
    ///
    /// # Errors
    /// As [`push`](Buffer::push): all are added or none.
    pub fn extend_from_slice(&mut self, numbers: &[T]) -> Result<(), Error> {
        self.reserve(numbers.len())?;
        let start = self.len;
        self.len += numbers.len();
        self.write(start, numbers)
    }

    /// Makes room for so many more numbers. Room at least doubles, so that adding one at a time costs the same each time.
    ///
    /// # Errors
    /// As [`push`](Buffer::push).
    pub fn reserve(&mut self, additional: usize) -> Result<(), Error> {
        let wanted = self.len.checked_add(additional).ok_or(Error::TooLarge)?;
        if wanted <= self.capacity() {
            return Ok(());
        }
        let doubled = self.capacity().saturating_mul(2).max(4);
        let cells = self.unviewed()?;
        // Where twice as much is too much, just enough may not be.
        if set_room(cells, wanted.max(doubled)).is_err() {
            set_room(cells, wanted)?;
        }
        Ok(())
    }

    /// Removes or adds numbers at the end.
    ///
    /// # Errors
    /// As [`truncate`](Buffer::truncate) or [`push`](Buffer::push).
    pub fn resize(&mut self, len: usize, number: T) -> Result<(), Error> {
        if len < self.len {
            return self.truncate(len);
        }
        let added = len - self.len;
        if len > self.capacity() {
            set_room(self.unviewed()?, len)?;
        }
        self.cells[self.len..][..added]
            .iter()
            .for_each(|cell| cell.set(number));
        self.len = len;
        Ok(())
    }

    /// Removes all numbers from a position on; their room stays.
    ///
    /// # Errors
    /// [`Error::Viewed`] if it has so many and there are views.
    pub fn truncate(&mut self, len: usize) -> Result<(), Error> {
        if len < self.len {
            self.unviewed()?;
            self.len = len;
        }
        Ok(())
    }

    /// Removes all numbers; their room stays.
    ///
    /// # Errors
    /// As [`truncate`](Buffer::truncate).
    pub fn clear(&mut self) -> Result<(), Error> {
        self.truncate(0)
    }

    /// Gives back the room that is not used.
    ///
    /// # Errors
    /// [`Error::Viewed`].
    pub fn shrink_to_fit(&mut self) -> Result<(), Error> {
        let len = self.len;
        let cells = self.unviewed()?;
        cells.truncate(len);
        cells.shrink_to_fit();
        Ok(())
    }

    /// The storage, if nobody views it.
    fn unviewed(&mut self) -> Result<&mut Vec<Cell<T>>, Error> {
        let views = self.views() as u32;
        Rc::get_mut(&mut self.cells).ok_or(Error::Viewed { views })
    }
}

/// Makes room for so many numbers, which are more than there are.
fn set_room<T: Element>(cells: &mut Vec<Cell<T>>, wanted: usize) -> Result<(), Error> {
    let additional = wanted - cells.len();
    cells
        .try_reserve_exact(additional)
        .map_err(|_| Error::TooLarge)?;
    cells.resize(wanted, Cell::default());
    Ok(())
}

impl<T: Element> From<Vec<T>> for Buffer<T> {
    /// Takes the vector's memory over; its spare room is not used.
    fn from(numbers: Vec<T>) -> Buffer<T> {
        let cells: Vec<_> = numbers.into_iter().map(Cell::new).collect();
        let len = cells.len();
        Buffer {
            cells: Rc::new(cells),
            len,
        }
    }
}

impl<T: Element> FromIterator<T> for Buffer<T> {
    fn from_iter<I: IntoIterator<Item = T>>(numbers: I) -> Buffer<T> {
        Vec::from_iter(numbers).into()
    }
}

impl<T: Element> Default for Buffer<T> {
    fn default() -> Buffer<T> {
        Buffer::new()
    }
}

impl<T: Element + std::fmt::Debug> std::fmt::Debug for Buffer<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list()
            .entries(self.cells().iter().map(Cell::get))
            .finish()
    }
}

impl<T: Element> Trace for Buffer<T> {
    const EDGES: bool = false;
    fn trace(&self, _: &mut Tracer<'_>) {}
}

/// Views of it are not counted besides: they share its storage.
impl<T: Element> crate::size::HeapSize for Buffer<T> {
    const OWNS: bool = true;
    fn heap_size(&self) -> usize {
        self.capacity() * size_of::<T>()
    }
}

//! [`LazyJsRef`]: a reference to a value that gets a slot when something needs one.
//!
//! Most values that come in with a call are looked at and dropped before it returns. For those, taking a slot, storing the
//! value on the other side and clearing the slot again is all for nothing. So the host may leave a value where it has
//! arrived, under a number of its own. It is *loose* then, and counted as any other; who needs it in a slot moves
//! it: another reference, a call to the other side, the collector.

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use super::RawJsRef;
use crate::error::Error;
use crate::heap::Heap;

/// A reference to a JavaScript value that may not be in a slot yet. `handfast::JsRef<T>` is made of it.
///
/// Four bytes; dropping it never crosses the boundary. Who has made it of a loose value looks after this value until
/// [`settle`](LazyJsRef::settle), and when it is dropped. `!Send`.
///
/// ```
/// use handfast_runtime::{Error, Heap, LazyJsRef};
/// # use handfast_runtime::Host;
/// # struct Table;
/// # impl Host for Table {
/// #     fn reserve_slots(&self, _: u32) -> u32 { 1 }
/// #     fn decref_many(&self, _: &[u32]) {}
/// #     fn schedule_turn_end(&self) {}
/// # }
/// # Heap::install(std::rc::Rc::new(Table), 0);
///
/// let held = LazyJsRef::loose(7)?;
/// assert_eq!((held.number(), held.slot()), (Some(7), None));
/// assert_eq!(Heap::stats().js_refs, 1);
/// assert!(held.share().is_none());
///
/// let slot = held.settle()?; // the caller stores value 7 there, and forgets its number
/// assert_eq!((held.number(), held.slot()), (None, Some(slot)));
/// let clone = held.share();
/// # drop((held, clone));
/// # assert_eq!(Heap::stats().js_refs, 0);
/// # Ok::<(), Error>(())
/// ```
pub struct LazyJsRef {
    /// The slot; or the host's number and [`LOOSE`](LazyJsRef::LOOSE).
    word: Cell<u32>,
    /// Not `Send`: the slot belongs to this thread's heap.
    _heap: PhantomData<Rc<()>>,
}

impl LazyJsRef {
    /// No number is as large, and no slot: a table with so many would take 24 GB here alone.
    pub(super) const LOOSE: u32 = 1 << 31;

    /// Of a value that the host has under this number.
    ///
    /// # Errors
    /// [`Error::TableFull`] at capacity, and for numbers from 2^31 on.
    #[inline]
    pub fn loose(number: u32) -> Result<LazyJsRef, Error> {
        let counts = number < LazyJsRef::LOOSE && Heap::with(|heap| heap.js_refs.count_value(heap));
        if !counts {
            return Err(Heap::with(|heap| heap.js_refs.is_full()));
        }
        Ok(LazyJsRef::of(number | LazyJsRef::LOOSE))
    }

    #[inline]
    fn of(word: u32) -> LazyJsRef {
        LazyJsRef {
            word: Cell::new(word),
            _heap: PhantomData,
        }
    }

    /// The host's number, while the value is loose.
    #[inline]
    pub fn number(&self) -> Option<u32> {
        let word = self.word.get();
        (word >= LazyJsRef::LOOSE).then_some(word & !LazyJsRef::LOOSE)
    }

    /// The slot, unless the value is loose.
    #[inline]
    pub fn slot(&self) -> Option<u32> {
        let word = self.word.get();
        (word < LazyJsRef::LOOSE).then_some(word)
    }

    /// Takes a slot, if the value is loose. The caller must store it there at once, and may forget its number.
    ///
    /// # Errors
    /// [`Error::NoHost`] without a host. The value is loose still.
    pub fn settle(&self) -> Result<u32, Error> {
        if let Some(slot) = self.slot() {
            return Ok(slot);
        }
        let slot = Heap::with(|heap| heap.js_refs.take_slot(heap))?;
        self.word.set(slot);
        Ok(slot)
    }

    /// Another reference to the same slot. `None` while the value is loose.
    #[inline]
    pub fn share(&self) -> Option<LazyJsRef> {
        self.slot().map(|slot| {
            // While the thread itself ends there is no table left to keep.
            let _ = Heap::try_with(|heap| heap.js_refs.add_one_inline(slot, heap));
            LazyJsRef::of(slot)
        })
    }

    /// How many references there are to the value.
    pub fn count(&self) -> u32 {
        self.slot().map_or(1, |slot| {
            Heap::with(|heap| heap.js_refs.table.borrow().slots[slot as usize].count())
        })
    }
}

impl From<RawJsRef> for LazyJsRef {
    #[inline]
    fn from(raw: RawJsRef) -> LazyJsRef {
        LazyJsRef::of(raw.into_slot())
    }
}

impl Drop for LazyJsRef {
    #[inline]
    fn drop(&mut self) {
        let _ = Heap::try_with(|heap| match self.slot() {
            Some(slot) => heap.js_refs.remove_one_inline(slot, heap),
            None => heap.js_refs.uncount_value(),
        });
    }
}

impl fmt::Debug for LazyJsRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.slot() {
            Some(slot) => write!(f, "LazyJsRef({slot})"),
            None => write!(f, "LazyJsRef(loose)"),
        }
    }
}

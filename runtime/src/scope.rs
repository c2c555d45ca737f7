//! Scopes: values of the other heap that Rust holds for the length of a call.
//!
//! A JS ref takes a slot from a free list and gives it back there; its owner must be dropped at the right time. A
//! temporary needs none of that: it goes on a stack, and the end of its scope takes everything off that was put there
//! since the scope began. Lifetimes see to it that no [`RawLocal`] is used after its scope.
//!
//! A scope lasts for one call of a closure. So scopes nest, also when the other heap is called from one and calls
//! Rust back, and none is left open by an early return, by `?` or by a panic. It cannot be held over an `await`
//! either: whatever ran meanwhile would find it open.

mod escapable;
mod stack;

use std::cell::RefCell;
use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use crate::error::Error;
use crate::heap::Heap;
use crate::js_ref::RawJsRef;

pub use escapable::RawEscapableScope;
pub(crate) use stack::Stack;

/// A region of a call, at whose end all values that were put into it are let go together. `handfast::Scope` adds types.
///
/// ```
/// # use handfast_runtime::{Error, Heap, Host, RawScope};
/// # struct Table;
/// # impl Host for Table {
/// #     fn reserve_slots(&self, _: u32) -> u32 { 1 }
/// #     fn decref_many(&self, _: &[u32]) {}
/// #     fn schedule_turn_end(&self) {}
/// # }
/// # Heap::install(std::rc::Rc::new(Table), 0);
/// RawScope::with(|scope| {
///     let local = scope.reserve()?; // the caller stores a value in `local.slot()`
///     assert_eq!(Heap::stats().locals, 1);
///     # let _ = local;
///     Ok::<(), Error>(())
/// })?;
/// assert_eq!(Heap::stats().locals, 0);
/// # Ok::<(), Error>(())
/// ```
///
/// A local does not outlive its scope:
///
/// ```compile_fail
/// # use handfast_runtime::RawScope;
/// let local = RawScope::with(|scope| scope.reserve().unwrap());
/// ```
///
/// ```compile_fail
/// # use handfast_runtime::RawScope;
/// let mut kept = None;
/// RawScope::with(|scope| kept = Some(scope.reserve().unwrap()));
/// ```
#[derive(Debug)]
pub struct RawScope {
    /// How many scopes were open when this one was opened, and itself.
    level: u32,
    /// How many values were on the stack.
    base: u32,
    /// Values that were put into this scope while another was open above it: on the stack they would be that one's.
    late: RefCell<Vec<RawJsRef>>,
    /// Not `Send`: the stack belongs to this thread's heap.
    _heap: PhantomData<Rc<()>>,
}

/// A value of the other heap that is held until the scope `'s` ends. A number: copying it costs nothing.
#[derive(Clone, Copy)]
pub struct RawLocal<'s> {
    slot: u32,
    _scope: PhantomData<&'s RawScope>,
}

impl RawScope {
    /// Opens a scope, calls `f`, and closes it, also if `f` panics. Closing is one call to the other heap, or none if the
    /// scope is empty.
    pub fn with<R>(f: impl FnOnce(&RawScope) -> R) -> R {
        let (level, base) = Heap::with(|heap| heap.stack.open());
        f(&RawScope {
            level,
            base,
            late: RefCell::default(),
            _heap: PhantomData,
        })
    }

    /// Takes a slot, which this scope clears when it ends. The caller must store a value in it at once.
    ///
    /// The slot is one of the stack, unless another scope has been opened since and is still open; then it is one as
    /// JS refs have it.
    ///
    /// # Errors
    /// [`Error::NoHost`] without a host, [`Error::TableFull`] at capacity.
    #[inline]
    pub fn reserve(&self) -> Result<RawLocal<'_>, Error> {
        Heap::with(|heap| match heap.stack.level() == self.level {
            true => heap.stack.push(heap),
            false => self.reserve_late(),
        })
        .map(RawLocal::new)
    }

    #[cold]
    fn reserve_late(&self) -> Result<u32, Error> {
        let late = RawJsRef::reserve()?;
        let slot = late.slot();
        self.late.borrow_mut().push(late);
        Ok(slot)
    }
}

impl Drop for RawScope {
    fn drop(&mut self) {
        let _ = Heap::try_with(|heap| heap.stack.close(self.level, self.base, heap));
    }
}

impl<'s> RawLocal<'s> {
    fn new(slot: u32) -> RawLocal<'s> {
        RawLocal {
            slot,
            _scope: PhantomData,
        }
    }

    /// The slot of the JS-side table.
    #[inline]
    pub fn slot(self) -> u32 {
        self.slot
    }
}

impl fmt::Debug for RawLocal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawLocal({})", self.slot)
    }
}

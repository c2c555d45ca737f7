//! The usual method call: the number is a current handle, of an object that is exactly of the method's class, which nobody has
//! borrowed and no barrier guards.
//!
//! Whatever else there may be is left to the general way, in a function of its own. So the compiler sees the object's count go up
//! and down with nothing in between that could reach it, and counts nothing; and no register has to be saved for a
//! call that is not made.

use std::any::TypeId;
use std::rc::Rc;

use super::Heap;
use crate::error::Holder;
use crate::handle::Handle;
use crate::object::{ErasedObject, Object, ObjectBox};
use crate::trace::Trace;

impl Heap {
    /// Borrows what a number addresses for a method, in the usual case.
    ///
    /// Nothing, without a call of `f`, in every other: the general way is [`lookup_number`](Heap::lookup_number) and
    /// [`try_borrow_for`](crate::Ref::try_borrow_for).
    #[inline(always)]
    pub fn with_exact<T: Object, R>(
        number: f64,
        method: &'static &'static str,
        f: impl FnOnce(&T) -> R,
    ) -> Option<R> {
        let object = Heap::unguarded::<T>(number, <T as Trace>::INTERIOR)?;
        object.exact(Holder::Method(method), f)
    }

    /// Borrows what a number addresses for a method that changes it, in the usual case; otherwise as
    /// [`with_exact`](Heap::with_exact).
    #[inline(always)]
    pub fn with_exact_mut<T: Object, R>(
        number: f64,
        method: &'static &'static str,
        f: impl FnOnce(&mut T) -> R,
    ) -> Option<R> {
        // Objects of measured classes report their size in the end, also if `f` panics.
        if <T as Object>::MEASURED {
            return None;
        }
        let object = Heap::unguarded::<T>(number, <T as Trace>::EDGES)?;
        object.exact_mut(Holder::Method(method), f)
    }

    /// The box of an object, unless it `matters` that there is a barrier before it.
    #[inline(always)]
    fn unguarded<T: Object>(number: f64, matters: bool) -> Option<Rc<ObjectBox<T::Root>>> {
        // Values of derived classes are never exactly what lives in the root's box.
        if TypeId::of::<T>() != TypeId::of::<T::Root>() {
            return None;
        }
        let handle = Handle::to_look_up(number)?;
        let object = Heap::with(|heap| {
            heap.enter();
            heap.entries.downcast::<ObjectBox<T::Root>>(handle)
        })?;
        // Of an object that a barrier guards the current handle is barred; an older one, which raw retains keep, is not.
        (!matters || !object.header().standing.is_guarded()).then_some(object)
    }
}

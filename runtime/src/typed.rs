//! [`Typed`]: a shared pointer without its type, which gives it back faster than `dyn Any` does.
//!
//! One of the two places of this crate that contain unsafe code; the other is `Entries::downcast`, which calls this.
//! `Rc<dyn Any>::downcast` asks the object for its type through the vtable, an indirect call that returns 128 bits through
//! memory; this keeps the answer next to the pointer. Every call from JavaScript goes through here: when this was written, it
//! brought a `&mut self` method from 16 ns to 12.6 in Node 20 (a wasm-bindgen method takes 5.5 ns in the same runs).
#![allow(unsafe_code, reason = "see above")]

use std::any::{Any, TypeId};
use std::rc::Rc;

use crate::object::ErasedObject;

/// An object and the type of the box it lives in.
pub(crate) struct Typed {
    /// Nothing once it was taken. Then the type is that of [`Barred`], so that no look-up has to ask.
    object: Option<Rc<dyn ErasedObject>>,
    /// Invariant: where `object` points to. Kept, because finding it again takes the alignment from the vtable.
    address: *const (),
    /// Invariant: the type of what `object` points to, or that of [`Barred`], which no object has: always so when there is no object.
    /// The fields are private to this file.
    type_id: TypeId,
}

/// Stands for the type of an object that nobody may get without passing the collector's barrier. So the barrier costs
/// nothing where there is none.
struct Barred;

impl Typed {
    pub(crate) fn new(object: Rc<dyn ErasedObject>) -> Typed {
        Typed {
            address: Rc::as_ptr(&object).cast(),
            type_id: type_of(&*object),
            object: Some(object),
        }
    }

    /// Makes [`downcast`](Typed::downcast) fail, or work again.
    pub(crate) fn bar(&mut self, barred: bool) {
        self.type_id = match &self.object {
            Some(object) if !barred => type_of(&**object),
            _ => TypeId::of::<Barred>(),
        };
    }

    pub(crate) fn is_barred(&self) -> bool {
        self.type_id == TypeId::of::<Barred>()
    }

    /// The object, barred or not, unless it was taken.
    #[inline]
    pub(crate) fn object(&self) -> Option<&Rc<dyn ErasedObject>> {
        self.object.as_ref()
    }

    /// The object, of which nobody will ask here any more.
    #[inline]
    pub(crate) fn into_object(self) -> Option<Rc<dyn ErasedObject>> {
        self.object
    }

    #[inline]
    pub(crate) fn take(&mut self) -> Option<Rc<dyn ErasedObject>> {
        self.type_id = TypeId::of::<Barred>();
        self.object.take()
    }

    /// Whether the object is a `B` and not barred.
    #[inline(always)]
    pub(crate) fn is<B: ErasedObject>(&self) -> bool {
        self.type_id == TypeId::of::<B>()
    }

    /// The shared pointer again, if the object is a `B` and not barred.
    #[inline(always)]
    pub(crate) fn downcast<B: ErasedObject>(&self) -> Option<Rc<B>> {
        if !self.is::<B>() {
            return None;
        }
        let pointer = self.address.cast::<B>();
        // SAFETY: by the invariants, `pointer` is what `Rc::as_ptr` gave for an `Rc` that still exists, and what
        // it points to is a `B`. So it may be counted once more, and the new count be owned by a new `Rc<B>`.
        unsafe {
            Rc::increment_strong_count(pointer);
            Some(Rc::from_raw(pointer))
        }
    }
}

fn type_of(object: &dyn ErasedObject) -> TypeId {
    // Through `Any`, whose answer no implementation of another trait can change.
    (object as &dyn Any).type_id()
}

//! [`Ref`]: the strong, counted reference to an object.

use std::any::TypeId;
use std::cell;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::panic::Location;
use std::rc::Rc;

use crate::borrow::{Borrow, BorrowMut};
use crate::class::Class;
use crate::collect::gate;
use crate::error::{Error, Holder};
use crate::handle::Handle;
use crate::heap::Heap;
use crate::object::{ErasedObject, Header, Object, ObjectBox, Pointee, Pointer};
use crate::trace::Trace;
use crate::weak::Weak;

/// A strong reference to an object of class `T`, or of a class derived from it. `Rc`-backed; `!Send`.
///
/// The object lives until its last `Ref` is dropped and, if it was exposed, JavaScript has released its handle.
/// Two `Ref`s are equal when they refer to the same object. Cloning costs one increment; borrowing one flag.
pub struct Ref<T: Pointee + ?Sized>(pub(crate) T::Pointer);

impl<T: Object> Ref<T> {
    /// Moves a value into the heap. One allocation.
    pub fn new(value: T) -> Ref<T> {
        Ref::made(Rc::new(ObjectBox::new(T::class(), value.into_value())))
    }

    /// The same with a class that is not `T`'s own, but belongs to this object: of a type that stands for many classes.
    #[cfg(feature = "abi")]
    pub(crate) fn with_class(class: &'static Class, value: T) -> Ref<T> {
        Ref::made(Rc::new(ObjectBox::new(class, value.into_value())))
    }

    /// Makes an object that can hold weak references to itself. Upgrading them fails until `make` returns.
    pub fn new_cyclic(make: impl FnOnce(&Weak<T>) -> T) -> Ref<T> {
        Ref::made(Rc::new_cyclic(|weak| {
            ObjectBox::new(T::class(), make(&Weak(weak.clone())).into_value())
        }))
    }

    #[inline(always)]
    fn made(object: Rc<ObjectBox<T::Root>>) -> Ref<T> {
        if <T as Trace>::EDGES {
            Heap::register(&object);
        }
        if <T as Object>::MEASURED {
            object.report_size();
        }
        Ref(object)
    }

    /// Takes the value back.
    ///
    /// # Errors
    /// The reference itself, if there are others, if the object is exposed or borrowed, or if its class is
    /// derived from `T`.
    pub fn try_unwrap(this: Ref<T>) -> Result<T, Ref<T>> {
        if this.0.strong_count() > 1 {
            return Err(this);
        }
        this.enter_if(T::EDGES);
        this.0.take().map_err(|_| this)
    }

    /// The same object, referred to as its base class `B`. Free.
    pub fn upcast<B: Object<Root = T::Root>>(self) -> Result<Ref<B>, Ref<T>> {
        if T::class().is_a(B::class()) {
            Ok(Ref(self.0))
        } else {
            Err(self)
        }
    }

    /// The same object, referred to as the derived class `D`, if it is one.
    ///
    /// # Errors
    /// The reference itself, if the object is not a `D`.
    pub fn downcast<D: Object<Root = T::Root>>(self) -> Result<Ref<D>, Ref<T>> {
        if self.class().is_a(D::class()) {
            Ok(Ref(self.0))
        } else {
            Err(self)
        }
    }

    /// The reference to the object in a box, if it is a `T` or derived from it.
    #[inline(always)]
    pub(crate) fn from_box(pointer: Rc<ObjectBox<T::Root>>) -> Option<Ref<T>> {
        // Whatever lives in the root's box is a root; a derived class must be checked.
        let root = TypeId::of::<T>() == TypeId::of::<T::Root>();
        (root || pointer.header().class().is_a(T::class())).then_some(Ref(pointer))
    }
}

impl<T: Pointee + ?Sized> Ref<T> {
    /// Borrows the value.
    ///
    /// # Panics
    /// If it is mutably borrowed; the message names the holder. See [`try_borrow`](Ref::try_borrow).
    #[inline]
    #[track_caller]
    pub fn borrow(&self) -> Borrow<'_, T> {
        match self.try_borrow() {
            Ok(borrow) => borrow,
            Err(error) => panic!("{error}"),
        }
    }

    /// Borrows the value to change it.
    ///
    /// # Panics
    /// If it is borrowed; the message names the holder. See [`try_borrow_mut`](Ref::try_borrow_mut).
    #[inline]
    #[track_caller]
    pub fn borrow_mut(&self) -> BorrowMut<'_, T> {
        match self.try_borrow_mut() {
            Ok(borrow) => borrow,
            Err(error) => panic!("{error}"),
        }
    }

    /// Borrows the value.
    ///
    /// # Errors
    /// [`Error::BorrowedMut`], naming the holder, or [`Error::Freed`].
    #[inline]
    #[track_caller]
    pub fn try_borrow(&self) -> Result<Borrow<'_, T>, Error> {
        self.try_borrow_as(Holder::Code(Location::caller()))
    }

    /// Borrows the value to change it.
    ///
    /// # Errors
    /// [`Error::Borrowed`] or [`Error::BorrowedMut`], naming the holder, or [`Error::Freed`].
    #[inline]
    #[track_caller]
    pub fn try_borrow_mut(&self) -> Result<BorrowMut<'_, T>, Error> {
        self.try_borrow_mut_as(Holder::Code(Location::caller()))
    }

    /// [`try_borrow`](Ref::try_borrow) on behalf of an exported method, which errors will name.
    ///
    /// # Errors
    /// As [`try_borrow`](Ref::try_borrow).
    #[inline]
    pub fn try_borrow_for(&self, method: &'static &'static str) -> Result<Borrow<'_, T>, Error> {
        self.try_borrow_as(Holder::Method(method))
    }

    /// [`try_borrow_mut`](Ref::try_borrow_mut) on behalf of an exported method, which errors will name.
    ///
    /// # Errors
    /// As [`try_borrow_mut`](Ref::try_borrow_mut).
    #[inline]
    pub fn try_borrow_mut_for(
        &self,
        method: &'static &'static str,
    ) -> Result<BorrowMut<'_, T>, Error> {
        self.try_borrow_mut_as(Holder::Method(method))
    }

    /// [`try_borrow`](Ref::try_borrow) on behalf of whomever errors will name.
    ///
    /// # Errors
    /// As [`try_borrow`](Ref::try_borrow).
    #[inline]
    pub fn try_borrow_as(&self, holder: Holder) -> Result<Borrow<'_, T>, Error> {
        self.enter_if(T::INTERIOR);
        let value = T::read(&self.0)?;
        Ok(Borrow::new(value, self.header().reader(holder)))
    }

    /// [`try_borrow_mut`](Ref::try_borrow_mut) on behalf of whomever errors will name.
    ///
    /// # Errors
    /// As [`try_borrow_mut`](Ref::try_borrow_mut).
    #[inline]
    pub fn try_borrow_mut_as(&self, holder: Holder) -> Result<BorrowMut<'_, T>, Error> {
        self.enter_if(T::EDGES);
        let value = T::write(&self.0)?;
        self.header().set_holder(holder);
        let measured = T::MEASURED.then(|| self.erased_ref());
        Ok(BorrowMut::new(value, measured))
    }

    /// [`try_borrow`](Ref::try_borrow) on behalf of nobody, which costs half as much: for values that are never borrowed to be
    /// changed, so that no error can name a holder.
    ///
    /// # Errors
    /// As [`try_borrow`](Ref::try_borrow).
    #[inline]
    pub fn try_read(&self) -> Result<cell::Ref<'_, T>, Error> {
        self.enter_if(T::INTERIOR);
        T::read(&self.0)
    }

    /// A reference that does not keep the object alive.
    pub fn downgrade(&self) -> Weak<T> {
        Weak(self.0.downgrade())
    }

    /// Whether both refer to the same object.
    pub fn ptr_eq<U: Pointee + ?Sized>(&self, other: &Ref<U>) -> bool {
        self.address() == other.address()
    }

    /// How many strong references there are: `Ref`s, and one for the handle while the object is exposed.
    pub fn strong_count(&self) -> usize {
        self.0.strong_count()
    }

    /// The object's class: the most derived one.
    pub fn class(&self) -> &'static Class {
        self.header().class()
    }

    /// The handle, while the object is exposed.
    pub fn handle(&self) -> Option<Handle> {
        self.header().handle()
    }

    /// To be called before something may be taken out of the object, or another reference to it is made.
    #[inline(always)]
    fn enter_if(&self, matters: bool) {
        if matters && self.header().standing.is_guarded() {
            gate::keep(self.erased_ref());
        }
    }

    /// The same object without its type.
    pub fn erased(&self) -> Rc<dyn ErasedObject> {
        // Whatever `T` has: the object may be of a derived class.
        self.enter_if(true);
        self.0.clone().into_erased()
    }

    pub(crate) fn erased_ref(&self) -> &dyn ErasedObject {
        self.0.erased_ref()
    }

    pub(crate) fn header(&self) -> &Header {
        self.0.erased_ref().header()
    }

    /// Where the object lives; its identity.
    pub(crate) fn address(&self) -> *const () {
        std::ptr::from_ref(self.0.erased_ref()).cast()
    }
}

impl<T: Pointee + ?Sized> Clone for Ref<T> {
    #[inline]
    fn clone(&self) -> Ref<T> {
        // Whatever `T` has: the object may be of a derived class.
        self.enter_if(true);
        Ref(self.0.clone())
    }
}

impl<T: Pointee + ?Sized> PartialEq for Ref<T> {
    fn eq(&self, other: &Ref<T>) -> bool {
        self.ptr_eq(other)
    }
}

impl<T: Pointee + ?Sized> Eq for Ref<T> {}

impl<T: Pointee + ?Sized> Hash for Ref<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.address().hash(state);
    }
}

impl<T: Object> From<T> for Ref<T> {
    fn from(value: T) -> Ref<T> {
        Ref::new(value)
    }
}

impl<T: Object + Default> Default for Ref<T> {
    fn default() -> Ref<T> {
        Ref::new(T::default())
    }
}

/// Names the class and the handle, not the value: values may form cycles.
impl<T: Pointee + ?Sized> fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Ref");
        out.field("class", &self.class().name());
        if let Some(handle) = self.handle() {
            out.field("handle", &handle);
        }
        out.finish_non_exhaustive()
    }
}

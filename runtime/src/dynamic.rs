//! `Ref<dyn Trait>`: references to objects known only by a trait they implement.
//!
//! `CoerceUnsized` is not stable, so the conversion is a method, [`Ref::into_dyn`], and the trait is made known
//! by [`dyn_object!`](crate::dyn_object). Such a `Ref` carries, besides the shared pointer, a table of two
//! functions that borrow the concrete type and coerce what they get.

use std::any::Any;
use std::cell;
use std::rc::{self, Rc};

use crate::error::Error;
use crate::object::{ErasedObject, Object, ObjectBox, Pointee, Pointer};
use crate::strong::Ref;

/// How to borrow an object of some concrete type as `D`.
pub struct DynAccess<D: ?Sized + 'static> {
    read: fn(&dyn ErasedObject) -> Result<cell::Ref<'_, D>, Error>,
    write: fn(&dyn ErasedObject) -> Result<cell::RefMut<'_, D>, Error>,
}

/// The pointer inside a `Ref<dyn Trait>`.
pub struct DynPointer<D: ?Sized + 'static> {
    object: Rc<dyn ErasedObject>,
    access: &'static DynAccess<D>,
}

/// The pointer inside a `Weak<dyn Trait>`.
pub struct DynWeak<D: ?Sized + 'static>(
    Option<(rc::Weak<dyn ErasedObject>, &'static DynAccess<D>)>,
);

impl<D: ?Sized + 'static> Clone for DynPointer<D> {
    fn clone(&self) -> DynPointer<D> {
        DynPointer {
            object: self.object.clone(),
            access: self.access,
        }
    }
}

impl<D: ?Sized + 'static> Clone for DynWeak<D> {
    fn clone(&self) -> DynWeak<D> {
        DynWeak(self.0.clone())
    }
}

impl<D: ?Sized + 'static> Default for DynWeak<D> {
    fn default() -> DynWeak<D> {
        DynWeak(None)
    }
}

impl<D: ?Sized + 'static> Pointer for DynPointer<D> {
    type Weak = DynWeak<D>;
    fn erased_ref(&self) -> &dyn ErasedObject {
        &*self.object
    }
    fn into_erased(self) -> Rc<dyn ErasedObject> {
        self.object
    }
    fn strong_count(&self) -> usize {
        Rc::strong_count(&self.object)
    }
    fn downgrade(&self) -> DynWeak<D> {
        DynWeak(Some((Rc::downgrade(&self.object), self.access)))
    }
    fn upgrade(weak: &DynWeak<D>) -> Option<DynPointer<D>> {
        let (object, access) = weak.0.as_ref()?;
        Some(DynPointer {
            object: object.upgrade()?,
            access,
        })
    }
}

impl<D: ?Sized + 'static> DynPointer<D> {
    /// Borrows the object as a `D`.
    ///
    /// # Errors
    /// As [`Ref::try_borrow`].
    pub fn read(&self) -> Result<cell::Ref<'_, D>, Error> {
        (self.access.read)(&*self.object)
    }

    /// Borrows the object as a `D`, to change it.
    ///
    /// # Errors
    /// As [`Ref::try_borrow_mut`].
    pub fn write(&self) -> Result<cell::RefMut<'_, D>, Error> {
        (self.access.write)(&*self.object)
    }
}

/// Says that a `T` can be seen as the trait object `Self`. Implemented by [`dyn_object!`](crate::dyn_object).
pub trait DynFrom<T>: 'static {
    /// The coercion.
    fn coerce(value: &T) -> &Self;
    /// The coercion, to change the value.
    fn coerce_mut(value: &mut T) -> &mut Self;
}

/// Carries the one table for a pair of types.
struct Table<T, D: ?Sized>(std::marker::PhantomData<(T, D)>);

impl<T: Object, D: DynFrom<T> + ?Sized> Table<T, D> {
    const ACCESS: &'static DynAccess<D> = &DynAccess {
        read: |object| Ok(cell::Ref::map(concrete::<T>(object)?.read()?, D::coerce)),
        write: |object| {
            Ok(cell::RefMut::map(
                concrete::<T>(object)?.write()?,
                D::coerce_mut,
            ))
        },
    };
}

/// The box of an object known to be a `T`. A table is only ever paired with such an object, so this never fails.
fn concrete<T: Object>(object: &dyn ErasedObject) -> Result<&ObjectBox<T::Root>, Error> {
    (object as &dyn Any).downcast_ref().ok_or(Error::Freed)
}

impl<T: Object> Ref<T> {
    /// The same object, known only by the trait `D`. See [`dyn_object!`](crate::dyn_object). Free.
    pub fn into_dyn<D>(self) -> Ref<D>
    where
        D: DynFrom<T> + Pointee<Pointer = DynPointer<D>> + ?Sized,
    {
        Ref(DynPointer {
            object: self.0.into_erased(),
            access: Table::<T, D>::ACCESS,
        })
    }
}

/// Makes `Ref<dyn Trait>` possible for a trait of yours.
///
/// ```
/// use handfast_runtime::{Ref, Trace, Tracer};
///
/// trait Shape { fn area(&self) -> f64; }
/// handfast_runtime::dyn_object!(Shape);
///
/// struct Square(f64);
/// impl Shape for Square { fn area(&self) -> f64 { self.0 * self.0 } }
/// impl Trace for Square {
///     const EDGES: bool = false;
///     fn trace(&self, _: &mut Tracer<'_>) {}
/// }
/// handfast_runtime::object!(Square);
///
/// let square = Ref::new(Square(3.0));
/// let shape: Ref<dyn Shape> = square.clone().into_dyn();
/// assert_eq!(shape.borrow().area(), 9.0);
/// assert!(shape.ptr_eq(&square));
/// ```
#[macro_export]
macro_rules! dyn_object {
    ($($name:path),+ $(,)?) => {$(
        impl<T: $crate::Object + $name> $crate::DynFrom<T> for dyn $name {
            fn coerce(value: &T) -> &Self {
                value
            }
            fn coerce_mut(value: &mut T) -> &mut Self {
                value
            }
        }

        impl $crate::Pointee for dyn $name {
            type Pointer = $crate::DynPointer<dyn $name>;
            const EDGES: bool = true;
            const INTERIOR: bool = true;
            fn read(pointer: &Self::Pointer) -> ::std::result::Result<::std::cell::Ref<'_, Self>, $crate::Error> {
                pointer.read()
            }
            fn write(pointer: &Self::Pointer) -> ::std::result::Result<::std::cell::RefMut<'_, Self>, $crate::Error> {
                pointer.write()
            }
        }
    )+};
}

//! The box an object lives in: a header, and the value behind a borrow flag.

use std::any::{Any, TypeId};
use std::cell::{self, Cell, RefCell};
use std::rc::{self, Rc};

use crate::class::Class;
use crate::collect::{Standing, State, UNREGISTERED, gate};
use crate::error::{Error, Holder};
use crate::handle::Handle;
use crate::heap::Heap;
use crate::trace::{Part, Trace, Tracer};

/// A type whose values can be owned by [`Ref`](crate::Ref).
///
/// Implemented by `#[handfast]`, or by [`object!`](crate::object) for other types.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be owned by a `Ref`",
    note = "annotate the type with `#[handfast]`, or implement `Trace` for it and call `handfast::object!({Self})`"
)]
pub trait Object: Trace + Sized + 'static {
    /// The topmost base class; `Self` for a class without one. All classes of a chain live in boxes of the
    /// root's type, so that one object can be referred to as each of them.
    type Root: Object;

    /// The class of values of exactly this type.
    fn class() -> &'static Class;

    /// Puts the value into the form in which its root class stores it.
    fn into_value(self) -> Value<Self::Root>;

    /// Whether objects of this class report how much memory they take. The same for all classes of a chain.
    ///
    /// They are measured when they are made, and whenever a mutable borrow of them ends. What changes through a shared borrow is
    /// noticed then, or by [`Ref::measure`](crate::Ref::measure). Objects of other classes pay nothing.
    const MEASURED: bool = false;

    /// How many bytes the value owns besides itself; see [`HeapSize`](crate::HeapSize). Called only for measured classes, and only while the value is not
    /// being changed.
    fn measure(&self) -> usize {
        0
    }
}

/// What an [`ObjectBox`] holds.
pub enum Value<R> {
    /// A value of the root class itself.
    Exact(R),
    /// A value of a derived class, which contains its base.
    Derived(Box<dyn Part>),
    /// A value of the root class that the collector is about to drop: nobody may borrow it any more.
    Condemned(R),
    /// The same for a value of a derived class.
    CondemnedDerived(Box<dyn Part>),
    /// Taken by value, or being dropped.
    Gone,
}

impl<R: Object> Value<R> {
    fn get<T: Object>(&self) -> Option<&T> {
        match self {
            Value::Exact(_) => self.exactly(),
            other => other.derived(),
        }
    }

    fn get_mut<T: Object>(&mut self) -> Option<&mut T> {
        match self {
            Value::Exact(_) => self.exactly_mut(),
            other => other.derived_mut(),
        }
    }

    #[inline]
    fn exactly<T: Object>(&self) -> Option<&T> {
        match self {
            Value::Exact(value) => (value as &dyn Any).downcast_ref(),
            _ => None,
        }
    }

    #[inline]
    fn exactly_mut<T: Object>(&mut self) -> Option<&mut T> {
        match self {
            Value::Exact(value) => (value as &mut dyn Any).downcast_mut(),
            _ => None,
        }
    }

    // Not inlined: they need room on the stack, which every caller would otherwise take also for an exact value.

    #[inline(never)]
    fn derived<T: Object>(&self) -> Option<&T> {
        match self {
            Value::Derived(part) => part.part(TypeId::of::<T>())?.downcast_ref(),
            _ => None,
        }
    }

    #[inline(never)]
    fn derived_mut<T: Object>(&mut self) -> Option<&mut T> {
        match self {
            Value::Derived(part) => part.part_mut(TypeId::of::<T>())?.downcast_mut(),
            _ => None,
        }
    }

    /// Reports the references that the value holds.
    pub(crate) fn trace(&self, tracer: &mut Tracer<'_>) {
        match self {
            Value::Exact(value) | Value::Condemned(value) => value.trace(tracer),
            Value::Derived(part) | Value::CondemnedDerived(part) => part.trace_part(tracer),
            Value::Gone => {}
        }
    }

    /// How many bytes the value owns besides the box of the root class.
    fn measure(&self) -> usize {
        match self {
            Value::Exact(value) | Value::Condemned(value) => value.measure(),
            Value::Derived(part) | Value::CondemnedDerived(part) => {
                size_of_val(&**part).saturating_add(part.measure_part())
            }
            Value::Gone => 0,
        }
    }

    /// The value as a `T`, if it is exactly one; otherwise unchanged.
    fn into<T: Object>(self) -> Result<T, Value<R>> {
        match self {
            Value::Exact(value) => {
                // `R` is `T` here or it is not; the detour through `Option` moves the value without a cast.
                let mut value = Some(value);
                match (&mut value as &mut dyn Any)
                    .downcast_mut::<Option<T>>()
                    .and_then(Option::take)
                {
                    Some(taken) => Ok(taken),
                    None => Err(value.map_or(Value::Gone, Value::Exact)),
                }
            }
            Value::Derived(part) if (&*part as &dyn Any).is::<T>() => {
                match (part as Box<dyn Any>).downcast() {
                    Ok(value) => Ok(*value),
                    Err(_) => Err(Value::Gone),
                }
            }
            other => Err(other),
        }
    }
}

/// What every object carries besides its value.
pub struct Header {
    class: &'static Class,
    /// The handle, while the object is exposed; the newest, if raw retains keep older ones. The heap's entry for each
    /// owns one strong count.
    pub(crate) handle: Cell<Option<Handle>>,
    /// Who holds the borrow; meaningful only while there is one.
    holder: Cell<Holder>,
    /// How many shared borrows there are. Small, because it decides only whom an error names, and room in every object
    /// is dear: of more than it can count, one that has ended may be named.
    readers: Cell<u16>,
    /// Where the collector's registry has the object.
    pub(crate) place: Cell<u32>,
    /// What the collector thinks of the object.
    pub(crate) standing: Standing,
    /// How many bytes it has reported; 0 in classes that are not measured. In wasm it stands where there was room left anyway.
    pub(crate) bytes: Cell<usize>,
}

impl Header {
    /// The class of the object: the most derived one.
    pub fn class(&self) -> &'static Class {
        self.class
    }

    /// The handle, while the object is exposed.
    pub fn handle(&self) -> Option<Handle> {
        self.handle.get()
    }

    /// Who has borrowed the object last; meaningful only while it is borrowed.
    pub(crate) fn holder(&self) -> Holder {
        self.holder.get()
    }

    fn borrowed(&self, mutably: bool) -> Error {
        let (class, holder) = (self.class.name(), self.holder.get());
        if mutably {
            Error::BorrowedMut { class, holder }
        } else {
            Error::Borrowed { class, holder }
        }
    }

    #[inline]
    pub(crate) fn set_holder(&self, holder: Holder) {
        self.holder.set(holder);
    }

    /// Enters a shared borrow.
    #[inline]
    pub(crate) fn reader(&self, holder: Holder) -> Reader<'_> {
        let readers = self.readers.get();
        self.readers.set(readers.wrapping_add(1));
        let outer = self.holder.replace(holder);
        Reader {
            header: self,
            outer: (readers > 0).then_some(outer),
        }
    }
}

/// A shared borrow, as the header knows it. When it ends, the holder is again whoever held the one around it: a
/// getter that has returned is not to blame for a conflict.
///
/// Exact for borrows that nest, and for two that overlap. Of more that end in any order, as those of async methods
/// can, one that has ended may be named.
pub(crate) struct Reader<'a> {
    header: &'a Header,
    outer: Option<Holder>,
}

impl Drop for Reader<'_> {
    #[inline]
    fn drop(&mut self) {
        self.header
            .readers
            .set(self.header.readers.get().wrapping_sub(1));
        if let Some(outer) = self.outer {
            self.header.holder.set(outer);
        }
    }
}

/// The allocation behind `Ref`s to a class and to the classes derived from it.
pub struct ObjectBox<R: Object> {
    header: Header,
    value: RefCell<Value<R>>,
}

impl<R: Object> ObjectBox<R> {
    pub(crate) fn new(class: &'static Class, value: Value<R>) -> ObjectBox<R> {
        Heap::count_created(class);
        let header = Header {
            class,
            handle: Cell::new(None),
            holder: Cell::new(Holder::Nobody),
            readers: Cell::new(0),
            place: Cell::new(UNREGISTERED),
            standing: Standing::new(),
            bytes: Cell::new(0),
        };
        ObjectBox {
            header,
            value: RefCell::new(value),
        }
    }

    #[inline]
    pub(crate) fn read<T: Object<Root = R>>(&self) -> Result<cell::Ref<'_, T>, Error> {
        let value = self
            .value
            .try_borrow()
            .map_err(|_| self.header.borrowed(true))?;
        cell::Ref::filter_map(value, Value::get).map_err(|_| Error::Freed)
    }

    #[inline]
    pub(crate) fn write<T: Object<Root = R>>(&self) -> Result<cell::RefMut<'_, T>, Error> {
        cell::RefMut::filter_map(self.value_mut()?, Value::get_mut).map_err(|_| Error::Freed)
    }

    /// Lends the value to a reader, if it is exactly a `T` and can be borrowed.
    #[inline(always)]
    pub(crate) fn exact<T: Object, U>(&self, holder: Holder, f: impl FnOnce(&T) -> U) -> Option<U> {
        let value = self.value.try_borrow().ok()?;
        let value = value.exactly()?;
        let _reader = self.header.reader(holder);
        Some(f(value))
    }

    /// Lends the value to somebody who changes it, if it is exactly a `T` and can be borrowed.
    #[inline(always)]
    pub(crate) fn exact_mut<T: Object, U>(
        &self,
        holder: Holder,
        f: impl FnOnce(&mut T) -> U,
    ) -> Option<U> {
        let mut value = self.value.try_borrow_mut().ok()?;
        let value = value.exactly_mut()?;
        self.header.set_holder(holder);
        Some(f(value))
    }

    fn value_mut(&self) -> Result<cell::RefMut<'_, Value<R>>, Error> {
        self.value
            .try_borrow_mut()
            .map_err(|_| self.header.borrowed(self.value.try_borrow().is_err()))
    }

    /// Takes the value out, if it is exactly a `T` and not borrowed.
    pub(crate) fn take<T: Object<Root = R>>(&self) -> Result<T, Error> {
        let mut cell = self.value_mut()?;
        match std::mem::replace(&mut *cell, Value::Gone).into::<T>() {
            Ok(value) => {
                self.forget_size();
                Ok(value)
            }
            Err(other) => {
                *cell = other;
                if self.header.standing.state() == State::Condemned || matches!(*cell, Value::Gone)
                {
                    return Err(Error::Freed);
                }
                Err(Error::WrongClass {
                    expected: T::class().name(),
                    found: self.header.class.name(),
                })
            }
        }
    }
}

impl<R: Object> ObjectBox<R> {
    /// Reports how many bytes the object takes. Nothing while it is mutably borrowed: the end of that borrow comes here.
    pub(crate) fn report_size(&self) {
        if R::MEASURED
            && let Ok(value) = self.value.try_borrow()
            && !matches!(&*value, Value::Gone)
        {
            let bytes = size_of::<Self>().saturating_add(value.measure());
            drop(value);
            Heap::account(&self.header, bytes);
        }
    }

    /// The value is gone, or about to be.
    fn forget_size(&self) {
        if R::MEASURED {
            Heap::account(&self.header, 0);
        }
    }
}

/// Long chains of objects are dropped from a queue instead of by recursion, see [`Heap::drop_value`].
impl<R: Object> Drop for ObjectBox<R> {
    fn drop(&mut self) {
        Heap::unregister(self.header.place.get());
        Heap::count_dropped(self.header.class);
        self.forget_size();
        let value = self.value.get_mut();
        if !matches!(self.header.standing.state(), State::Free | State::Orphan) {
            gate::before_drop(value);
        }
        // Not only types with edges: a `Drop` can lead to the next object by its handle, too.
        if std::mem::needs_drop::<R>() || matches!(value, Value::Derived(_)) {
            Heap::drop_value(value);
        }
    }
}

/// An object whose type is not known statically.
pub trait ErasedObject: Any {
    /// Class, handle and state.
    fn header(&self) -> &Header;
    /// Reports the object's edges. False, and no edges, if it is mutably borrowed.
    fn trace_object(&self, tracer: &mut Tracer<'_>) -> bool;
    /// Whether anybody has borrowed the value.
    fn is_borrowed(&self) -> bool;
    /// Makes the value unreachable for all but [`drop_value`](ErasedObject::drop_value). Nothing if it is borrowed.
    fn condemn(&self);
    /// Drops the value of a condemned object, which lives on without it until the last `Ref` is dropped.
    fn drop_value(&self);
    /// Reports how many bytes the object takes, if its class is measured.
    fn report_size(&self);
}

impl<R: Object> ErasedObject for ObjectBox<R> {
    #[inline]
    fn header(&self) -> &Header {
        &self.header
    }

    fn trace_object(&self, tracer: &mut Tracer<'_>) -> bool {
        let Ok(value) = self.value.try_borrow() else {
            return false;
        };
        // The references of condemned objects are about to be dropped.
        if !matches!(&*value, Value::Condemned(_) | Value::CondemnedDerived(_)) {
            value.trace(tracer);
        }
        true
    }

    fn is_borrowed(&self) -> bool {
        self.value.try_borrow_mut().is_err()
    }

    fn condemn(&self) {
        if let Ok(mut value) = self.value.try_borrow_mut() {
            let condemned = match std::mem::replace(&mut *value, Value::Gone) {
                Value::Exact(value) => Value::Condemned(value),
                Value::Derived(part) => Value::CondemnedDerived(part),
                other => other,
            };
            *value = condemned;
            Heap::touch(&self.header);
            self.header.standing.set(State::Condemned);
        }
    }

    fn report_size(&self) {
        ObjectBox::report_size(self);
    }

    fn drop_value(&self) {
        let Ok(mut value) = self.value.try_borrow_mut() else {
            return;
        };
        if self.header.standing.state() == State::Condemned {
            let mut taken = std::mem::replace(&mut *value, Value::Gone);
            self.forget_size();
            // Its `Drop` may want to borrow this object, and is to be told that it is freed.
            drop(value);
            gate::before_drop(&taken);
            Heap::drop_value(&mut taken);
        }
    }
}

/// The shared pointer inside a [`Ref`](crate::Ref).
pub trait Pointer: Clone + 'static {
    /// The same without a strong count.
    type Weak: Clone + Default;
    /// The object, without its type.
    fn erased_ref(&self) -> &dyn ErasedObject;
    /// The object, without its type, sharing ownership.
    fn into_erased(self) -> Rc<dyn ErasedObject>;
    /// How many strong references there are, the handle's own included.
    fn strong_count(&self) -> usize;
    /// A weak pointer to the same object.
    fn downgrade(&self) -> Self::Weak;
    /// A strong pointer again, while the object lives.
    fn upgrade(weak: &Self::Weak) -> Option<Self>;
}

impl<R: Object> Pointer for Rc<ObjectBox<R>> {
    type Weak = rc::Weak<ObjectBox<R>>;
    #[inline]
    fn erased_ref(&self) -> &dyn ErasedObject {
        &**self
    }
    #[inline]
    fn into_erased(self) -> Rc<dyn ErasedObject> {
        self
    }
    #[inline]
    fn strong_count(&self) -> usize {
        Rc::strong_count(self)
    }
    fn downgrade(&self) -> Self::Weak {
        Rc::downgrade(self)
    }
    fn upgrade(weak: &Self::Weak) -> Option<Self> {
        weak.upgrade()
    }
}

/// What a [`Ref`](crate::Ref) can point to: every [`Object`], and `dyn Trait` after
/// [`dyn_object!`](crate::dyn_object).
pub trait Pointee: 'static {
    /// The pointer a `Ref<Self>` contains.
    type Pointer: Pointer;

    /// Whether values can hold references: [`Trace::EDGES`], or true where that is not known.
    const EDGES: bool;

    /// Whether references can be taken out of a value that is borrowed shared: [`Trace::INTERIOR`], or true where that is
    /// not known.
    const INTERIOR: bool;

    /// Whether objects may report their size: [`Object::MEASURED`], or true where that is not known.
    const MEASURED: bool = true;

    /// Borrows the value.
    ///
    /// # Errors
    /// [`Error::BorrowedMut`] while it is mutably borrowed, [`Error::Freed`] if it was taken by value.
    fn read(pointer: &Self::Pointer) -> Result<cell::Ref<'_, Self>, Error>;

    /// Borrows the value to change it.
    ///
    /// # Errors
    /// [`Error::Borrowed`] while it is borrowed, [`Error::Freed`] if it was taken by value.
    fn write(pointer: &Self::Pointer) -> Result<cell::RefMut<'_, Self>, Error>;
}

impl<T: Object> Pointee for T {
    type Pointer = Rc<ObjectBox<T::Root>>;

    const EDGES: bool = <T as Trace>::EDGES;
    const INTERIOR: bool = <T as Trace>::INTERIOR;
    const MEASURED: bool = <T as Object>::MEASURED;

    #[inline]
    fn read(pointer: &Self::Pointer) -> Result<cell::Ref<'_, T>, Error> {
        pointer.read()
    }

    #[inline]
    fn write(pointer: &Self::Pointer) -> Result<cell::RefMut<'_, T>, Error> {
        pointer.write()
    }
}

/// Makes types usable with [`Ref`](crate::Ref) that are not exported classes. They must implement
/// [`Trace`](crate::Trace).
///
/// ```
/// use handfast_runtime::{Ref, Trace, Tracer};
///
/// struct Chapter { title: String, next: Option<Ref<Chapter>> }
/// impl Trace for Chapter {
///     const EDGES: bool = true;
///     fn trace(&self, tracer: &mut Tracer<'_>) { self.next.trace(tracer) }
/// }
/// handfast_runtime::object!(Chapter);
///
/// let last = Ref::new(Chapter { title: "Farewell".into(), next: None });
/// let first = Ref::new(Chapter { title: "Hello".into(), next: Some(last.clone()) });
/// assert!(first.borrow().next.as_ref().unwrap().ptr_eq(&last));
/// assert_eq!(last.borrow().title, "Farewell");
/// ```
///
/// `object!(Chapter: measured)` has the objects report their size as well, for which the type implements [`HeapSize`](crate::HeapSize).
#[macro_export]
macro_rules! object {
    // What `hosted_object!` adds: how the class is called for in the other heap.
    (@ $ty:ty $(, $hosted:expr)? $(; $($measured:tt)*)?) => {
        impl $crate::Object for $ty {
            type Root = $ty;
            fn class() -> &'static $crate::Class {
                static CLASS: $crate::Class =
                    $crate::Class::new(stringify!($ty), <$ty as $crate::Trace>::EDGES)$(.hosted($hosted))?;
                &CLASS
            }
            fn into_value(self) -> $crate::Value<$ty> {
                $crate::Value::Exact(self)
            }
            $($($measured)*)?
        }
    };
    ($ty:ty: measured) => {
        $crate::object!(@ $ty;
            const MEASURED: bool = true;
            fn measure(&self) -> usize {
                $crate::HeapSize::heap_size(self)
            }
        );
    };
    ($($ty:ty),+ $(,)?) => {$(
        $crate::object!(@ $ty);
    )+};
}

object!(
    (),
    bool,
    char,
    i32,
    i64,
    u8,
    u32,
    u64,
    usize,
    f32,
    f64,
    String
);

/// Generic types share one class among all their instances, because a `static` cannot depend on a type.
macro_rules! generic_object {
    ($($name:literal $ty:ident<$param:ident>),+) => {$(
        impl<$param: Trace + 'static> Object for $ty<$param> {
            type Root = $ty<$param>;
            fn class() -> &'static Class {
                static WITH_EDGES: Class = Class::new($name, true);
                static LEAF: Class = Class::new($name, false);
                if <$param as Trace>::EDGES { &WITH_EDGES } else { &LEAF }
            }
            fn into_value(self) -> Value<Self> {
                Value::Exact(self)
            }
        }
    )+};
}

generic_object!("Vec" Vec<T>, "Option" Option<T>, "Box" Box<T>, "RefCell" RefCell<T>);

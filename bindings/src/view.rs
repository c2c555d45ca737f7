//! [`View`]: numbers in a [`Buffer`], seen by JavaScript where they are.

use std::cell::{Cell, OnceCell};
use std::marker::PhantomData;
use std::ops::RangeBounds;

use handfast_runtime::{
    Buffer, Clamped, Class, Element, Error, Heap, Object, Ref, Section, Trace, Tracer, Value,
};
use wasm_bindgen::JsValue;

use crate::{imports, instance};

/// Numbers in a [`Buffer`], to be returned to JavaScript, which sees them where they are: nothing is copied.
///
/// There it is an object of a class `View`, declared as `View<Float64Array>` and the like, or `ReadonlyView<…>`. As long as
/// it lives, the storage stays where it is, whatever becomes of the buffer; Rust goes on reading and writing it. It is
/// released as every object is: by its finalizer, `free()`, `using`.
///
/// ```
/// use handfast::prelude::*;
/// use handfast::{Buffer, ReadOnly, View};
///
/// #[handfast]
/// pub struct Particles {
///     positions: Buffer<f32>,
/// }
///
/// #[handfast]
/// impl Particles {
///     pub fn positions(&self) -> View<f32> {
///         View::of(&self.positions)
///     }
///
///     #[handfast(js_name = peek)]
///     pub fn read_only(&self) -> View<f32, ReadOnly> {
///         View::of(&self.positions)
///     }
///
///     pub fn step(&mut self, by: f32) {
///         for position in self.positions.cells() {
///             position.set(position.get() + by);
///         }
///     }
/// }
/// ```
///
/// In JavaScript the loop that is both fast and safe takes the array once for each stretch of code in which no wasm runs that
/// may allocate:
///
/// ```js
/// using view = particles.positions();
/// function frame() {
///     particles.step(0.1);           // may grow the memory
///     const array = view.array;      // a plain Float32Array: the last one, or a new one if the memory has grown
///     for (let i = 0; i < array.length; i += 1) draw(array[i]);
/// }
/// ```
///
/// An array that was kept from before is recognised by `view.isCurrent(array)`.
pub struct View<T: Element, A: Access = Mutable> {
    section: Section<T>,
    _access: PhantomData<A>,
}

impl<T: Element, A: Access> View<T, A> {
    /// Of a whole buffer, as long as it is now. Costs a count.
    pub fn of(buffer: &Buffer<T>) -> View<T, A> {
        // The whole of it is always there.
        buffer.section(..).expect("a buffer contains itself").into()
    }

    /// Of a part of a buffer.
    ///
    /// # Errors
    /// [`Error::OutOfBounds`].
    pub fn of_part(
        buffer: &Buffer<T>,
        range: impl RangeBounds<usize>,
    ) -> Result<View<T, A>, Error> {
        Ok(buffer.section(range)?.into())
    }

    /// The numbers, to be read and written. May be held while JavaScript runs.
    pub fn cells(&self) -> &[Cell<T>] {
        self.section.cells()
    }

    /// The part of a buffer that it is a view of.
    pub fn section(&self) -> &Section<T> {
        &self.section
    }
}

impl<T: Element, A: Access> From<Section<T>> for View<T, A> {
    fn from(section: Section<T>) -> View<T, A> {
        View {
            section,
            _access: PhantomData,
        }
    }
}

/// What JavaScript may do with the numbers of a [`View`]: [`Mutable`] or [`ReadOnly`].
pub trait Access: sealed::Sealed + 'static {
    /// Whether it may not write them.
    const READ_ONLY: bool;
}

/// JavaScript may read and write.
#[derive(Debug)]
pub enum Mutable {}

/// JavaScript may read, number by number or in copies. It gets no array, because an array can always be written.
#[derive(Debug)]
pub enum ReadOnly {}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Mutable {}
    impl Sealed for super::ReadOnly {}
}

impl Access for Mutable {
    const READ_ONLY: bool = false;
}

impl Access for ReadOnly {
    const READ_ONLY: bool = true;
}

/// Numbers of which there are views: all [`Element`]s.
pub trait Viewed: Element {
    /// What TypeScript calls a view of them.
    const VIEW: &'static str;
    /// The same of one that is for reading only.
    const READ_ONLY_VIEW: &'static str;
    /// The class of views of them.
    fn view_class(read_only: bool) -> &'static Class;
}

macro_rules! viewed {
    ($($array:literal: $($ty:ty)*;)*) => {$($(
        impl Viewed for $ty {
            const VIEW: &'static str = concat!("View<", $array, ">");
            const READ_ONLY_VIEW: &'static str = concat!("ReadonlyView<", $array, ">");
            fn view_class(read_only: bool) -> &'static Class {
                static CLASSES: [Class; 2] = [
                    Class::new(<$ty as Viewed>::VIEW, false).hosted(class_id),
                    Class::new(<$ty as Viewed>::READ_ONLY_VIEW, false).hosted(class_id),
                ];
                &CLASSES[usize::from(read_only)]
            }
        }
    )*)*};
}

viewed! {
    "Uint8Array": u8;
    "Int8Array": i8;
    "Uint16Array": u16;
    "Int16Array": i16;
    "Uint32Array": u32 usize;
    "Int32Array": i32 isize;
    "BigUint64Array": u64;
    "BigInt64Array": i64;
    "Float32Array": f32;
    "Float64Array": f64;
    "Uint8ClampedArray": Clamped;
}

impl<T: Viewed, A: Access> Object for View<T, A> {
    type Root = View<T, A>;
    fn class() -> &'static Class {
        T::view_class(A::READ_ONLY)
    }
    fn into_value(self) -> Value<View<T, A>> {
        Value::Exact(self)
    }
}

impl<T: Element, A: Access> Trace for View<T, A> {
    const EDGES: bool = false;
    fn trace(&self, _: &mut Tracer<'_>) {}
}

/// The JavaScript class of all views, which is defined when the first is made.
fn class_id() -> u32 {
    thread_local! {
        static ID: OnceCell<u32> = const { OnceCell::new() };
    }
    ID.with(|id| *id.get_or_init(|| imports::define_view(instance::id()) as u32))
}

/// Gives a view to JavaScript, which owns it from then on.
///
/// # Errors
/// [`Error::TableFull`]; the view is dropped then.
pub(crate) fn wrap<T: Viewed, A: Access>(view: View<T, A>) -> Result<JsValue, Error> {
    /// Above the kinds.
    const READ_ONLY: u32 = 16;
    let class = class_id();
    let (pointer, length) = (view.cells().as_ptr(), view.cells().len());
    let kind = T::KIND | if A::READ_ONLY { READ_ONLY } else { 0 };
    let handle = Heap::expose(&Ref::new(view))?;
    Ok(imports::wrap_view(
        instance::id(),
        handle.to_f64(),
        class as i32,
        pointer as i32,
        length as i32,
        kind as i32,
    ))
}

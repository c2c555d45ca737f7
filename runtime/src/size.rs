//! [`HeapSize`]: how much memory a value owns besides itself.

use crate::js_ref::RawJsRef;
use crate::object::Pointee;
use crate::strong::Ref;

/// How many bytes of memory a value owns besides the room that it takes itself.
///
/// It is what objects of measured classes report: see [`Object::MEASURED`](crate::Object::MEASURED). Derived by
/// `#[handfast(measured)]` and `#[derive(HeapSize)]`. A number that is wrong makes budgets and the engine's collector act too early or too late, and
/// does no other harm.
///
/// `Ref`, `Weak` and references to JavaScript values own nothing in this sense: the object is counted by itself. It is not implemented for `Rc`, `Arc`
/// and `&`, of which nobody can say whose memory it is.
///
/// ```
/// use handfast_runtime::HeapSize;
///
/// assert_eq!(7_u32.heap_size(), 0);
/// assert_eq!(Vec::<u32>::with_capacity(10).heap_size(), 40);
/// let names = vec![String::with_capacity(5), String::with_capacity(6)];
/// assert_eq!(names.heap_size(), 2 * size_of::<String>() + 11);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say how much memory it owns",
    label = "this field cannot be measured",
    note = "mark the field with `#[size(skip)]` if that is little, derive `HeapSize` for its type, or write `measured = function` to count by hand"
)]
pub trait HeapSize {
    /// Whether values of this type can own memory at all. Where they cannot, lists of them are measured without a look at each.
    const OWNS: bool;

    /// The number of bytes. For lists and maps of types that own memory it costs a visit to each element.
    fn heap_size(&self) -> usize;
}

impl<T: Pointee + ?Sized> HeapSize for Ref<T> {
    const OWNS: bool = false;
    fn heap_size(&self) -> usize {
        0
    }
}

impl<T: Pointee + ?Sized> HeapSize for crate::weak::Weak<T> {
    const OWNS: bool = false;
    fn heap_size(&self) -> usize {
        0
    }
}

impl HeapSize for RawJsRef {
    const OWNS: bool = false;
    fn heap_size(&self) -> usize {
        0
    }
}

mod std_impls;

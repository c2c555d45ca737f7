//! Views and texts: memory of this module that JavaScript sees where it is. `handfast.h` says what each function does.
//!
//! What JavaScript gets is a value that owns an object of this file; the object owns what must stay meanwhile: an object of
//! C's, whose memory it is, or a section of a buffer of Rust's, or a text.

use std::any::Any;

use super::foreign::{Foreign, Viewer};
use super::{or_nothing, refs, values};
use crate::class::Class;
use crate::error::Error;
use crate::exports::status;
use crate::heap::Heap;
use crate::js_ref::RawJsRef;
use crate::object::{Object, Value};
use crate::strong::Ref;
use crate::trace::{Trace, Tracer};

#[cfg(target_family = "wasm")]
mod give;
#[cfg(target_family = "wasm")]
mod store;
/// Where there is no JavaScript, nobody looks.
#[cfg(not(target_family = "wasm"))]
mod store {
    pub(super) fn view(_slot: u32, handle: f64, _pointer: usize, _length: usize, _kind: u32) {
        text(0, handle, 0, 0);
    }
    pub(super) fn text(_slot: u32, _handle: f64, _pointer: usize, _length: usize) {
        #[cfg(test)]
        crate::abi::tests::views::SHOWN.set(_handle);
    }
    pub(super) fn memory() -> usize {
        usize::MAX
    }
}

#[cfg(target_family = "wasm")]
pub use give::{give_read_only_view, give_string, give_view};

/// How many bytes a number of each kind has: by `HF_UINT8` and so on, as in the table of `js-runtime/src/kinds.js`.
const SIZES: [usize; 11] = [1, 1, 2, 2, 4, 4, 8, 8, 4, 8, 1];
/// What JavaScript is told besides the kind.
const READ_ONLY: u32 = 16;
/// The view can hold references: so its wrapper must be found again.
const HOLDS: u32 = 32;

static VIEW: Class = Class::new("View", true);
static TEXT: Class = Class::new("RustString", true);

/// What a view or a text of JavaScript's owns.
pub(super) struct Shown<K> {
    pointer: usize,
    /// In bytes.
    length: usize,
    kept: K,
}

/// An object of C's, whose memory is seen.
pub(super) struct Owner {
    object: Ref<Foreign>,
    _viewer: Viewer,
}

/// What refers to nothing.
pub(super) struct Plain(#[expect(dead_code, reason = "it is only kept")] Box<dyn Any>);

impl Owner {
    fn of(reference: u64) -> Result<Owner, Error> {
        let object = refs::get(reference)?;
        let viewer = object.try_borrow_mut()?.viewer();
        Ok(Owner {
            object,
            _viewer: viewer,
        })
    }
}

impl Trace for Owner {
    const EDGES: bool = true;
    const INTERIOR: bool = false;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.object.trace(tracer);
    }
}

impl Trace for Plain {
    const EDGES: bool = false;
    fn trace(&self, _: &mut Tracer<'_>) {}
}

impl<K: Trace + 'static> Trace for Shown<K> {
    const EDGES: bool = K::EDGES;
    const INTERIOR: bool = false;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.kept.trace(tracer);
    }
}

impl<K: Trace + 'static> Object for Shown<K> {
    type Root = Shown<K>;
    /// Each says which of the two it is.
    fn class() -> &'static Class {
        &VIEW
    }
    fn into_value(self) -> Value<Shown<K>> {
        Value::Exact(self)
    }
}

/// Makes the value that JavaScript gets: `store` has it made, in a slot, for a handle.
fn show<K: Trace + 'static>(
    class: &'static Class,
    shown: Shown<K>,
    store: impl FnOnce(u32, f64),
) -> Result<u32, Error> {
    let value = RawJsRef::reserve()?;
    let handle = Heap::expose(&Ref::with_class(class, shown))?;
    store(value.slot(), handle.to_f64());
    Ok(value.into_slot())
}

fn view<K: Trace + 'static>(
    kind: u32,
    read_only: bool,
    pointer: usize,
    length: usize,
    kept: K,
) -> Result<u32, Error> {
    let size = SIZES.get(kind as usize);
    let size = *size.ok_or(Error::WrongType {
        expected: "a kind of numbers",
    })?;
    if !pointer.is_multiple_of(size) {
        return Err(Error::WrongType {
            expected: "an address that is aligned for its numbers",
        });
    }
    let bytes = length.checked_mul(size).ok_or(Error::TooLarge)?;
    within_memory(pointer, bytes)?;
    let shown = Shown {
        pointer,
        length: bytes,
        kept,
    };
    let flag = |flag, is| if is { flag } else { 0 };
    let flags = flag(READ_ONLY, read_only) | flag(HOLDS, K::EDGES);
    show(&VIEW, shown, |slot, handle| {
        store::view(slot, handle, pointer, length, kind | flags);
    })
}

/// The engine makes no array beyond the end of the memory.
fn within_memory(pointer: usize, bytes: usize) -> Result<(), Error> {
    let (end, len) = (pointer.checked_add(bytes), store::memory());
    if end.is_some_and(|end| end <= len) {
        return Ok(());
    }
    let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Err(Error::OutOfBounds {
        end: narrow(end.unwrap_or(usize::MAX)),
        len: narrow(len),
    })
}

/// Has JavaScript see numbers that are in memory of an object's.
#[unsafe(no_mangle)]
pub extern "C" fn hf_view(
    owner: u64,
    kind: u32,
    pointer: usize,
    length: usize,
    read_only: u32,
) -> u32 {
    let view = || view(kind, read_only != 0, pointer, length, Owner::of(owner)?);
    or_nothing(view())
}

fn text<K: Trace + 'static>(pointer: usize, length: usize, kept: K) -> Result<u32, Error> {
    let shown = Shown {
        pointer,
        length,
        kept,
    };
    show(&TEXT, shown, |slot, handle| {
        store::text(slot, handle, pointer, length);
    })
}

fn own_text(text: Box<str>) -> Result<u32, Error> {
    let (pointer, length) = (text.as_ptr() as usize, text.len());
    self::text(pointer, length, Plain(Box::new(text)))
}

/// The same of a text, which is copied.
///
/// # Safety
/// `pointer` must be the address of `length` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hf_text(pointer: *const u8, length: usize) -> u32 {
    // SAFETY: the caller's promise.
    let text = unsafe { values::text(pointer, length) };
    or_nothing(text.and_then(|text| own_text(text.into())))
}

/// The same of a text that is in memory of an object's.
///
/// # Safety
/// `pointer` must be the address of `length` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hf_text_of(owner: u64, pointer: *const u8, length: usize) -> u32 {
    // SAFETY: the caller's promise.
    let found = unsafe { values::text(pointer, length) };
    let show = || {
        let length = found?.len();
        text(pointer as usize, length, Owner::of(owner)?)
    };
    or_nothing(show())
}

/// How many views and texts there are of an object's memory.
#[unsafe(no_mangle)]
pub extern "C" fn hf_views(owner: u64) -> u32 {
    let views = || Ok(refs::get(owner)?.try_borrow()?.views());
    or_nothing(views())
}

/// Whether an object's memory may be moved or freed: an error if there are views of it.
#[unsafe(no_mangle)]
pub extern "C" fn hf_unviewed(owner: u64) -> u32 {
    let unviewed = || match refs::get(owner)?.try_borrow()?.views() {
        0 => Ok(()),
        views => Err(Error::Viewed { views }),
    };
    status(unviewed())
}

/// Where a view or a text is that JavaScript passes back, and how many bytes it has.
///
/// # Safety
/// `length` must be null or the address of room for the answer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hf_view_data(handle: f64, length: *mut usize) -> usize {
    let place = |shown: (usize, usize)| {
        if !length.is_null() {
            // SAFETY: the caller's promise.
            unsafe { length.write(shown.1) };
        }
        shown.0
    };
    or_nothing(place_of(handle).map(place))
}

fn place_of(handle: f64) -> Result<(usize, usize), Error> {
    if let Some(owned) = Heap::lookup_number::<Shown<Owner>>(handle) {
        let shown = owned.try_borrow()?;
        return Ok((shown.pointer, shown.length));
    }
    let plain = Heap::resolve_number::<Shown<Plain>>(handle)?;
    let shown = plain.try_borrow()?;
    Ok((shown.pointer, shown.length))
}

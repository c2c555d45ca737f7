//! The functions JavaScript calls: plain exports that take any number as a handle and answer with a status.
//!
//! The status is 0, or the index of an error in the table both sides share; the text of the last error can be
//! fetched. Nothing here throws, and no argument can do more than address an object that is alive.

#![allow(
    unsafe_code,
    reason = "`no_mangle` counts as unsafe: two libraries could export one name"
)]

#[cfg(any(debug_assertions, feature = "explain"))]
pub mod explain;
mod imports;
#[cfg(any(debug_assertions, feature = "explain"))]
pub mod pending;
pub mod pressure;

pub use imports::{Imports, NumberHost};

use std::cell::Cell;

use crate::class::Class;
use crate::collect::Budget;
use crate::error::Error;
use crate::handle::Handle;
use crate::heap::Heap;
use crate::table::Table;

type Preserve = fn(Handle) -> Result<u32, Error>;

thread_local! {
    /// What answers [`hf_preserve`]: named only where a class wants that.
    static PRESERVE: Cell<Option<Preserve>> =
        const { Cell::new(if cfg!(feature = "abi") { Some(Heap::preserve) } else { None }) };
    static LAST_ERROR: Table<String> = const { Table::new(String::new()) };
    /// `Error::code_for_host` of the last error.
    #[cfg(feature = "abi")]
    static LAST_NUMBER: Cell<u32> = const { Cell::new(0) };
    /// What `hf_type_*` read: filled by `hf_type_count`.
    static TYPES: Table<Vec<(&'static str, u32)>> = const { Table::new(Vec::new()) };
}

pub(crate) fn status(result: Result<(), Error>) -> u32 {
    match result {
        Ok(()) => 0,
        Err(error) => {
            LAST_ERROR.with(|table| table.replace(error.message()));
            #[cfg(feature = "abi")]
            LAST_NUMBER.set(error.code_for_host());
            error.index()
        }
    }
}

fn host_class(class: &'static Class) -> Option<u32> {
    #[cfg(feature = "abi")]
    return class
        .host_class()
        .or_else(|| crate::abi::host_class_of(class));
    #[cfg(not(feature = "abi"))]
    class.host_class()
}

/// Runs what may drop values of the user's, whose `Drop` may panic: where that unwinds, JavaScript finds the error in its place.
#[cfg(all(panic = "unwind", target_family = "wasm"))]
fn guarded<T: Default>(f: impl FnOnce() -> T) -> T {
    crate::unwind::caught(f).unwrap_or_else(|text| {
        if let Ok(host) = Heap::with(Heap::host) {
            host.panicked(&text);
        }
        T::default()
    })
}

#[cfg(not(all(panic = "unwind", target_family = "wasm")))]
fn guarded<T>(f: impl FnOnce() -> T) -> T {
    f()
}

/// JavaScript disposes a wrapper.
#[unsafe(no_mangle)]
pub extern "C" fn hf_dispose(handle: f64) -> u32 {
    guarded(|| {
        let status = if drop_sole(handle) {
            0
        } else {
            dispose(handle)
        };
        Heap::drop_waiting();
        status
    })
}

/// Drops the object of a handle if only the wrapper holds it, as is usual. One function, in which all is inlined.
#[inline(never)]
fn drop_sole(handle: f64) -> bool {
    Handle::to_look_up(handle)
        .and_then(Heap::take_sole)
        .map(drop)
        .is_some()
}

/// Whatever else a number may address.
#[cold]
#[inline(never)]
fn dispose(handle: f64) -> u32 {
    status(Heap::handle(handle).and_then(Heap::dispose))
}

/// A wrapper is gone, says its finalizer or a sweep. 1 if that released something; a stale handle is no error. What it frees is dropped at
/// a safe point.
#[unsafe(no_mangle)]
pub extern "C" fn hf_finalize(handle: f64) -> u32 {
    guarded(|| {
        let dropped = Heap::calls() == 0 && drop_sole(handle);
        (dropped || Heap::handle(handle).is_ok_and(Heap::finalize)).into()
    })
}

/// Drops what finalizers, sweeps and passes have freed, if no Rust code waits for a call.
#[unsafe(no_mangle)]
pub extern "C" fn hf_drop_waiting() {
    guarded(Heap::drop_waiting);
}

/// Adds a raw retain.
#[unsafe(no_mangle)]
pub extern "C" fn hf_retain(handle: f64) -> u32 {
    status(Heap::handle(handle).and_then(Heap::retain))
}

/// Takes back a raw retain.
#[unsafe(no_mangle)]
pub extern "C" fn hf_release(handle: f64) -> u32 {
    guarded(|| status(Heap::handle(handle).and_then(Heap::release)))
}

/// Makes [`hf_preserve`] answer: there is a class whose objects keep their wrappers.
pub fn enable_preserve() {
    PRESERVE.set(Some(Heap::preserve));
}

/// The wrapper of a handle was made, and its class wants objects to keep theirs. The slot into which the wrapper is to be
/// put, or a negative status.
#[unsafe(no_mangle)]
pub extern "C" fn hf_preserve(handle: f64) -> i32 {
    let preserve = PRESERVE.get().unwrap_or(|_| Err(Error::NotAHandle));
    match Heap::handle(handle).and_then(preserve) {
        Ok(slot) => slot as i32,
        Err(error) => -(status(Err(error)) as i32),
    }
}

/// Whether a handle addresses an object.
#[unsafe(no_mangle)]
pub extern "C" fn hf_is_alive(handle: f64) -> u32 {
    Heap::handle(handle).is_ok_and(Heap::is_alive).into()
}

/// The JavaScript class id of a handle's object; 0 if the handle is stale or its class is not exported.
#[unsafe(no_mangle)]
pub extern "C" fn hf_class_of(handle: f64) -> u32 {
    let object = Heap::handle(handle).and_then(Heap::resolve_any);
    let class = object.ok().map(|object| object.header().class());
    class.and_then(host_class).unwrap_or(0)
}

/// How many constructions are under way.
#[unsafe(no_mangle)]
pub extern "C" fn hf_constructing() -> u32 {
    Heap::constructing()
}

/// The class whose construction has ended last, or has failed.
#[unsafe(no_mangle)]
pub extern "C" fn hf_constructed() -> u32 {
    Heap::constructed()
}

/// A turn ended: no Rust code is running.
#[unsafe(no_mangle)]
pub extern "C" fn hf_turn_end() {
    guarded(Heap::end_turn);
}

/// This instance has crashed: whatever reaches it is refused from now on.
#[unsafe(no_mangle)]
pub extern "C" fn hf_poison() {
    Heap::poison();
    if let Ok(host) = Heap::with(Heap::host) {
        host.poisoned();
    }
}

/// Where wasm's stack is. The same number whenever none of its code runs, unless calls were cut off.
#[unsafe(no_mangle)]
pub extern "C" fn hf_stack() -> u32 {
    // Never written: that would trap where there is no room left.
    let here = std::mem::MaybeUninit::<u8>::uninit();
    here.as_ptr() as u32
}

/// Frees the objects that only keep each other alive, or hands them over to the engine's collector.
#[unsafe(no_mangle)]
pub extern "C" fn hf_collect() {
    guarded(Heap::collect);
}

/// A slice of a pass, of so many milliseconds. Begins one if none is under way and it is to. 0 if the pass is not over.
#[unsafe(no_mangle)]
pub extern "C" fn hf_collect_within(budget: f64, begin: u32) -> u32 {
    if begin == 0 && !Heap::is_collecting() {
        return 1;
    }
    guarded(|| Heap::collect_within(Budget::Time(budget)).is_some().into())
}

/// One number of the report of the last pass, by its position in `js-runtime/src/collect.js`; `NaN` beyond the last.
#[unsafe(no_mangle)]
pub extern "C" fn hf_collected(which: u32) -> f64 {
    let report = Heap::last_collection();
    let number = match which {
        0 => report.traced,
        1 => report.edges,
        2 => report.roots,
        3 => report.ceded,
        4 => report.mirrored,
        5 => report.freed,
        6 => report.misreported,
        7 => report.slices,
        8 => return report.longest_slice,
        9 => return report.duration,
        _ => return f64::NAN,
    };
    f64::from(number)
}

/// One number of [`Stats`](crate::Stats), by its position in `js-runtime/src/stats.js`; `NaN` beyond the last.
#[unsafe(no_mangle)]
pub extern "C" fn hf_stat(which: u32) -> f64 {
    let numbers = Heap::numbers();
    numbers
        .get(which as usize)
        .map_or(f64::NAN, |&number| f64::from(number))
}

/// Takes a census by class and returns the number of classes with live objects.
#[unsafe(no_mangle)]
pub extern "C" fn hf_type_count() -> u32 {
    TYPES.with(|table| table.replace(Heap::census()));
    TYPES.with(|types| types.borrow().len() as u32)
}

fn counted(index: u32) -> Option<(&'static str, u32)> {
    TYPES.with(|types| types.borrow().get(index as usize).copied())
}

/// How many objects the census found of its class number `index`.
#[unsafe(no_mangle)]
pub extern "C" fn hf_type_live(index: u32) -> f64 {
    counted(index).map_or(0.0, |(_, live)| f64::from(live))
}

/// The UTF-8 name of that class.
#[unsafe(no_mangle)]
pub extern "C" fn hf_type_name(index: u32) -> *const u8 {
    counted(index).map_or(std::ptr::null(), |(name, _)| name.as_ptr())
}

/// The length of that name in bytes.
#[unsafe(no_mangle)]
pub extern "C" fn hf_type_name_len(index: u32) -> u32 {
    counted(index).map_or(0, |(name, _)| name.len() as u32)
}

/// The UTF-8 text of the last error; valid until the next call.
#[unsafe(no_mangle)]
pub extern "C" fn hf_error_message() -> *const u8 {
    LAST_ERROR.with(|message| message.borrow().as_ptr())
}

/// The length of that text in bytes.
#[unsafe(no_mangle)]
pub extern "C" fn hf_error_message_len() -> u32 {
    LAST_ERROR.with(|message| message.borrow().len() as u32)
}

/// The status of the last error, for functions that answer with something else. 0 if there was none yet.
#[cfg(feature = "abi")]
#[unsafe(no_mangle)]
pub extern "C" fn hf_last_status() -> u32 {
    hf_last_number() & 0xff
}

/// The same with what JavaScript knows more about: `Error::code_for_host`.
#[cfg(feature = "abi")]
#[unsafe(no_mangle)]
pub extern "C" fn hf_last_number() -> u32 {
    LAST_NUMBER.get()
}

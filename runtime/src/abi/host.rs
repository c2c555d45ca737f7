//! JavaScript's functions, imported from the module `handfast`, which `instantiate()` provides.

use std::cell::Cell;
use std::rc::Rc;

use crate::error::Error;
use crate::exports::{Imports, NumberHost};
use crate::handle::Handle;
use crate::heap::Heap;
use crate::object::Pointee;
use crate::strong::Ref;

thread_local! {
    /// What JavaScript calls this instance.
    static INSTANCE: Cell<i32> = const { Cell::new(0) };
}

pub(super) fn instance() -> i32 {
    INSTANCE.get()
}

/// Connects the heap to JavaScript. `instantiate()` calls it before anything else.
#[unsafe(no_mangle)]
pub extern "C" fn hf_attach(instance: i32, salt: u32) {
    INSTANCE.set(instance);
    Heap::install(Rc::new(NumberHost::<Raw>::new(instance)), salt);
}

/// Has the function of the module that is running throw an error with this status and text, once it returns to JavaScript.
#[unsafe(no_mangle)]
pub extern "C" fn hf_fail(status: u32, message: usize, length: usize) {
    fail_with(super::number_of(status, message), message, length);
}

fn fail_with(number: u32, message: usize, length: usize) {
    fail(instance(), number as i32, message as i32, length as i32);
}

/// The same with a value of JavaScript's.
#[unsafe(no_mangle)]
pub extern "C" fn hf_throw(error: u32) {
    throw(error as i32);
}

pub(super) fn class_named(name: &str) -> u32 {
    named(instance(), name.as_ptr() as i32, name.len() as i32) as u32
}

macro_rules! imports {
    ($($rust:ident = $name:literal ($($arg:ident: $ty:ty),*) $(-> $ret:ty)?;)*) => {
        mod raw {
            #[link(wasm_import_module = "handfast")]
            unsafe extern "C" {
                $(#[link_name = $name] pub(super) safe fn $rust($($arg: $ty),*) $(-> $ret)?;)*
            }
        }
        struct Raw;
        impl Imports for Raw {
            $(fn $rust($($arg: $ty),*) $(-> $ret)? { raw::$rust($($arg),*) })*
            #[cfg(all(panic = "unwind", target_family = "wasm"))]
            fn panicked(text: &str) {
                hf_fail(Error::Panicked.index(), text.as_ptr() as usize, text.len());
            }
        }
    };
}

// SAFETY: numbers go in and come out. JavaScript reads and writes this module's memory where it is told to, as far as it
// is told to.
imports! {
    reserve_slots = "reserveSlots" (count: i32, instance: i32) -> i32;
    decref_many = "decrefMany" (instance: i32, pointer: i32, length: i32);
    schedule_turn_end = "scheduleTurnEnd" (instance: i32);
    find_wrappers = "findWrappers" (instance: i32, handles: i32, length: i32, lost: i32) -> i32;
    cede = "cede" (instance: i32, plan: i32, clear: i32, length: i32, last: i32);
    pin = "pin" (instance: i32, handle: f64) -> i32;
    unpin = "unpin" (instance: i32, pins: i32, length: i32);
    wrapper_lives = "wrapperLives" (instance: i32, handle: f64) -> i32;
    values_live = "valuesLive" (instance: i32, slots: i32, length: i32) -> i32;
    strengthen = "strengthen" (instance: i32, slots: i32, length: i32);
    weaken = "weaken" (instance: i32, slots: i32, length: i32);
    handle_in = "handleIn" (instance: i32, slot: i32) -> f64;
    now = "now" () -> f64;
}

#[link(wasm_import_module = "handfast")]
unsafe extern "C" {
    #[link_name = "classNamed"]
    safe fn named(instance: i32, name: i32, length: i32) -> i32;
    #[link_name = "failWith"]
    safe fn fail(instance: i32, status: i32, message: i32, length: i32);
    #[link_name = "throwSlot"]
    safe fn throw(slot: i32);
    #[link_name = "storeString"]
    pub(super) safe fn string(instance: i32, slot: i32, pointer: i32, length: i32);
    #[link_name = "storeNumber"]
    pub(super) safe fn number(slot: i32, number: f64);
    #[link_name = "readString"]
    pub(super) safe fn read_string(instance: i32, slot: i32, pointer: i32, capacity: i32) -> i32;
    #[link_name = "callSlots"]
    pub(super) safe fn call(
        instance: i32,
        function: i32,
        arguments: i32,
        count: i32,
        result: i32,
    ) -> i32;
}

/// Leaves an error that JavaScript throws when the export that is running returns, and makes what it returns then: for
/// `unwrap_or_else`.
pub fn failed<T: Default>(error: Error) -> T {
    let message = error.message();
    fail_with(
        error.code_for_host(),
        message.as_ptr() as usize,
        message.len(),
    );
    T::default()
}

/// What an export returns for an object: its handle, which JavaScript takes a share of. An error is left to be thrown.
pub fn give<T: Pointee + ?Sized>(object: &Ref<T>) -> f64 {
    Heap::expose(object).map_or_else(failed, Handle::to_f64)
}

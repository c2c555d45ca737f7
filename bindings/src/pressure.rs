//! Connects the sizes that objects report to `js-runtime/src/pressure.js`, in apps that have measured classes.

use std::cell::Cell;

use handfast_runtime::exports;

use crate::{imports, instance};

/// To be called when a measured class is registered.
pub(crate) fn watch() {
    thread_local! {
        static WATCHED: Cell<bool> = const { Cell::new(false) };
    }
    if !WATCHED.replace(true) {
        imports::watch_pressure(instance::id());
        exports::pressure::enable(|name| {
            imports::budget_of(instance::id(), name.as_ptr() as i32, name.len() as i32)
        });
    }
}

/// Memory was refused: releases what is dead. Not by a pass, which needs memory itself.
#[cold]
#[inline(never)]
pub(crate) fn sweep() {
    imports::sweep_in_call(instance::id());
}

/// A budget was exceeded, and an object is on its way to JavaScript: of the user's code in this call nothing is running any more.
#[cold]
#[inline(never)]
pub(crate) fn relieve() {
    imports::relieve_in_call(instance::id());
}

//! From what `yrs` tells during a transaction to the calls of JavaScript functions after it.
//!
//! `yrs` calls observers while it commits, when its document is locked. JavaScript functions may do anything, so they are
//! not called then: closures of [`subscribe`] write plain data into a [`log`], and [`tell`] calls the
//! [`observers`] when the transaction is over and nothing is borrowed.

pub(crate) mod change;
pub(crate) mod js;
pub(crate) mod log;
pub(crate) mod observers;
pub(crate) mod subscribe;
pub(crate) mod tell;

//! [`Log`]: what the closures of `yrs` write down.

use std::cell::{Cell, RefCell};

use yrs::TransactionMut;

use crate::events::change::{Change, News};

/// Changes that were not told yet, and subscriptions that have ended.
///
/// Closures that `yrs` keeps own it; it owns nothing but plain data.
#[derive(Default)]
pub(crate) struct Log {
    changes: RefCell<Vec<Change>>,
    /// The numbers of subscriptions whose shared type was freed.
    ended: RefCell<Vec<u32>>,
    /// What goes on: its transaction is one of `yrs`'s own, which says so by an address only.
    pub(crate) undoing: Cell<Option<&'static str>>,
}

impl Log {
    pub(crate) fn write(&self, transaction: &TransactionMut<'_>, news: News) {
        let origin = match self.undoing.get() {
            Some(what) => Some(what.to_owned()),
            None => transaction
                .origin()
                .map(|origin| String::from_utf8_lossy(origin.as_ref()).into_owned()),
        };
        self.changes.borrow_mut().push(Change { origin, news });
    }

    pub(crate) fn end(&self, subscription: u32) {
        self.ended.borrow_mut().push(subscription);
    }

    /// What was written since this was last asked.
    pub(crate) fn take(&self) -> Vec<Change> {
        self.changes.take()
    }

    /// The subscriptions that have ended since this was last asked.
    pub(crate) fn take_ended(&self) -> Vec<u32> {
        self.ended.take()
    }
}

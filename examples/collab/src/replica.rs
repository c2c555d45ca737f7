//! [`Replica`]: a document of `yrs`, and the one transaction that may be open on it.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use handfast::Weak;
use self_cell::self_cell;
use yrs::{
    BranchID, ClientID, Doc, OffsetKind, Options, ReadTxn, Store, Transact, Transaction,
    TransactionMut,
};

use crate::error::CollabError;
use crate::events::log::Log;
use crate::live::{Live, What};
use crate::shared::SharedType;
use crate::undo::Manager;

self_cell!(
    /// A transaction that outlives the call which began it.
    struct Open {
        owner: Doc,
        #[not_covariant]
        dependent: TransactionMut,
    }
);

/// A document of `yrs` and what belongs to it. Holds no strong reference of Handfast's, so nothing here has to be traced.
pub(crate) struct Replica {
    pub(crate) doc: Doc,
    /// What happened in transactions, and was not told yet.
    pub(crate) log: Rc<Log>,
    /// Whether somebody is telling it already.
    pub(crate) telling: Cell<bool>,
    /// The objects of shared types that are in use, each with its number.
    pub(crate) known: RefCell<HashMap<BranchID, (u32, Weak<SharedType>)>>,
    /// Between `begin` and `end`.
    open: RefCell<Option<Open>>,
    /// Undo managers dropped while a transaction was open: they need one of their own to go.
    pub(crate) retired: RefCell<Vec<Manager>>,
    _live: Live,
}

impl Replica {
    pub(crate) fn new(client: Option<ClientID>) -> Rc<Replica> {
        let mut options = Options {
            // Offsets are JavaScript's.
            offset_kind: OffsetKind::Utf16,
            ..Options::default()
        };
        if let Some(client) = client {
            options.client_id = client;
        }
        Rc::new(Replica {
            doc: Doc::with_options(options),
            log: Rc::default(),
            telling: Cell::new(false),
            known: RefCell::default(),
            open: RefCell::new(None),
            retired: RefCell::default(),
            _live: Live::new(What::Replica),
        })
    }

    /// Whether a transaction is open.
    pub(crate) fn is_open(&self) -> bool {
        self.open.borrow().is_some()
    }

    /// Opens a transaction, to which all reading and writing belongs until [`end`](Replica::end).
    pub(crate) fn begin(&self, origin: Option<&str>) -> Result<(), CollabError> {
        let open = Open::try_new(self.doc.clone(), |doc| transaction(doc, origin))?;
        *self.open.borrow_mut() = Some(open);
        Ok(())
    }

    /// Commits the open transaction.
    pub(crate) fn end(&self) {
        // Out of the cell first: committing runs closures of ours, and later those of undo managers.
        let open = self.open.borrow_mut().take();
        drop(open);
        let retired = self.retired.take();
        drop(retired);
    }

    /// Reads, also inside of an open transaction. `work` must not call JavaScript.
    pub(crate) fn read<R>(
        &self,
        work: impl FnOnce(&Reading<'_, '_>) -> Result<R, CollabError>,
    ) -> Result<R, CollabError> {
        match &*self.open.borrow() {
            Some(open) => open.with_dependent(|_, open| work(&Reading::Open(open))),
            None => work(&Reading::Alone(self.doc.try_transact()?)),
        }
    }

    /// Writes, in the open transaction or in one of its own, which is committed. `work` must not call JavaScript.
    ///
    /// The origin is that of the transaction which this makes; an open one has its own.
    pub(crate) fn write<R>(
        &self,
        origin: Option<&str>,
        work: impl FnOnce(&mut TransactionMut<'_>) -> Result<R, CollabError>,
    ) -> Result<R, CollabError> {
        match &mut *self.open.borrow_mut() {
            Some(open) => open.with_dependent_mut(|_, open| work(open)),
            None => work(&mut transaction(&self.doc, origin)?),
        }
    }
}

fn transaction<'doc>(
    doc: &'doc Doc,
    origin: Option<&str>,
) -> Result<TransactionMut<'doc>, CollabError> {
    Ok(match origin {
        Some(origin) => doc.try_transact_mut_with(origin)?,
        None => doc.try_transact_mut()?,
    })
}

/// What a reader has: a transaction of its own, or the open one.
pub(crate) enum Reading<'open, 'doc> {
    Alone(Transaction<'doc>),
    Open(&'open TransactionMut<'doc>),
}

impl ReadTxn for Reading<'_, '_> {
    fn store(&self) -> &Store {
        match self {
            Reading::Alone(transaction) => transaction.store(),
            Reading::Open(transaction) => transaction.store(),
        }
    }
}

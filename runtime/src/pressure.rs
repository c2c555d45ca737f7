//! Pressure: how much memory the objects of measured classes take, and what is done when that is too much.
//!
//! Objects report their size, see [`HeapSize`](crate::HeapSize). The sums have budgets, of which there is one for all and may be one for each class. They are soft: what the
//! other heap's collector has not found yet counts too, so an error would hit a program that does nothing wrong, at a moment that depends on
//! that collector. Whoever is over budget is *pressed*: the host sweeps, then asks for a pass, and if that does not help it is told what is too
//! large, to report it. The next attempt comes after a quarter more: what lives is looked at a number of times that is the logarithm of its size.
//!
//! The other heap's collector knows nothing of this memory either. So exposed objects are listed from time to time for the host to attach
//! *ballast* to their wrappers, memory of that heap; see [`ballast`].

mod account;
mod ballast;
mod budget;
mod room;

use std::cell::Cell;
use std::collections::BTreeMap;

use crate::class::Class;
use crate::heap::Heap;
use crate::object::Header;
use crate::table::Table;

use account::Account;
use ballast::Ballast;
pub use budget::Overrun;

/// What all objects together may take unless somebody says otherwise, in bytes: a quarter of what wasm can address.
const BUDGET: u64 = 1 << 30;

/// Where a host keeps budgets, by name of the class, or an empty name for all.
type Budgets = fn(&str) -> Option<u64>;

/// What one object can report at most: so much that sums do not overflow, whatever somebody counts by hand.
const MOST: u64 = 1 << 48;

pub(crate) struct Pressure {
    total: Account,
    peak: Cell<u64>,
    /// By [`Class::index`]; those whose objects have never reported anything have no class here.
    classes: Table<Vec<(Option<&'static Class>, Account)>>,
    /// Whether a budget was passed since [`Heap::settle_budget`].
    pressed: Cell<bool>,
    ballast: Ballast,
    budgets: Cell<Option<Budgets>>,
}

impl Pressure {
    pub(crate) const fn new() -> Pressure {
        Pressure {
            total: Account::new(BUDGET),
            peak: Cell::new(0),
            classes: Table::new(Vec::new()),
            pressed: Cell::new(false),
            ballast: Ballast::new(),
            budgets: Cell::new(None),
        }
    }

    pub(crate) fn peak(&self) -> u64 {
        self.peak.get()
    }

    /// Calls `f` with the account of a class, which is made if there is none yet.
    fn class_account<R>(&self, class: &'static Class, f: impl FnOnce(&Account) -> R) -> R {
        let index = class.index();
        if let Some((Some(_), account)) = self.classes.borrow().get(index) {
            return f(account);
        }
        // The host is asked while nothing is borrowed.
        let budget = self.budgets.get().and_then(|budgets| budgets(class.name()));
        let mut classes = self.classes.borrow_mut();
        while classes.len() <= index {
            classes.push((None, Account::new(u64::MAX)));
        }
        classes[index].0 = Some(class);
        let account = &classes[index].1;
        if let Some(budget) = budget {
            account.set_budget(budget);
        }
        f(account)
    }
}

impl Heap {
    /// An object reports how many bytes it takes. Nothing is counted while the thread ends and the heap is gone.
    pub(crate) fn account(header: &Header, bytes: usize) {
        let bytes = (bytes as u64).min(MOST) as usize;
        let before = header.bytes.replace(bytes);
        if before != bytes {
            let _ = Heap::try_with(|heap| heap.resize(header, before as u64, bytes as u64));
        }
    }

    fn resize(&self, header: &Header, before: u64, bytes: u64) {
        let pressure = &self.pressure;
        let over = pressure.class_account(header.class(), |account| account.resize(before, bytes));
        let all_over = pressure.total.resize(before, bytes);
        pressure
            .peak
            .set(pressure.peak.get().max(pressure.total.bytes()));
        // What is gone takes its ballast along.
        if let Some(handle) = header.handle().filter(|_| bytes > 0) {
            self.weigh(handle, bytes as i64 - before as i64);
        }
        if (over || all_over) && !pressure.pressed.replace(true) {
            self.schedule_turn_end();
        }
    }

    /// How many bytes the objects of measured classes take.
    pub fn bytes() -> u64 {
        Heap::with(|heap| heap.pressure.total.bytes())
    }

    /// The same by class name; classes without any are left out.
    pub fn bytes_by_class() -> BTreeMap<&'static str, u64> {
        let mut sums = BTreeMap::new();
        Heap::with(|heap| {
            for (class, account) in &*heap.pressure.classes.borrow() {
                if let Some(class) = class.filter(|_| account.bytes() > 0) {
                    *sums.entry(class.name()).or_default() += account.bytes();
                }
            }
        });
        sums
    }
}

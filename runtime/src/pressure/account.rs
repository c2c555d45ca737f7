//! [`Account`]: a sum of bytes, and its budget.

use std::cell::Cell;

pub(super) struct Account {
    bytes: Cell<u64>,
    budget: Cell<u64>,
    /// Beyond how many bytes somebody is to be told: the budget, or more if they have been told before.
    trigger: Cell<u64>,
}

impl Account {
    pub(super) const fn new(budget: u64) -> Account {
        Account {
            bytes: Cell::new(0),
            budget: Cell::new(budget),
            trigger: Cell::new(budget),
        }
    }

    pub(super) fn bytes(&self) -> u64 {
        self.bytes.get()
    }

    pub(super) fn budget(&self) -> u64 {
        self.budget.get()
    }

    pub(super) fn is_over(&self) -> bool {
        self.bytes.get() > self.budget.get()
    }

    pub(super) fn set_budget(&self, budget: u64) {
        self.budget.set(budget);
        self.trigger.set(budget);
    }

    /// An object takes so many bytes instead of so many. True if this goes beyond the trigger.
    pub(super) fn resize(&self, before: u64, bytes: u64) -> bool {
        let sum = self.bytes.get() - before + bytes;
        self.bytes.set(sum);
        if sum <= self.budget.get() {
            self.trigger.set(self.budget.get());
        }
        bytes > before && sum > self.trigger.get()
    }

    /// What could be done was done: nobody is told again until there is a quarter more.
    pub(super) fn settle(&self) {
        let bytes = self.bytes.get();
        let trigger = if self.is_over() {
            bytes + bytes / 4
        } else {
            self.budget.get()
        };
        self.trigger.set(trigger);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_tells_at_the_budget_and_then_after_a_quarter_more_until_it_was_below() {
        let account = Account::new(100);
        assert!(!account.resize(0, 100));
        assert!(account.resize(0, 1));
        account.settle();
        assert!(!account.resize(0, 25), "126 is 101 and a quarter");
        assert!(account.resize(0, 1));
        account.settle();
        assert!(!account.resize(0, 1));
        assert!(!account.resize(128, 100));
        assert!(account.resize(0, 1), "it was below meanwhile");
    }

    #[test]
    fn what_gets_smaller_tells_nothing() {
        let account = Account::new(10);
        assert!(account.resize(0, 30));
        assert!(!account.resize(30, 20));
        assert!(account.is_over());
        account.set_budget(20);
        assert!(!account.is_over());
        assert!(account.resize(20, 21));
    }
}

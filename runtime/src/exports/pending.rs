//! Which futures are pending: what `handfast.explain` names as holders. Only in builds that can explain.

use std::cell::RefCell;
use std::collections::BTreeMap;

thread_local! {
    /// By number, in the order of the calls: the function, and the handle of the object that it was called on, or 0.
    static LIVE: RefCell<BTreeMap<u64, (&'static str, f64)>> = const { RefCell::new(BTreeMap::new()) };
}

/// Notes a future as pending, for as long as it exists.
#[derive(Debug)]
pub struct Live(u64);

impl Live {
    /// The future of a call of the function `label` on the object of the handle `receiver`, or on none for 0.
    pub fn new(label: &'static str, receiver: f64) -> Live {
        LIVE.with_borrow_mut(|live| {
            let number = live.last_key_value().map_or(0, |(last, _)| last + 1);
            live.insert(number, (label, receiver));
            Live(number)
        })
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        // Not possible while the thread ends.
        let _ = LIVE.try_with(|live| live.borrow_mut().remove(&self.0));
    }
}

/// All pending futures, each as four words: address and length of the function's name, the lower and the upper half of the receiver's handle.
pub(super) fn list() -> Vec<u32> {
    LIVE.with_borrow(|live| {
        let words = live.values().flat_map(|&(label, receiver)| {
            let handle = receiver.max(0.0) as u64;
            let name = (label.as_ptr() as u32, label.len() as u32);
            [name.0, name.1, handle as u32, (handle >> 32) as u32]
        });
        words.collect()
    })
}

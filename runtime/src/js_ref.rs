//! JS refs: counted references to values of the other heap, which name slots of the JS-side table.
//!
//! The count lives here, so that cloning and dropping never cross the boundary. Only the last drop must tell
//! the other side, and it does so in batches. Rust owns the free list; the other side is dumb storage.

use std::cell::RefCell;
use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use crate::collect::Due;
use crate::error::Error;
use crate::heap::Heap;

/// How many last drops go out together at most.
const BATCH: usize = 256;
/// How many slots are reserved at a time.
const RANGE: u32 = 1024;

/// A counted reference to a JavaScript value, without the value's type. `handfast::JsRef<T>` adds it.
///
/// Four bytes; clone and drop never cross the boundary. `!Send`.
pub struct RawJsRef {
    slot: u32,
    /// Not `Send`: the slot belongs to this thread's heap.
    _heap: PhantomData<Rc<()>>,
}

impl RawJsRef {
    /// Takes a free slot. The caller must store a value in it at once.
    ///
    /// # Errors
    /// [`Error::NoHost`] without a host, [`Error::TableFull`] at capacity.
    pub fn reserve() -> Result<RawJsRef, Error> {
        let slot = Heap::with(|heap| heap.js_refs.reserve(heap))?;
        Ok(RawJsRef {
            slot,
            _heap: PhantomData,
        })
    }

    /// The slot of the JS-side table.
    #[inline]
    pub fn slot(&self) -> u32 {
        self.slot
    }

    /// Gives the reference away as a plain number, to be dropped later through
    /// [`Release::JsRef`](crate::Release), possibly by another thread. The slot stays counted until then.
    pub fn into_slot(self) -> u32 {
        let slot = self.slot;
        std::mem::forget(self);
        slot
    }

    /// Takes the reference back that [`into_slot`](RawJsRef::into_slot) gave away. What is said here of a slot that nobody has given
    /// away is taken on trust: the count is one too low then, and the value may go early, with an error.
    ///
    /// # Errors
    /// [`Error::ValueGone`] if nobody holds the slot.
    pub fn from_slot(slot: u32) -> Result<RawJsRef, Error> {
        let counted = |heap: &Heap| {
            let table = heap.js_refs.table.borrow();
            table
                .slots
                .get(slot as usize)
                .is_some_and(|slot| slot.count > 0)
        };
        if !Heap::with(counted) {
            return Err(Error::ValueGone);
        }
        Ok(RawJsRef {
            slot,
            _heap: PhantomData,
        })
    }

    /// How many `RawJsRef`s name this slot.
    pub fn count(&self) -> u32 {
        Heap::with(|heap| heap.js_refs.table.borrow().slots[self.slot as usize].count)
    }
}

impl Clone for RawJsRef {
    #[inline]
    fn clone(&self) -> RawJsRef {
        // While the thread itself ends there is no table left to keep.
        let _ = Heap::try_with(|heap| {
            let mut table = heap.js_refs.table.borrow_mut();
            let slot = &mut table.slots[self.slot as usize];
            // Leaked clones can get there. A count that started over would give the slot away under its holders.
            slot.count = slot
                .count
                .checked_add(1)
                .expect("a JS ref has at most 2^32 - 1 clones");
            if slot.hold != Hold::Slot {
                drop(table);
                heap.js_refs.strengthen(self.slot, heap);
            }
        });
        RawJsRef {
            slot: self.slot,
            _heap: PhantomData,
        }
    }
}

impl Drop for RawJsRef {
    #[inline]
    fn drop(&mut self) {
        let _ = Heap::try_with(|heap| heap.js_refs.drop_one(self.slot, heap));
    }
}

impl fmt::Debug for RawJsRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawJsRef({})", self.slot)
    }
}

/// What holds the value of a slot.
#[derive(Clone, Copy, Default, PartialEq)]
enum Hold {
    /// The slot itself.
    #[default]
    Slot,
    /// The slot itself, but only until the turn ends, unless somebody takes another reference to it.
    Turn,
    /// Mirror lists, to which a bridge pass has left it. The slot is weak.
    Lists,
}

/// What is known of one slot.
#[derive(Clone, Copy, Default)]
struct Slot {
    /// References; 0 for slots that are free, pending, or of another instance.
    count: u32,
    hold: Hold,
    /// Whether it got its value after the last pass.
    fresh: bool,
}

/// The Rust half of the JS-side table.
pub(crate) struct JsRefs {
    table: RefCell<Table>,
}

struct Table {
    slots: Vec<Slot>,
    /// Slots whose value is gone on the other side.
    free: Vec<u32>,
    /// Slots without references whose value is still there: the next batch.
    pending: Vec<u32>,
    live: u32,
    peak: u32,
    capacity: u32,
    due: Due,
}

impl JsRefs {
    pub(crate) const fn new() -> JsRefs {
        JsRefs {
            table: RefCell::new(Table {
                slots: Vec::new(),
                free: Vec::new(),
                pending: Vec::new(),
                live: 0,
                peak: 0,
                capacity: u32::MAX,
                due: Due::new(),
            }),
        }
    }

    #[inline]
    fn reserve(&self, heap: &Heap) -> Result<u32, Error> {
        loop {
            let mut table = self.table.borrow_mut();
            if let Some(slot) = table.take()? {
                let due = table.live as usize == table.due.at();
                drop(table);
                if due {
                    heap.schedule_turn_end();
                }
                return Ok(slot);
            }
            drop(table);
            // The table is not borrowed here: the host may look at it. It may even use up the new range, so ask again.
            let first = heap.host()?.reserve_slots(RANGE);
            Heap::clean_up_at_exit();
            self.table.borrow_mut().add(first);
        }
    }

    #[inline]
    pub(crate) fn drop_one(&self, slot: u32, heap: &Heap) {
        let mut table = self.table.borrow_mut();
        // Only a release from another thread can name a slot that nobody holds. Ignored, like a stale handle.
        let found = table.slots.get_mut(slot as usize);
        let Some(found) = found.filter(|slot| slot.count > 0) else {
            return;
        };
        found.count -= 1;
        if found.count > 0 {
            return;
        }
        table.live -= 1;
        table.pending.push(slot);
        let (first, full) = (table.pending.len() == 1, table.pending.len() >= BATCH);
        drop(table);
        if full {
            self.flush(heap);
        } else if first {
            heap.schedule_turn_end();
        }
    }

    /// Sends the pending batch. Returns how many slots were in it.
    pub(crate) fn flush(&self, heap: &Heap) -> usize {
        let Ok(host) = heap.host() else { return 0 };
        let mut batch = std::mem::take(&mut self.table.borrow_mut().pending);
        if batch.is_empty() {
            return 0;
        }
        host.decref_many(&batch);
        let sent = batch.len();
        let mut table = self.table.borrow_mut();
        table.free.append(&mut batch);
        if table.pending.is_empty() {
            // Keep the allocation for the next batch.
            table.pending = batch;
        }
        sent
    }

    pub(crate) fn set_capacity(&self, capacity: u32) {
        self.table.borrow_mut().capacity = capacity;
    }

    /// Live references, pending decrefs, and the most that ever lived at once.
    pub(crate) fn stats(&self) -> (u32, u32, u32) {
        let table = self.table.borrow();
        (table.live, table.pending.len() as u32, table.peak)
    }
}

/// For the collector.
impl JsRefs {
    /// One more than the highest slot.
    pub(crate) fn slots(&self) -> usize {
        self.table.borrow().slots.len()
    }

    /// Whether the slot got its value after the last pass.
    pub(crate) fn is_fresh(&self, slot: u32) -> bool {
        self.table.borrow().slots[slot as usize].fresh
    }

    /// Whether the slot has left its value to the mirror lists.
    pub(crate) fn is_weak(&self, slot: u32) -> bool {
        self.table.borrow().slots[slot as usize].hold == Hold::Lists
    }

    /// A pass is over.
    pub(crate) fn forget_fresh(&self) {
        for slot in &mut self.table.borrow_mut().slots {
            slot.fresh = false;
        }
    }

    /// Which weak slots are to be strong, and which strong ones weak: those all of whose references are among `ceded`, the
    /// number of references of each slot in traced fields of ceded objects.
    pub(crate) fn toggled(&self, ceded: &[u32]) -> (Vec<u32>, Vec<u32>) {
        let (mut strengthen, mut weaken) = (Vec::new(), Vec::new());
        for ((slot, &ceded), number) in self.table.borrow().slots.iter().zip(ceded).zip(0..) {
            let weak = slot.count > 0 && slot.count == ceded;
            let is_weak = slot.hold == Hold::Lists;
            if weak && !is_weak {
                weaken.push(number);
            } else if is_weak && !weak && slot.count > 0 {
                strengthen.push(number);
            }
        }
        (strengthen, weaken)
    }

    /// Writes down whether slots are weak.
    pub(crate) fn set_weak(&self, slots: &[u32], weak: bool) {
        let hold = if weak { Hold::Lists } else { Hold::Slot };
        let mut table = self.table.borrow_mut();
        for &slot in slots {
            table.slots[slot as usize].hold = hold;
        }
    }

    /// Writes down that slots hold their values, for this turn or for good, and keeps those that were weak.
    pub(crate) fn hold(&self, slots: &mut Vec<u32>, for_turn: bool) {
        let mut table = self.table.borrow_mut();
        slots.retain(|&slot| {
            let hold = &mut table.slots[slot as usize].hold;
            let weak = *hold == Hold::Lists;
            if !for_turn {
                *hold = Hold::Slot;
            } else if weak {
                *hold = Hold::Turn;
            }
            weak
        });
    }

    /// Keeps those slots that are weak, and have a value.
    pub(crate) fn retain_weak(&self, slots: &mut Vec<u32>) {
        let table = self.table.borrow();
        slots.retain(|&slot| {
            let slot = &table.slots[slot as usize];
            slot.hold == Hold::Lists && slot.count > 0
        });
    }

    /// The turn ends: makes those weak that were strong only for its sake, and keeps these.
    pub(crate) fn give_back(&self, slots: &mut Vec<u32>) {
        let mut table = self.table.borrow_mut();
        slots.retain(|&slot| {
            let hold = &mut table.slots[slot as usize].hold;
            let back = *hold == Hold::Turn;
            if back {
                *hold = Hold::Lists;
            }
            back
        });
    }

    #[cold]
    fn strengthen(&self, slot: u32, heap: &Heap) {
        let mut weak = vec![slot];
        self.hold(&mut weak, false);
        if let Ok(host) = heap.host()
            && !weak.is_empty()
        {
            host.strengthen(&weak);
        }
    }

    pub(crate) fn is_due(&self) -> bool {
        let table = self.table.borrow();
        table.live as usize >= table.due.at()
    }

    pub(crate) fn relax(&self) {
        let table = self.table.borrow();
        table.due.relax(table.live as usize);
    }

    /// A pass is over.
    pub(crate) fn settle(&self) {
        let table = self.table.borrow();
        let weak = table
            .slots
            .iter()
            .filter(|slot| slot.hold == Hold::Lists && slot.count > 0);
        table.due.settle(table.live as usize, weak.count());
    }
}

impl Table {
    /// A slot that is ready to be filled, counted once; `None` if a new range is needed.
    #[inline]
    fn take(&mut self) -> Result<Option<u32>, Error> {
        if self.live >= self.capacity {
            return Err(Error::TableFull {
                capacity: self.capacity,
            });
        }
        // A pending slot can be taken back from the batch: the new value overwrites the old one.
        let Some(slot) = self.pending.pop().or_else(|| self.free.pop()) else {
            return Ok(None);
        };
        self.slots[slot as usize] = Slot {
            count: 1,
            hold: Hold::Slot,
            fresh: true,
        };
        self.live += 1;
        self.peak = self.peak.max(self.live);
        Ok(Some(slot))
    }

    #[cold]
    fn add(&mut self, first: u32) {
        let end = first + RANGE;
        if self.slots.len() < end as usize {
            self.slots.resize(end as usize, Slot::default());
        }
        // In descending order, so that slots are handed out in ascending order and the table stays dense.
        self.free.extend((first..end).rev());
    }
}

#[cfg(test)]
mod tests {
    use std::panic;

    use super::*;
    use crate::host::Host;

    struct Slots;

    impl Host for Slots {
        fn reserve_slots(&self, _: u32) -> u32 {
            1
        }
        fn decref_many(&self, _: &[u32]) {}
        fn schedule_turn_end(&self) {}
    }

    #[test]
    fn a_count_does_not_start_over() {
        Heap::install(Rc::new(Slots), 0);
        let held = RawJsRef::reserve().unwrap();
        Heap::with(|heap| {
            heap.js_refs.table.borrow_mut().slots[held.slot as usize].count = u32::MAX;
        });
        assert!(panic::catch_unwind(panic::AssertUnwindSafe(|| held.clone())).is_err());
        assert_eq!(held.count(), u32::MAX);
        Heap::with(|heap| heap.js_refs.table.borrow_mut().slots[held.slot as usize].count = 1);
        drop(held);
        assert_eq!(Heap::stats().js_refs, 0);
    }
}

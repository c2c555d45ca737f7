//! JS refs: counted references to values of the other heap, which name slots of the JS-side table.
//!
//! The count lives here, so that cloning and dropping never cross the boundary. Only the last drop must tell
//! the other side, and it does so in batches. Rust owns the free list; the other side is dumb storage.

mod lazy;

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use crate::collect::Due;
use crate::error::Error;
use crate::heap::Heap;
use crate::table::Table;

pub use lazy::LazyJsRef;

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
        Heap::with(|heap| heap.js_refs.reserve(heap)).map(RawJsRef::at)
    }

    #[inline]
    fn at(slot: u32) -> RawJsRef {
        RawJsRef {
            slot,
            _heap: PhantomData,
        }
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
                .is_some_and(|slot| slot.count() > 0)
        };
        if !Heap::with(counted) {
            return Err(Error::ValueGone);
        }
        Ok(RawJsRef::at(slot))
    }

    /// How many `RawJsRef`s name this slot.
    pub fn count(&self) -> u32 {
        Heap::with(|heap| heap.js_refs.table.borrow().slots[self.slot as usize].count())
    }
}

impl Clone for RawJsRef {
    fn clone(&self) -> RawJsRef {
        // While the thread itself ends there is no table left to keep.
        let _ = Heap::try_with(|heap| heap.js_refs.add_one(self.slot, heap));
        RawJsRef::at(self.slot)
    }
}

impl Drop for RawJsRef {
    fn drop(&mut self) {
        let _ = Heap::try_with(|heap| heap.js_refs.remove_one(self.slot, heap));
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
    /// How many references were taken, and how many of them were dropped, both modulo 2^32. Not their difference: each drop would
    /// have to wait until what the clone before it has written can be read again, and each clone for the drop.
    taken: u32,
    dropped: u32,
    hold: Hold,
    /// Whether it got its value after the last pass.
    fresh: bool,
}

impl Slot {
    /// References; 0 for slots that are free, pending, or of another instance.
    #[inline]
    fn count(&self) -> u32 {
        self.taken.wrapping_sub(self.dropped)
    }

    /// Counts one more, if that is all there is to do.
    #[inline]
    fn add_one(&mut self) -> bool {
        let taken = self.taken.wrapping_add(1);
        let usual = taken != self.dropped && self.hold == Hold::Slot;
        if usual {
            self.taken = taken;
        }
        usual
    }

    /// Counts one less, if that is not the last.
    #[inline]
    fn remove_one_of_several(&mut self) -> bool {
        let several = self.count() > 1;
        if several {
            self.dropped = self.dropped.wrapping_add(1);
        }
        several
    }
}

/// The Rust half of the JS-side table.
pub(crate) struct JsRefs {
    table: Table<Slots>,
    /// Values that are held, in slots or not.
    live: Cell<u32>,
    peak: Cell<u32>,
    capacity: Cell<u32>,
    due: Due,
    /// With fewer than so many, one more changes nothing else: it is below the peak, the capacity, and what makes a pass due.
    usual: Cell<u32>,
}

struct Slots {
    slots: Vec<Slot>,
    /// Slots whose value is gone on the other side.
    free: Vec<u32>,
    /// Slots without references whose value is still there: the next batch.
    pending: Vec<u32>,
}

impl JsRefs {
    pub(crate) const fn new() -> JsRefs {
        JsRefs {
            table: Table::new(Slots {
                slots: Vec::new(),
                free: Vec::new(),
                pending: Vec::new(),
            }),
            live: Cell::new(0),
            peak: Cell::new(0),
            capacity: Cell::new(u32::MAX),
            due: Due::new(),
            usual: Cell::new(0),
        }
    }

    /// Takes a slot for a value that was not held so far.
    #[inline(never)]
    fn reserve(&self, heap: &Heap) -> Result<u32, Error> {
        if !self.count_value(heap) {
            return Err(self.is_full());
        }
        self.take_slot(heap).inspect_err(|_| self.uncount_value())
    }

    /// Counts a value that was not held so far. False if there is no room.
    #[inline]
    fn count_value(&self, heap: &Heap) -> bool {
        let live = self.live.get();
        let counts = live < self.usual.get() || self.count_unusual(live, heap);
        if counts {
            self.live.set(live + 1);
        }
        counts
    }

    #[cold]
    #[inline(never)]
    fn count_unusual(&self, live: u32, heap: &Heap) -> bool {
        let capacity = self.capacity.get();
        if live >= capacity {
            return false;
        }
        let peak = self.peak.get().max(live + 1);
        self.peak.set(peak);
        let due = u32::try_from(self.due.at()).unwrap_or(u32::MAX);
        if live + 1 == due {
            heap.schedule_turn_end();
        }
        self.usual.set(peak.min(capacity).min(due - 1));
        true
    }

    fn is_full(&self) -> Error {
        let capacity = self.capacity.get();
        Error::TableFull { capacity }
    }

    /// A value is not held any more.
    #[inline]
    fn uncount_value(&self) {
        self.live.set(self.live.get() - 1);
    }

    /// A slot that is ready to be filled, with one reference.
    fn take_slot(&self, heap: &Heap) -> Result<u32, Error> {
        loop {
            let slot = self.table.borrow_mut().take();
            if let Some(slot) = slot {
                return Ok(slot);
            }
            // The table is not borrowed here: the host may look at it. It may even use up the new range, so ask again.
            let first = heap.host()?.reserve_slots(RANGE);
            Heap::clean_up_at_exit();
            self.table.borrow_mut().add(first);
        }
    }

    /// Another reference to a slot.
    #[inline(never)]
    fn add_one(&self, slot: u32, heap: &Heap) {
        let mut table = self.table.borrow_mut();
        let found = &mut table.slots[slot as usize];
        // Leaked clones can get there. A count that started over would give the slot away under its holders.
        assert!(
            found.count() < u32::MAX,
            "a JS ref has at most 2^32 - 1 clones"
        );
        found.taken = found.taken.wrapping_add(1);
        if found.hold != Hold::Slot {
            drop(table);
            self.strengthen(slot, heap);
        }
    }

    /// The same where the usual case is to be a few instructions.
    #[inline]
    fn add_one_inline(&self, slot: u32, heap: &Heap) {
        if !self.changed(slot, Slot::add_one) {
            self.add_one(slot, heap);
        }
    }

    /// Changes what is known of a slot. False if `change` says so, or it cannot be done: all else is found out by who tries again.
    #[inline]
    fn changed(&self, slot: u32, change: impl FnOnce(&mut Slot) -> bool) -> bool {
        let Ok(mut table) = self.table.try_borrow_mut() else {
            return false;
        };
        table.slots.get_mut(slot as usize).is_some_and(change)
    }

    /// A reference to a slot is dropped.
    #[inline(never)]
    pub(crate) fn remove_one(&self, slot: u32, heap: &Heap) {
        let mut table = self.table.borrow_mut();
        // Only a release from another thread can name a slot that nobody holds. Ignored, like a stale handle.
        let found = table.slots.get_mut(slot as usize);
        let Some(found) = found.filter(|slot| slot.count() > 0) else {
            return;
        };
        found.dropped = found.dropped.wrapping_add(1);
        if found.count() > 0 {
            return;
        }
        self.uncount_value();
        table.pending.push(slot);
        let (first, full) = (table.pending.len() == 1, table.pending.len() >= BATCH);
        drop(table);
        if full {
            self.flush(heap);
        } else if first {
            heap.schedule_turn_end();
        }
    }

    /// The same where the usual case is to be a few instructions.
    #[inline]
    fn remove_one_inline(&self, slot: u32, heap: &Heap) {
        if !self.changed(slot, Slot::remove_one_of_several) {
            self.remove_one(slot, heap);
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
        self.capacity.set(capacity);
        self.usual.set(0);
    }

    /// Live references, pending decrefs, and the most that ever lived at once.
    pub(crate) fn stats(&self) -> (u32, u32, u32) {
        let pending = self.table.borrow().pending.len() as u32;
        (self.live.get(), pending, self.peak.get())
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
            let weak = slot.count() > 0 && slot.count() == ceded;
            let is_weak = slot.hold == Hold::Lists;
            if weak && !is_weak {
                weaken.push(number);
            } else if is_weak && !weak && slot.count() > 0 {
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
            slot.hold == Hold::Lists && slot.count() > 0
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
        self.live.get() as usize >= self.due.at()
    }

    pub(crate) fn relax(&self) {
        self.due.relax(self.live.get() as usize);
        self.usual.set(0);
    }

    /// A pass is over.
    pub(crate) fn settle(&self) {
        let table = self.table.borrow();
        let weak = table
            .slots
            .iter()
            .filter(|slot| slot.hold == Hold::Lists && slot.count() > 0);
        self.due.settle(self.live.get() as usize, weak.count());
        self.usual.set(0);
    }
}

impl Slots {
    /// A slot that is ready to be filled; `None` if a new range is needed.
    fn take(&mut self) -> Option<u32> {
        // A pending slot can be taken back from the batch: the new value overwrites the old one.
        let slot = self.pending.pop().or_else(|| self.free.pop())?;
        self.slots[slot as usize] = Slot {
            taken: 1,
            dropped: 0,
            hold: Hold::Slot,
            fresh: true,
        };
        Some(slot)
    }

    #[cold]
    fn add(&mut self, first: u32) {
        let end = first + RANGE;
        while self.slots.len() < end as usize {
            self.slots.push(Slot::default());
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
            heap.js_refs.table.borrow_mut().slots[held.slot as usize].taken = u32::MAX;
        });
        assert!(panic::catch_unwind(panic::AssertUnwindSafe(|| held.clone())).is_err());
        assert_eq!(held.count(), u32::MAX);
        Heap::with(|heap| heap.js_refs.table.borrow_mut().slots[held.slot as usize].taken = 1);
        drop(held);
        assert_eq!(Heap::stats().js_refs, 0);
    }
}

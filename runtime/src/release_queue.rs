//! [`ReleaseQueue`]: releases and decrefs that arrive from other threads.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use parking_lot::Mutex;

use crate::handle::Handle;

/// Something another thread gave up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Release {
    /// The wrapper of this handle is gone.
    Handle(Handle),
    /// The reference that [`RawJsRef::into_slot`](crate::RawJsRef::into_slot) gave away is dropped.
    JsRef(u32),
}

/// Carries releases from any thread to the heap that owns the objects. Clones share one queue.
///
/// The owner drains it at its next entry. It only ever *tries* to lock, because waiting for a contended lock
/// throws on a browser's main thread; what it could not take now it takes at the next entry.
#[derive(Clone, Default)]
pub struct ReleaseQueue {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    releases: Mutex<Vec<Release>>,
    /// The length of `releases`, readable without the lock.
    pending: AtomicUsize,
}

impl ReleaseQueue {
    /// Adds a release. Never blocks: the lock is only held for the time of a push or a swap, so trying again
    /// until it is free ends soon.
    pub fn push(&self, release: Release) {
        let mut releases = loop {
            match self.shared.releases.try_lock() {
                Some(releases) => break releases,
                None => std::hint::spin_loop(),
            }
        };
        releases.push(release);
        self.shared.pending.store(releases.len(), Ordering::Release);
    }

    /// How many releases wait.
    #[inline]
    pub fn pending(&self) -> usize {
        self.shared.pending.load(Ordering::Acquire)
    }

    /// Takes everything that waits; nothing while another thread is pushing.
    pub(crate) fn drain(&self) -> Vec<Release> {
        let Some(mut releases) = self.shared.releases.try_lock() else {
            return Vec::new();
        };
        self.shared.pending.store(0, Ordering::Release);
        std::mem::take(&mut *releases)
    }
}

impl fmt::Debug for ReleaseQueue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReleaseQueue")
            .field("pending", &self.pending())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use super::*;
    use crate::{Heap, Host, Ref};

    #[derive(Default)]
    struct Turns(Cell<u32>);

    impl Host for Turns {
        fn reserve_slots(&self, _: u32) -> u32 {
            1
        }
        fn decref_many(&self, _: &[u32]) {}
        fn schedule_turn_end(&self) {
            self.0.set(self.0.get() + 1);
        }
    }

    /// Waiting for the lock is not allowed, so what is locked now is taken later, and that must happen.
    #[test]
    fn a_contended_queue_is_drained_in_a_later_turn() {
        let turns = Rc::new(Turns::default());
        Heap::install(turns.clone(), 0);
        let queue = Heap::release_queue();
        let handle = Heap::expose(&Ref::new(1)).unwrap();
        queue.push(Release::Handle(handle));

        let pushing = queue.shared.releases.lock();
        Heap::end_turn();
        assert!(Heap::is_alive(handle), "an entry does not wait either");
        assert_eq!((queue.pending(), turns.0.get()), (1, 1));
        drop(pushing);

        Heap::end_turn();
        assert!(Heap::stats().is_empty());
        assert_eq!(turns.0.get(), 1);
    }
}

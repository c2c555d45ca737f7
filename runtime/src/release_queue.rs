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
        let Some(mut releases) = self.shared.releases.try_lock() else { return Vec::new() };
        self.shared.pending.store(0, Ordering::Release);
        std::mem::take(&mut *releases)
    }
}

impl fmt::Debug for ReleaseQueue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReleaseQueue").field("pending", &self.pending()).finish()
    }
}

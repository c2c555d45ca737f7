//! What happens when a thread ends while its heap is in use.
//!
//! The heap is a thread-local. Its own destructor would drop the exposed objects when it cannot be reached any more,
//! and a user's `Drop` that then asks it for anything would panic, which aborts the process. So a second
//! thread-local, destroyed before the heap because it is first used after it, lets the objects go in time. (std
//! promises no order, but destroys the last one first wherever it can.)

use super::Heap;

thread_local! {
    static EXIT: Exit = const { Exit };
}

struct Exit;

impl Drop for Exit {
    fn drop(&mut self) {
        let _ = Heap::try_with(|heap| {
            heap.entries.clear();
            heap.drops.finish();
            heap.drain_queue();
            Heap::drop_waiting();
            Heap::collect();
            heap.js_refs.flush(heap);
        });
    }
}

impl Heap {
    /// To be called when the heap begins to own something that must be given back when the thread ends.
    pub(crate) fn clean_up_at_exit() {
        // Not possible while the thread ends already.
        let _ = EXIT.try_with(|_| ());
    }
}

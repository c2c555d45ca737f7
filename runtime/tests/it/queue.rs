//! Releases that come from other threads.

use std::sync::Barrier;
use std::thread;

use handfast_runtime::{Handle, Heap, Ref, Release};

use crate::support::{Counter, Node, TestHost, on_fresh_heap};

#[test]
fn the_next_entry_carries_them_out() {
    /// Each way into the heap from the other side. What they answer is of no interest here.
    const ENTRIES: [fn(Handle); 8] = [
        |_| _ = Heap::expose(&Ref::new(1)).map(Heap::dispose),
        |handle| _ = Heap::resolve::<Node>(handle),
        |handle| _ = Heap::resolve_any(handle),
        |handle| _ = Heap::retain(handle),
        |handle| _ = Heap::release(handle),
        |handle| _ = Heap::dispose(handle),
        |handle| _ = Heap::finalize(handle),
        |handle| _ = Heap::is_alive(handle),
    ];
    for entry in ENTRIES {
        on_fresh_heap(move || {
            let drops = Counter::default();
            let handle = Heap::expose(&Ref::new(Node::dropping(drops.adder()))).unwrap();
            let queue = Heap::release_queue();
            thread::spawn(move || queue.push(Release::Handle(handle)))
                .join()
                .unwrap();
            assert_eq!((drops.get(), Heap::stats().pending_releases), (0, 1));
            entry(handle);
            assert_eq!((drops.get(), Heap::stats().pending_releases), (1, 0));
            assert!(!Heap::is_alive(handle));
        });
    }
}

#[test]
fn the_turns_end_carries_them_out() {
    on_fresh_heap(|| {
        let host = TestHost::install();
        let handle = Heap::expose(&Ref::new(Node::new("a"))).unwrap();
        let slot = host.hold().unwrap().into_slot();
        let queue = Heap::release_queue();
        thread::spawn(move || {
            queue.push(Release::Handle(handle));
            queue.push(Release::Handle(handle));
            queue.push(Release::JsRef(slot));
        })
        .join()
        .unwrap();
        assert_eq!(Heap::stats().pending_releases, 3);
        Heap::end_turn();
        assert!(Heap::stats().is_empty());
        assert!(host.held.borrow().is_empty());
    });
}

/// The owner of a queue may be gone when a release arrives.
#[test]
fn a_queue_outlives_its_heap() {
    let queue = thread::spawn(Heap::release_queue).join().unwrap();
    queue.push(Release::JsRef(1));
    assert_eq!(queue.pending(), 1);
    assert_eq!(format!("{queue:?}"), "ReleaseQueue { pending: 1 }");
}

/// Several threads release what the owner exposes and holds, while it goes on exposing and holding.
#[test]
fn stress() {
    const THREADS: usize = 4;
    let rounds = if cfg!(miri) { 3 } else { 300 };
    let batch = if cfg!(miri) { 5 } else { 100 };
    on_fresh_heap(move || {
        let host = TestHost::install();
        let queue = Heap::release_queue();
        let drops = Counter::default();
        let barrier = Barrier::new(THREADS + 1);
        thread::scope(|scope| {
            let senders: Vec<_> = (0..THREADS)
                .map(|_| {
                    let (sender, releases) = std::sync::mpsc::channel::<Release>();
                    let (queue, barrier) = (queue.clone(), &barrier);
                    scope.spawn(move || {
                        barrier.wait();
                        releases.iter().for_each(|release| queue.push(release));
                    });
                    sender
                })
                .collect();
            barrier.wait();
            for _ in 0..rounds {
                for sender in &senders {
                    for _ in 0..batch {
                        let handle =
                            Heap::expose(&Ref::new(Node::dropping(drops.adder()))).unwrap();
                        sender.send(Release::Handle(handle)).unwrap();
                        let held = host.hold().unwrap();
                        let clone = held.clone();
                        sender.send(Release::JsRef(held.into_slot())).unwrap();
                        drop(clone);
                    }
                }
                Heap::end_turn();
            }
            drop(senders);
        });
        let made = (rounds * batch * THREADS) as u32;
        assert!(drops.get() <= made);
        // All threads are done, so the lock is free and one turn takes all that is left.
        Heap::end_turn();
        assert_eq!(drops.get(), made);
        assert!(host.held.borrow().is_empty());
    });
}

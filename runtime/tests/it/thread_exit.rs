//! A thread may end while its heap is in use.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use handfast_runtime::{Heap, RawJsRef, Ref, Weak};

use crate::support::{Node, TestHost};

fn on_a_thread(test: impl FnOnce(Arc<AtomicU32>) + Send + 'static) -> u32 {
    let drops = Arc::new(AtomicU32::new(0));
    let counter = drops.clone();
    thread::spawn(move || test(counter)).join().unwrap();
    drops.load(Ordering::SeqCst)
}

/// What JavaScript still holds when the thread ends is dropped while the heap still works.
#[test]
fn exposed_objects_are_dropped_and_may_use_the_heap() {
    let drops = on_a_thread(|drops| {
        let host = TestHost::install();
        let other = Heap::expose(&Ref::new(1)).unwrap();
        let held = host.hold().unwrap();
        let node = Ref::new(Node::dropping(move || {
            assert!(Heap::stats().objects < 3);
            let handle = Heap::expose(&Ref::new(2)).unwrap();
            Heap::dispose(handle).unwrap();
            let _ = Heap::dispose(other);
            drop(held.clone());
            drops.fetch_add(1, Ordering::SeqCst);
        }));
        let handle = Heap::expose(&node).unwrap();
        Heap::retain(handle).unwrap();
    });
    assert_eq!(drops, 1);
}

/// References in thread-locals of the user's own: some are destroyed before the heap, some after.
#[test]
fn references_in_thread_locals() {
    struct AtExit(Option<Box<dyn FnOnce()>>);
    impl Drop for AtExit {
        fn drop(&mut self) {
            self.0.take().unwrap()();
        }
    }
    thread_local! {
        static BEFORE: RefCell<Option<AtExit>> = const { RefCell::new(None) };
        static AFTER: RefCell<Option<AtExit>> = const { RefCell::new(None) };
    }
    let at_exit = |drops: &Arc<AtomicU32>, object: Ref<Node>, weak: Weak<Node>, held: RawJsRef| {
        let drops = drops.clone();
        AtExit(Some(Box::new(move || {
            assert!(weak.upgrade().unwrap().ptr_eq(&object));
            assert_eq!(object.borrow().name, "dropping");
            object.borrow_mut().next = Some(Ref::new(Node::new("made at exit")));
            drop(object.clone());
            drop(held.clone());
            drop(held);
            drop(object);
            assert!(weak.upgrade().is_none());
            drops.fetch_add(1, Ordering::SeqCst);
        })))
    };
    let drops = on_a_thread(move |drops| {
        let node = || {
            let drops = drops.clone();
            Ref::new(Node::dropping(move || {
                _ = drops.fetch_add(1, Ordering::SeqCst);
            }))
        };
        // Which of the two comes first is for the platform to decide; both must work.
        BEFORE.with(|_| ());
        let host = TestHost::install();
        let (first, second) = (node(), node());
        Heap::dispose(Heap::expose(&first).unwrap()).unwrap();
        AFTER.with(|_| ());
        BEFORE.set(Some(at_exit(
            &drops,
            first.clone(),
            first.downgrade(),
            host.hold().unwrap(),
        )));
        AFTER.set(Some(at_exit(
            &drops,
            second.clone(),
            second.downgrade(),
            host.hold().unwrap(),
        )));
    });
    assert_eq!(drops, 4);
}

/// The JS-side table outlives the thread, so what it held must be cleared there.
#[test]
fn decrefs_are_sent() {
    struct Counting(Arc<AtomicU32>);
    impl handfast_runtime::Host for Counting {
        fn reserve_slots(&self, _: u32) -> u32 {
            1
        }
        fn decref_many(&self, slots: &[u32]) {
            self.0.fetch_add(slots.len() as u32, Ordering::SeqCst);
        }
        fn schedule_turn_end(&self) {}
    }
    let decrefs = on_a_thread(|decrefs| {
        Heap::install(std::rc::Rc::new(Counting(decrefs)), 0);
        // Owned by an object that JavaScript holds, and waiting for the end of a turn that will never come.
        let list = Ref::new(vec![
            RawJsRef::reserve().unwrap(),
            RawJsRef::reserve().unwrap(),
        ]);
        Heap::expose(&list).unwrap();
        drop(RawJsRef::reserve().unwrap());
    });
    assert_eq!(decrefs, 3);
}

/// User code that exposes another object whenever one is dropped: it has to end some time.
#[test]
fn objects_that_come_back() {
    fn expose(drops: Arc<AtomicU32>) {
        // Under Miri few enough that all of them are dropped, because what is left is leaked.
        let last = if cfg!(miri) { 10 } else { u32::MAX };
        let object = Ref::new(Node::dropping(move || {
            if drops.fetch_add(1, Ordering::SeqCst) < last {
                expose(drops);
            }
        }));
        Heap::expose(&object).unwrap();
    }
    let drops = on_a_thread(expose);
    assert!(drops > 10, "{drops}");
}

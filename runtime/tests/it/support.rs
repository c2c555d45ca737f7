//! What the tests share: a heap of their own, a host that remembers, and types whose drops are counted.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::panic;
use std::rc::Rc;
use std::thread;

use handfast_runtime::{Error, Heap, Host, RawJsRef, Ref, Stats, Trace, Tracer};

/// Runs a test on a thread, and so on a heap, of its own, and checks that it leaves nothing behind.
pub(crate) fn on_fresh_heap(test: impl FnOnce() + Send + 'static) {
    let outcome = thread::spawn(|| {
        assert_eq!(Heap::stats(), Stats::default());
        test();
        Heap::end_turn();
        let stats = Heap::stats();
        assert!(stats.is_empty(), "left behind: {stats:?}");
    })
    .join();
    if let Err(panic) = outcome {
        panic::resume_unwind(panic);
    }
}

/// A JS-side table without values: it knows which slots were reserved and which were cleared, and in which calls.
#[derive(Default)]
pub(crate) struct TestHost {
    next: Cell<u32>,
    /// Slots that were reserved and are in use, as far as this side knows.
    pub(crate) held: RefCell<BTreeSet<u32>>,
    pub(crate) batches: RefCell<Vec<usize>>,
    pub(crate) turn_ends: Cell<u32>,
}

impl TestHost {
    pub(crate) fn install() -> Rc<TestHost> {
        let host = Rc::new(TestHost {
            next: Cell::new(1),
            ..TestHost::default()
        });
        Heap::install(host.clone(), 0);
        host
    }

    /// A JS ref with a value behind it.
    pub(crate) fn hold(&self) -> Result<RawJsRef, Error> {
        let js_ref = RawJsRef::reserve()?;
        self.held.borrow_mut().insert(js_ref.slot());
        Ok(js_ref)
    }
}

impl Host for TestHost {
    fn reserve_slots(&self, count: u32) -> u32 {
        self.next.replace(self.next.get() + count)
    }

    fn decref_many(&self, slots: &[u32]) {
        self.batches.borrow_mut().push(slots.len());
        for slot in slots {
            assert!(
                self.held.borrow_mut().remove(slot),
                "slot {slot} was cleared, but it was empty"
            );
        }
    }

    fn schedule_turn_end(&self) {
        self.turn_ends.set(self.turn_ends.get() + 1);
    }
}

/// An object that can hold others and that does something when it is dropped.
pub(crate) struct Node {
    pub(crate) name: &'static str,
    pub(crate) next: Option<Ref<Node>>,
    pub(crate) on_drop: Option<Box<dyn FnOnce()>>,
}

impl Node {
    pub(crate) fn new(name: &'static str) -> Node {
        Node {
            name,
            next: None,
            on_drop: None,
        }
    }

    pub(crate) fn dropping(on_drop: impl FnOnce() + 'static) -> Node {
        Node {
            name: "dropping",
            next: None,
            on_drop: Some(Box::new(on_drop)),
        }
    }

    pub(crate) fn linked(mut self, next: Option<Ref<Node>>) -> Node {
        self.next = next;
        self
    }
}

impl Trace for Node {
    const EDGES: bool = true;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.next.trace(tracer);
    }
}
handfast_runtime::object!(Node);

impl Drop for Node {
    fn drop(&mut self) {
        if let Some(on_drop) = self.on_drop.take() {
            on_drop();
        }
    }
}

/// A counter that a test and the objects it made share.
#[derive(Clone, Default)]
pub(crate) struct Counter(Rc<Cell<u32>>);

impl Counter {
    pub(crate) fn add(&self) {
        self.0.set(self.0.get() + 1);
    }

    pub(crate) fn get(&self) -> u32 {
        self.0.get()
    }

    /// For [`Node::dropping`].
    pub(crate) fn adder(&self) -> impl FnOnce() + 'static {
        let counter = self.clone();
        move || counter.add()
    }
}

/// Carries a message that tests cause and expect, so that it does not clutter their output.
pub(crate) struct Expected;

/// Panics in a way that [`catch_expected`] catches.
pub(crate) fn panic_as_expected() {
    panic::resume_unwind(Box::new(Expected));
}

/// Runs something that ends in [`panic_as_expected`].
pub(crate) fn catch_expected(f: impl FnOnce()) {
    let panic = panic::catch_unwind(panic::AssertUnwindSafe(f)).expect_err("it was to panic");
    assert!(panic.is::<Expected>());
}

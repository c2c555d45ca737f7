//! The collector: what it frees, what it keeps, and what `Drop` and `Trace` code may do meanwhile.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use handfast_runtime::{Budget, Collection, Error, Heap, Ref, Trace, Tracer, Weak};

use crate::inheritance::Dog;
use crate::support::{Counter, Node, TestHost, catch_expected, on_fresh_heap, panic_as_expected};

/// Nodes in a ring, each of which does something when it is dropped.
fn ring(on_drop: Vec<Box<dyn FnOnce()>>) -> Vec<Ref<Node>> {
    let nodes: Vec<_> = on_drop
        .into_iter()
        .map(|on_drop| Ref::new(Node::dropping(on_drop)))
        .collect();
    for (i, node) in nodes.iter().enumerate() {
        node.borrow_mut().next = Some(nodes[(i + 1) % nodes.len()].clone());
    }
    nodes
}

/// A ring whose drops are counted.
fn counted_ring(length: usize, drops: &Counter) -> Vec<Ref<Node>> {
    ring(
        (0..length)
            .map(|_| Box::new(drops.adder()) as Box<dyn FnOnce()>)
            .collect(),
    )
}

#[test]
fn a_cycle_that_nothing_holds_is_freed() {
    on_fresh_heap(|| {
        for length in [1, 2, 100] {
            let drops = Counter::default();
            let nodes = counted_ring(length, &drops);
            let weak = nodes[0].downgrade();
            let kept = nodes[length / 2].clone();
            drop(nodes);
            let report = Heap::collect();
            assert_eq!((report.freed, report.roots), (0, 1), "one is held");
            assert_eq!(
                (report.traced, report.edges),
                (length as u32, length as u32)
            );
            assert!(weak.upgrade().is_some());
            drop(kept);
            assert_eq!(Heap::collect().freed, length as u32);
            assert_eq!(drops.get(), length as u32);
            assert!(weak.upgrade().is_none());
            let report = Heap::collect();
            assert_eq!((report.traced, report.freed), (0, 0));
        }
    });
}

#[test]
fn what_garbage_holds_lives_on_if_others_hold_it_too() {
    on_fresh_heap(|| {
        let (live, dead) = (Counter::default(), Counter::default());
        let inner = counted_ring(3, &live);
        let outer = counted_ring(2, &dead);
        // A tail that only the garbage owns, and which ends in the live ring.
        let tail = Node::dropping(dead.adder()).linked(Some(inner[1].clone()));
        let dog = Ref::new(Dog::new("Rex"));
        dog.borrow_mut().friend = Some(Ref::new(tail));
        dog.borrow_mut().base.home = Some(outer[0].clone());
        drop((outer, dog));
        assert_eq!(dead.get(), 1, "the dog and its friend were in no cycle");
        assert_eq!(Heap::collect().freed, 2);
        assert_eq!((live.get(), dead.get()), (0, 3));
        let kept = inner[2].clone();
        drop(inner);
        assert_eq!(Heap::collect().freed, 0);
        assert!(kept.borrow().next.is_some());
        drop(kept);
        assert_eq!(Heap::collect().freed, 3);
    });
}

/// The references of a derived class and of its base are all found.
#[test]
fn cycles_through_derived_classes() {
    struct Kennel(Vec<Ref<Dog>>);
    impl Trace for Kennel {
        const EDGES: bool = true;
        fn trace(&self, tracer: &mut Tracer<'_>) {
            self.0.trace(tracer);
        }
    }
    handfast_runtime::object!(Kennel);
    on_fresh_heap(|| {
        let (home, friend) = (Ref::new(Node::new("home")), Ref::new(Node::new("friend")));
        let dog = Ref::new(Dog::new("Rex"));
        dog.borrow_mut().base.home = Some(home.clone());
        dog.borrow_mut().friend = Some(friend.clone());
        home.borrow_mut().next = Some(friend.clone());
        friend.borrow_mut().next = Some(home.clone());
        let kennel = Ref::new(Kennel(vec![dog.clone()]));
        let weak = dog.downgrade();
        drop((home, friend, dog));
        assert_eq!(Heap::collect().freed, 0);
        assert!(weak.upgrade().is_some());
        drop(kennel);
        assert_eq!(Heap::collect().freed, 2, "the dog was freed by counting");
        assert!(weak.upgrade().is_none());
    });
}

#[test]
fn what_is_exposed_or_retained_is_kept() {
    on_fresh_heap(|| {
        let drops = Counter::default();
        let nodes = counted_ring(5, &drops);
        let handle = Heap::expose(&nodes[3]).unwrap();
        drop(nodes);
        assert_eq!(Heap::collect().freed, 0);
        Heap::retain(handle).unwrap();
        Heap::dispose(handle).unwrap();
        assert_eq!(Heap::collect().freed, 0, "the raw retain holds it");
        assert!(
            Heap::resolve::<Node>(handle)
                .unwrap()
                .borrow()
                .next
                .is_some()
        );
        Heap::release(handle).unwrap();
        assert_eq!(Heap::collect().freed, 5);
        assert_eq!(drops.get(), 5);
    });
}

#[test]
fn what_is_borrowed_is_kept() {
    on_fresh_heap(|| {
        let nodes = counted_ring(3, &Counter::default());
        let first = nodes.into_iter().next().unwrap();
        let reading = first.borrow();
        assert_eq!(Heap::collect().freed, 0);
        assert_eq!(reading.name, "dropping");
        drop(reading);
        let changing = first.borrow_mut();
        assert_eq!(
            Heap::collect().freed,
            0,
            "what a mutably borrowed object holds cannot be seen, and is kept"
        );
        assert!(changing.next.as_ref().unwrap().borrow().next.is_some());
        drop(changing);
        drop(first);
        assert_eq!(Heap::collect().freed, 3);
    });
}

/// A guard that was forgotten keeps its object borrowed for ever, and so alive.
#[test]
fn what_stays_borrowed_is_kept() {
    struct Loop(RefCell<Option<Ref<Loop>>>);
    impl Trace for Loop {
        const EDGES: bool = true;
        fn trace(&self, tracer: &mut Tracer<'_>) {
            self.0.trace(tracer);
        }
    }
    handfast_runtime::object!(Loop);
    on_fresh_heap(|| {
        let object = Ref::new(Loop(RefCell::new(None)));
        object.borrow().0.replace(Some(object.clone()));
        std::mem::forget(object.borrow());
        let weak = object.downgrade();
        drop(object);
        assert_eq!(Heap::collect().freed, 0);
        let object = weak.upgrade().unwrap();
        // Opened by hand, because the test is to leave nothing behind.
        let next = object.borrow().0.take();
        assert!(next.is_some_and(|next| next.ptr_eq(&object)));
    });
}

/// `Drop` code sees that its neighbours are freed, all of them, whichever is dropped first.
#[test]
fn drop_code_sees_no_half_gone_neighbours() {
    on_fresh_heap(|| {
        let seen = Counter::default();
        let neighbours: std::rc::Rc<RefCell<Vec<Weak<Node>>>> = Default::default();
        let on_drop = || {
            let (seen, neighbours) = (seen.clone(), neighbours.clone());
            Box::new(move || {
                for neighbour in &*neighbours.borrow() {
                    assert!(neighbour.upgrade().is_none());
                    seen.add();
                }
            }) as Box<dyn FnOnce()>
        };
        let nodes = ring(vec![on_drop(), on_drop(), on_drop()]);
        neighbours.replace(nodes.iter().map(Ref::downgrade).collect());
        drop(nodes);
        assert_eq!(Heap::collect().freed, 3);
        assert_eq!(seen.get(), 9);
    });
}

/// A reference that `Drop` code saves outlives its object's value, and says so.
#[test]
fn a_reference_that_drop_code_saves() {
    struct Saver {
        neighbour: Option<Ref<Saver>>,
        saved: std::rc::Rc<RefCell<Vec<Ref<Saver>>>>,
    }
    impl Trace for Saver {
        const EDGES: bool = true;
        fn trace(&self, tracer: &mut Tracer<'_>) {
            self.neighbour.trace(tracer);
        }
    }
    handfast_runtime::object!(Saver);
    impl Drop for Saver {
        fn drop(&mut self) {
            self.saved.borrow_mut().extend(self.neighbour.take());
        }
    }
    on_fresh_heap(|| {
        let saved = std::rc::Rc::new(RefCell::new(Vec::new()));
        let saver = |neighbour| Saver {
            neighbour,
            saved: saved.clone(),
        };
        let first = Ref::new(saver(None));
        let second = Ref::new(saver(Some(first.clone())));
        first.borrow_mut().neighbour = Some(second.clone());
        drop((first, second));
        assert_eq!(Heap::collect().freed, 2);
        assert_eq!(Heap::stats().objects, 2, "without their values");
        for object in saved.take() {
            assert_eq!(object.try_borrow().map(drop), Err(Error::Freed));
            assert_eq!(object.try_borrow_mut().map(drop), Err(Error::Freed));
            assert!(object.downgrade().upgrade().is_none());
            let handle = Heap::expose(&object).unwrap();
            assert_eq!(
                Heap::resolve::<Saver>(handle)
                    .unwrap()
                    .try_borrow()
                    .map(drop),
                Err(Error::Freed)
            );
            Heap::dispose(handle).unwrap();
            assert!(Ref::try_unwrap(object).is_err());
        }
    });
}

#[test]
fn drop_code_may_use_the_heap_and_collect_again() {
    on_fresh_heap(|| {
        let host = TestHost::install();
        let (drops, others) = (Counter::default(), Counter::default());
        let on_drop = || {
            let (drops, others, held) = (drops.clone(), others.clone(), host.hold().unwrap());
            Box::new(move || {
                drop(counted_ring(2, &others));
                Heap::collect();
                let handle = Heap::expose(&Ref::new(7)).unwrap();
                Heap::dispose(handle).unwrap();
                drop(held.clone());
                drops.add();
            }) as Box<dyn FnOnce()>
        };
        drop(ring(vec![on_drop(), on_drop()]));
        assert_eq!(Heap::collect().freed, 2);
        assert_eq!((drops.get(), others.get()), (2, 4));
    });
}

#[test]
fn a_drop_that_panics_keeps_nothing_else_from_being_dropped() {
    on_fresh_heap(|| {
        let drops = Counter::default();
        drop(counted_ring(2, &drops));
        let nodes = ring(vec![
            Box::new(drops.adder()),
            Box::new(panic_as_expected),
            Box::new(drops.adder()),
        ]);
        drop(nodes);
        // With whole cycles before and after it, whichever order they are dropped in.
        drop(counted_ring(2, &drops));
        catch_expected(|| {
            Heap::collect();
        });
        assert_eq!(drops.get(), 6);
        assert_eq!(Heap::stats().objects, 0);
        drop(counted_ring(2, &drops));
        assert_eq!(Heap::collect().freed, 2, "later passes work");
    });
}

/// What a wrong or wild `Trace` can do: leak, be refused, and nothing else.
#[test]
fn trace_implementations_that_misbehave() {
    struct Wild {
        next: Option<Ref<Wild>>,
        how: fn(&Wild, &mut Tracer<'_>),
    }
    impl Trace for Wild {
        const EDGES: bool = true;
        fn trace(&self, tracer: &mut Tracer<'_>) {
            (self.how)(self, tracer);
        }
    }
    handfast_runtime::object!(Wild);
    fn good(wild: &Wild, tracer: &mut Tracer<'_>) {
        wild.next.trace(tracer);
    }
    let collect = |how: fn(&Wild, &mut Tracer<'_>)| {
        let wild = Ref::new(Wild { next: None, how });
        wild.borrow_mut().next = Some(wild.clone());
        let weak = wild.downgrade();
        drop(wild);
        let report = Heap::collect();
        if let Some(wild) = weak.upgrade() {
            wild.borrow_mut().how = good;
        }
        (report, Heap::collect().freed)
    };
    on_fresh_heap(move || {
        let (report, later) = collect(|_, _| {});
        assert_eq!((report.freed, later), (0, 1), "a forgotten edge leaks");

        let (report, later) = collect(|wild, tracer| {
            good(wild, tracer);
            good(wild, tracer);
        });
        assert_eq!((report.freed, report.misreported, later), (0, 1, 1));

        let (report, _) = collect(|wild, tracer| {
            assert_eq!(Heap::collect(), Collection::default());
            let made = Ref::new(Wild {
                next: wild.next.clone(),
                how: good,
            });
            Some(made).trace(tracer);
            good(wild, tracer);
        });
        assert_eq!(report.freed, 1, "objects made meanwhile are not in the way");

        let wild = Ref::new(Wild {
            next: None,
            how: |_, _| panic_as_expected(),
        });
        catch_expected(|| {
            Heap::collect();
        });
        wild.borrow_mut().how = good;
        assert_eq!(Heap::collect().traced, 1, "later passes work");
    });
}

/// Nobody has to ask for it: a pass runs at the end of a turn after the heap has doubled.
#[test]
fn it_runs_by_itself() {
    on_fresh_heap(|| {
        let host = TestHost::install();
        let drops = Counter::default();
        // Kept rings of two; and as many more as take the heap over the least size that is collected.
        let (rings, more) = if cfg!(miri) { (24, 16) } else { (1500, 1000) };
        let kept: Vec<_> = (0..rings)
            .flat_map(|_| counted_ring(2, &drops).into_iter().take(1))
            .collect();
        Heap::end_turn();
        assert_eq!(host.turn_ends.get(), 0, "a small heap is left alone");
        for _ in 0..more {
            drop(counted_ring(2, &drops));
        }
        assert_eq!(host.turn_ends.get(), 1);
        assert_eq!(drops.get(), 0, "not within the turn");
        Heap::end_turn();
        assert_eq!(drops.get(), 2 * more);
        // The next one is due at twice of what is left.
        for _ in 1..rings {
            drop(counted_ring(2, &drops));
        }
        Heap::end_turn();
        assert_eq!((drops.get(), host.turn_ends.get()), (2 * more, 1));
        drop(counted_ring(2, &drops));
        assert_eq!(host.turn_ends.get(), 2);
        Heap::end_turn();
        assert_eq!(drops.get(), 2 * (more + rings));
        drop(kept);
        assert_eq!(Heap::collect().freed, 2 * rings);
    });
}

/// Neither marking nor freeing recurses.
#[test]
fn a_long_cycle() {
    on_fresh_heap(|| {
        let length = if cfg!(miri) { 200 } else { 200_000 };
        let drops = Counter::default();
        let nodes = counted_ring(length, &drops);
        let first = nodes[0].clone();
        drop(nodes);
        assert_eq!(Heap::collect().freed, 0);
        drop(first);
        assert_eq!(Heap::collect().freed, length as u32);
        assert_eq!(drops.get(), length as u32);
    });
}

/// Cycles do not outlive their thread.
#[test]
fn a_thread_that_ends() {
    let drops = Arc::new(AtomicU32::new(0));
    let counter = drops.clone();
    thread::spawn(move || {
        let node = Ref::new(Node::dropping(move || {
            counter.fetch_add(1, Ordering::SeqCst);
        }));
        let next = Some(node.clone());
        node.borrow_mut().next = next;
    })
    .join()
    .unwrap();
    assert_eq!(drops.load(Ordering::SeqCst), 1);
}

/// A pass moves objects up into the places of what it has freed; one in slices has written places down.
#[test]
fn drop_code_in_a_pass_may_begin_one_in_slices() {
    let most = if cfg!(miri) { 8 } else { 200 };
    for work in 1..most {
        on_fresh_heap(move || {
            let places: Vec<_> = (0..20).map(|_| Ref::new(Node::new("gone"))).collect();
            let garbage = ring(
                (0..20)
                    .map(|_| {
                        Box::new(move || {
                            if !Heap::is_collecting() {
                                Heap::collect_within(Budget::Work(work));
                            }
                        }) as Box<dyn FnOnce()>
                    })
                    .collect(),
            );
            let holder = Ref::new(Node::dropping(Box::new(|| {})));
            let held = Ref::new(Node::dropping(Box::new(|| {})));
            holder.borrow_mut().next = Some(held);
            drop((places, garbage));
            assert_eq!(Heap::collect().freed, 20);
            while Heap::is_collecting() {
                Heap::collect_within(Budget::Work(1));
            }
            let holder_sees = holder.borrow();
            let held = holder_sees.next.as_ref().unwrap();
            assert!(held.try_borrow().is_ok(), "after {work} pieces of work");
            drop(holder_sees);
            drop(holder);
            Heap::collect();
        });
    }
}

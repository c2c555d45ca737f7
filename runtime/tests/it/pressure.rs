//! What objects report, budgets, and ballast.

use std::cell::RefCell;
use std::collections::BTreeMap;

use handfast_runtime::{Handle, Heap, HeapSize, Ref, Trace, Tracer, object};

/// Says that it takes so much.
struct Heavy {
    bytes: RefCell<usize>,
    next: Option<Ref<Heavy>>,
}

impl Trace for Heavy {
    const EDGES: bool = true;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.next.trace(tracer);
    }
}

impl HeapSize for Heavy {
    const OWNS: bool = true;
    fn heap_size(&self) -> usize {
        *self.bytes.borrow()
    }
}

object!(Heavy: measured);

struct Other(usize);

impl Trace for Other {
    const EDGES: bool = false;
    fn trace(&self, _: &mut Tracer<'_>) {}
}

impl HeapSize for Other {
    const OWNS: bool = true;
    fn heap_size(&self) -> usize {
        self.0
    }
}

object!(Other: measured);

trait Weighed {
    fn set(&mut self, bytes: usize);
}
handfast_runtime::dyn_object!(Weighed);

impl Weighed for Heavy {
    fn set(&mut self, bytes: usize) {
        *self.bytes.get_mut() = bytes;
    }
}

fn heavy(bytes: usize) -> Ref<Heavy> {
    Ref::new(Heavy {
        bytes: bytes.into(),
        next: None,
    })
}

/// What an object takes itself.
fn room() -> u64 {
    let before = Heap::bytes();
    let object = heavy(0);
    let room = Heap::bytes() - before;
    drop(object);
    room
}

#[test]
fn an_object_reports_when_a_mutable_borrow_ends_or_when_it_is_asked() {
    let room = room();
    let object = heavy(100);
    assert_eq!(Heap::bytes(), room + 100);
    *object.borrow().bytes.borrow_mut() = 200;
    assert_eq!(Heap::bytes(), room + 100);
    object.measure();
    assert_eq!(Heap::bytes(), room + 200);

    let mut borrow = object.borrow_mut();
    borrow.set(300);
    object.measure();
    assert_eq!(Heap::bytes(), room + 200, "it is being changed");
    drop(handfast_runtime::BorrowMut::map(borrow, |value| {
        value.bytes.get_mut()
    }));
    assert_eq!(Heap::bytes(), room + 300);

    let by_trait: Ref<dyn Weighed> = object.clone().into_dyn();
    by_trait.borrow_mut().set(400);
    let other = Ref::new(Other(7));
    let stats = Heap::stats();
    let others = stats.bytes - room - 400;
    assert_eq!(
        stats.bytes_by_class,
        BTreeMap::from([("Heavy", room + 400), ("Other", others)])
    );
    assert!(others > 7 && stats.peak_bytes == stats.bytes);
    drop((object, by_trait, other));
    let stats = Heap::stats();
    assert!(stats.is_empty() && stats.bytes_by_class.is_empty());
    assert!(stats.peak_bytes > 400);
}

#[test]
fn what_is_taken_or_collected_takes_nothing() {
    let object = heavy(100);
    let handle = Heap::expose(&object).unwrap();
    let value = Heap::take(object).map_err(|(error, _)| error).unwrap();
    assert_eq!(Heap::bytes(), 0);
    assert_eq!(value.heap_size(), 100);
    assert!(!Heap::is_alive(handle));

    let object = heavy(100);
    assert!(Ref::try_unwrap(object).is_ok());
    assert_eq!(Heap::bytes(), 0);

    let object = heavy(100);
    object.borrow_mut().next = Some(object.clone());
    let weak = object.downgrade();
    drop(object);
    assert_eq!(Heap::collect().freed, 1);
    assert_eq!(
        Heap::bytes(),
        0,
        "also as long as there are weak references"
    );
    drop(weak);
    assert!(Heap::stats().is_empty());
}

#[test]
fn a_budget_tells_once_and_again_after_a_quarter_more() {
    Heap::set_budget(u64::MAX);
    Heap::set_class_budget::<Heavy>(10_000);
    let mut kept = vec![heavy(9_000)];
    let other = Ref::new(Other(100_000));
    assert!(!Heap::is_pressed(), "another class has its own");
    kept.push(heavy(2_000));
    assert!(Heap::is_pressed());
    let overrun = Heap::settle_budget().unwrap();
    assert_eq!(
        (overrun.class, overrun.total, overrun.budget),
        ("Heavy", false, 10_000)
    );
    assert!(overrun.bytes > 11_000);
    assert!(!Heap::is_pressed());
    kept.push(heavy(1_000));
    assert!(!Heap::is_pressed());
    kept.push(heavy(2_000));
    assert!(Heap::is_pressed());
    kept.clear();
    assert_eq!(Heap::settle_budget(), None, "there is room again");

    Heap::set_budget(50_000);
    assert!(
        Heap::is_pressed(),
        "a budget that is set may be exceeded at once"
    );
    let overrun = Heap::settle_budget().unwrap();
    assert_eq!((overrun.class, overrun.total), ("Other", true));
    drop(other);
    assert_eq!(Heap::settle_budget(), None);
    assert!(Heap::stats().is_empty());
}

/// All of the list, the oldest first.
fn ballast() -> Vec<(Handle, u64)> {
    let mut list: Vec<_> = std::iter::from_fn(Heap::next_ballast).collect();
    list.reverse();
    list
}

#[test]
fn exposed_objects_get_ballast_for_every_megabyte_that_they_bring_together() {
    const MB: usize = 1 << 20;
    Heap::set_budget(u64::MAX);
    let room = room();
    let objects: Vec<_> = (0..4).map(|_| heavy(MB / 2)).collect();
    assert_eq!(ballast(), [], "they are not exposed");
    let handles: Vec<_> = objects
        .iter()
        .map(|object| Heap::expose(object).unwrap())
        .collect();
    let piece = MB as u64 + 2 * room;
    assert_eq!(ballast(), [(handles[1], piece), (handles[3], piece)]);

    // Exposed again they bring nothing; and what gets smaller is taken off what gets larger.
    Heap::expose(&objects[0]).unwrap();
    objects[0].borrow_mut().set(3 * MB);
    assert_eq!(ballast(), [(handles[0], 2 * MB as u64 + MB as u64 / 2)]);
    for _ in 0..10 {
        objects[0].borrow_mut().set(0);
        objects[0].borrow_mut().set(3 * MB);
    }
    assert_eq!(ballast(), []);

    // What dies before anybody asks is not kept for ever.
    for _ in 0..3000 {
        Heap::dispose(Heap::expose(&heavy(2 * MB)).unwrap()).unwrap();
    }
    let listed = ballast();
    assert!(listed.len() <= 1025, "{}", listed.len());
    for handle in handles {
        Heap::dispose(handle).unwrap();
    }
    drop(objects);
    assert!(Heap::stats().is_empty());
}

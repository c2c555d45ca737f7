//! What values show of their edges.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::marker::PhantomData;

use handfast_runtime::{ErasedObject, RawJsRef, Ref, Trace, Tracer, Visit, Weak};

use crate::inheritance::{Animal, Puppy};
use crate::support::{Node, TestHost, on_fresh_heap};

/// Where each object lives, in order of visits, and each slot.
#[derive(Default)]
struct Found {
    objects: Vec<*const ()>,
    slots: Vec<u32>,
}

impl Visit for Found {
    fn object(&mut self, object: &dyn ErasedObject) {
        self.objects.push(std::ptr::from_ref(object).cast());
    }
    fn js_ref(&mut self, slot: u32) {
        self.slots.push(slot);
    }
}

fn found(value: &impl Trace) -> (usize, usize) {
    let mut found = Found::default();
    value.trace(&mut Tracer::new(&mut found));
    (found.objects.len(), found.slots.len())
}

fn found_in(object: &dyn ErasedObject) -> Option<Found> {
    let mut found = Found::default();
    object
        .trace_object(&mut Tracer::new(&mut found))
        .then_some(found)
}

fn address(object: &Ref<Node>) -> *const () {
    std::rc::Rc::as_ptr(&object.erased()).cast()
}

#[test]
fn containers_show_each_edge_once() {
    on_fresh_heap(|| {
        let host = TestHost::install();
        let node = Ref::new(Node::new("a"));
        let n = || node.clone();
        let held = host.hold().unwrap();
        let j = || held.clone();

        assert_eq!(found(&n()), (1, 0));
        assert_eq!(found(&j()), (0, 1));
        assert_eq!(found(&vec![n(), n()]), (2, 0));
        assert_eq!(found(&VecDeque::from([n(), n()])), (2, 0));
        assert_eq!(found(&LinkedList::from([n()])), (1, 0));
        assert_eq!(found(&[n(), n(), n()]), (3, 0));
        assert_eq!(found(&Some(n())), (1, 0));
        assert_eq!(found(&None::<Ref<Node>>), (0, 0));
        assert_eq!(found(&Ok::<_, RawJsRef>(n())), (1, 0));
        assert_eq!(found(&Err::<Ref<Node>, _>(j())), (0, 1));
        assert_eq!(found(&Box::new(n())), (1, 0));
        assert_eq!(found(&vec![n(), n()].into_boxed_slice()), (2, 0));
        assert_eq!(found(&RefCell::new(n())), (1, 0));
        assert_eq!(found(&OnceCell::from(n())), (1, 0));
        assert_eq!(found(&OnceCell::<Ref<Node>>::new()), (0, 0));
        assert_eq!(
            found(&HashSet::from([n(), n()])),
            (1, 0),
            "a set holds it once"
        );
        assert_eq!(found(&HashMap::from([(n(), j())])), (1, 1));
        assert_eq!(found(&BTreeMap::from([(1, n()), (2, n())])), (2, 0));
        assert_eq!(found(&BTreeSet::from([1, 2])), (0, 0));
        assert_eq!(found(&BinaryHeap::from([1, 2])), (0, 0));
        assert_eq!(found(&(n(), j(), 1, "x", vec![n()], Cell::new(1))), (2, 1));
        assert_eq!(found(&(n(),)), (1, 0));
        assert_eq!(
            found(&node.downgrade()),
            (0, 0),
            "a weak reference is no edge"
        );
        assert_eq!(found(&PhantomData::<Ref<Node>>), (0, 0));
        assert_eq!(node.strong_count(), 1);
    });
}

#[test]
fn what_can_hold_edges_is_known_at_compile_time() {
    const {
        assert!(<Vec<Ref<Node>> as Trace>::EDGES);
        assert!(<Option<RawJsRef> as Trace>::EDGES);
        assert!(<HashMap<u32, Box<Ref<Node>>> as Trace>::EDGES);
        assert!(<(u8, RefCell<Option<Ref<Node>>>) as Trace>::EDGES);
        assert!(<Result<u8, Ref<Node>> as Trace>::EDGES);
        assert!(!<Vec<String> as Trace>::EDGES);
        assert!(!<Option<Weak<Node>> as Trace>::EDGES);
        assert!(!<PhantomData<Ref<Node>> as Trace>::EDGES);
        assert!(!<(u8, String, [f64; 3]) as Trace>::EDGES);
    }
}

#[test]
fn an_object_shows_the_edges_of_all_its_parts() {
    on_fresh_heap(|| {
        let (home, friend) = (Ref::new(Node::new("home")), Ref::new(Node::new("friend")));
        let mut puppy = Puppy::new("Rex", 1);
        puppy.base.base.home = Some(home.clone());
        puppy.base.friend = Some(friend.clone());
        let animal: Ref<Animal> = Ref::new(puppy).upcast().unwrap();
        assert_eq!(
            found_in(&*animal.erased()).unwrap().objects,
            [address(&home), address(&friend)]
        );
    });
}

#[test]
fn a_value_that_is_being_changed_shows_nothing() {
    on_fresh_heap(|| {
        let node = Ref::new(Node::new("a").linked(Some(Ref::new(Node::new("next")))));
        let erased = node.erased();
        let guard = node.borrow_mut();
        assert!(found_in(&*erased).is_none());
        drop(guard);
        let guard = node.borrow();
        assert_eq!(
            found_in(&*erased).unwrap().objects.len(),
            1,
            "reading does not hide it"
        );
        drop(guard);

        let cell = RefCell::new(node.clone());
        let guard = cell.borrow_mut();
        assert_eq!(found(&cell), (0, 0));
        drop(guard);
    });
}

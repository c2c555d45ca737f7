//! The usual way of small methods, and what is left to the general one.

#[cfg(feature = "slices")]
use handfast_runtime::Budget;
use handfast_runtime::{Error, Heap, Holder, Object, Ref};

use crate::inheritance::{Animal, Dog};
use crate::support::{Counter, Node, on_fresh_heap};

const READER: &&str = &"Text.length";
const WRITER: &&str = &"Text.push";

fn exposed<T: Object>(value: T) -> (Ref<T>, f64) {
    let object = Ref::new(value);
    let handle = Heap::expose(&object).unwrap();
    (object, handle.to_f64())
}

fn length(number: f64) -> Option<usize> {
    Heap::with_exact(number, READER, String::len)
}

fn push(number: f64) -> Option<()> {
    Heap::with_exact_mut(number, WRITER, |text: &mut String| text.push('b'))
}

#[test]
fn a_current_handle_of_the_class_is_all_it_takes() {
    on_fresh_heap(|| {
        let (text, number) = exposed(String::from("a"));
        assert_eq!((push(number), length(number)), (Some(()), Some(2)));
        assert_eq!((text.borrow().as_str(), text.strong_count()), ("ab", 2));
        Heap::dispose(text.handle().unwrap()).unwrap();
        assert_eq!((push(number), length(number)), (None, None));
        assert_eq!(
            (push(-1.0), length(f64::NAN), length(0.0)),
            (None, None, None)
        );
    });
}

#[test]
fn other_classes_are_left_alone() {
    on_fresh_heap(|| {
        let (number, handle) = exposed(7);
        assert_eq!((push(handle), length(handle)), (None, None));
        Heap::dispose(number.handle().unwrap()).unwrap();

        // One box for the whole chain; its value is a part of a derived one.
        let (dog, handle) = exposed(Dog::new("Rex"));
        assert!(Heap::with_exact(handle, READER, |_: &Animal| ()).is_none());
        assert!(Heap::with_exact_mut(handle, WRITER, |_: &mut Dog| ()).is_none());
        Heap::dispose(dog.handle().unwrap()).unwrap();

        let (animal, handle) = exposed(Animal::new("Tom"));
        assert_eq!(
            Heap::with_exact(handle, READER, |animal: &Animal| animal.name.len()),
            Some(3)
        );
        assert!(Heap::with_exact(handle, READER, |_: &Dog| ()).is_none());
        Heap::dispose(animal.handle().unwrap()).unwrap();
    });
}

#[test]
fn what_is_borrowed_is_left_to_whoever_names_the_holder() {
    on_fresh_heap(|| {
        let (text, number) = exposed(String::from("a"));
        let reading = text.try_borrow_for(READER).unwrap();
        assert_eq!((push(number), length(number)), (None, Some(1)));
        drop(reading);
        let writing = text.try_borrow_mut_for(WRITER).unwrap();
        assert_eq!((push(number), length(number)), (None, None));
        drop(writing);
        assert_eq!((push(number), length(number)), (Some(()), Some(2)));
        Heap::dispose(text.handle().unwrap()).unwrap();
    });
}

#[test]
fn it_is_a_borrow_like_any_other() {
    on_fresh_heap(|| {
        let (text, number) = exposed(String::from("a"));
        let holds = |error: Error, method| match error {
            Error::Borrowed { holder, .. } | Error::BorrowedMut { holder, .. } => {
                assert_eq!(holder, Holder::Method(method));
            }
            other => panic!("{other}"),
        };
        Heap::with_exact(number, READER, |_: &String| {
            holds(text.try_borrow_mut().unwrap_err(), READER);
            assert_eq!((push(number), length(number)), (None, Some(1)));
            holds(text.try_borrow_mut().unwrap_err(), READER);
        })
        .unwrap();
        Heap::with_exact_mut(number, WRITER, |_: &mut String| {
            holds(text.try_borrow().unwrap_err(), WRITER);
            assert_eq!((push(number), length(number)), (None, None));
        })
        .unwrap();
        assert_eq!((push(number), length(number)), (Some(()), Some(2)));
        Heap::dispose(text.handle().unwrap()).unwrap();
    });
}

#[test]
fn an_object_that_is_disposed_meanwhile_lives_until_the_end() {
    on_fresh_heap(|| {
        let dropped = Counter::default();
        let (node, number) = exposed(Node::dropping(dropped.adder()));
        let handle = node.handle().unwrap();
        drop(node);
        Heap::with_exact_mut(number, WRITER, |node: &mut Node| {
            Heap::dispose(handle).unwrap();
            assert_eq!((node.name, dropped.get()), ("dropping", 0));
        })
        .unwrap();
        assert_eq!(dropped.get(), 1);
    });
}

#[cfg(feature = "slices")]
#[test]
fn a_barrier_is_not_passed_by_an_older_handle() {
    on_fresh_heap(|| {
        let (node, old) = exposed(Node::new("a"));
        let name = || Heap::with_exact_mut(old, WRITER, |node: &mut Node| node.name);
        let handle = node.handle().unwrap();
        Heap::retain(handle).unwrap();
        Heap::dispose(handle).unwrap();
        assert_ne!(Heap::expose(&node).unwrap(), handle);
        assert_eq!(name(), Some("a"));
        let others: Vec<_> = (0..1_000).map(|_| Ref::new(Node::new("b"))).collect();
        assert!(Heap::collect_within(Budget::Work(1)).is_none());
        assert_eq!(name(), None, "a pass is under way that has looked at it");
        assert_eq!(node.borrow_mut().name, "a");
        assert_eq!(name(), Some("a"));
        drop(others);
        Heap::release(handle).unwrap();
        Heap::dispose(node.handle().unwrap()).unwrap();
        Heap::collect();
    });
}

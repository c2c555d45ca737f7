//! Borrowing, and who is named when it is refused.

use handfast_runtime::{Borrow, BorrowMut, Error, Holder, Ref};

use crate::support::on_fresh_heap;

const READER: &&str = &"Text.read";
const OTHER_READER: &&str = &"Text.peek";
const WRITER: &&str = &"Text.write";

fn borrowed(holder: Holder) -> Error {
    Error::Borrowed {
        class: "String",
        holder,
    }
}

#[test]
fn a_conflict_names_the_method_that_holds_the_borrow() {
    on_fresh_heap(|| {
        let text = Ref::new(String::from("a"));
        let reading = text.try_borrow_for(READER).unwrap();
        assert_eq!(
            text.try_borrow_mut().unwrap_err(),
            borrowed(Holder::Method(READER))
        );
        assert_eq!(
            text.try_borrow_mut().unwrap_err().to_string(),
            "String is borrowed by Text.read, so it cannot be changed now; change it after that call returns"
        );
        drop(reading);

        let mut writing = text.try_borrow_mut_for(WRITER).unwrap();
        writing.push('b');
        let expected = Error::BorrowedMut {
            class: "String",
            holder: Holder::Method(WRITER),
        };
        assert_eq!(text.try_borrow().unwrap_err(), expected);
        assert_eq!(text.try_borrow_mut().unwrap_err(), expected);
        drop(writing);
        assert_eq!(*text.borrow(), "ab");
    });
}

#[test]
fn a_conflict_names_the_line_that_holds_the_borrow() {
    on_fresh_heap(|| {
        let text = Ref::new(String::from("a"));
        let (line, _reading) = (line!(), text.borrow());
        let Error::Borrowed {
            holder: Holder::Code(location),
            ..
        } = text.try_borrow_mut().unwrap_err()
        else {
            panic!("expected a conflict with a line of code");
        };
        assert_eq!((location.file(), location.line()), (file!(), line));
    });
}

/// A getter that ran, and returned, inside a longer borrow is not who holds it.
#[test]
fn a_borrow_that_ended_is_not_named() {
    on_fresh_heap(|| {
        let text = Ref::new(String::from("a"));
        let outer = text.try_borrow_for(READER).unwrap();
        drop(text.try_borrow_for(OTHER_READER).unwrap());
        assert_eq!(
            text.try_borrow_mut().unwrap_err(),
            borrowed(Holder::Method(READER))
        );
        drop(Borrow::map(
            text.try_borrow_for(OTHER_READER).unwrap(),
            |text| text.as_str(),
        ));
        assert_eq!(
            text.try_borrow_mut().unwrap_err(),
            borrowed(Holder::Method(READER))
        );
        drop(outer);
        assert!(text.try_borrow_mut().is_ok());
    });
}

/// Two calls of async methods can overlap without one being inside the other.
#[test]
fn of_two_overlapping_borrows_the_remaining_one_is_named() {
    on_fresh_heap(|| {
        let text = Ref::new(String::from("a"));
        let first = text.try_borrow_for(READER).unwrap();
        let second = text.try_borrow_for(OTHER_READER).unwrap();
        drop(first);
        assert_eq!(
            text.try_borrow_mut().unwrap_err(),
            borrowed(Holder::Method(OTHER_READER))
        );
        drop(second);

        let first = text.try_borrow_for(READER).unwrap();
        let second = text.try_borrow_for(READER).unwrap();
        drop(first);
        assert_eq!(
            text.try_borrow_mut().unwrap_err(),
            borrowed(Holder::Method(READER))
        );
        drop(second);
    });
}

#[test]
fn a_refused_borrow_changes_nothing() {
    on_fresh_heap(|| {
        let text = Ref::new(String::from("a"));
        let reading = text.try_borrow_for(READER).unwrap();
        assert!(text.try_borrow_mut_for(WRITER).is_err());
        assert_eq!(
            text.try_borrow_mut().unwrap_err(),
            borrowed(Holder::Method(READER))
        );
        drop(reading);
        let writing = text.try_borrow_mut_for(WRITER).unwrap();
        assert!(text.try_borrow_for(READER).is_err());
        assert!(text.try_borrow_mut_for(READER).is_err());
        assert_eq!(
            text.try_borrow().unwrap_err(),
            Error::BorrowedMut {
                class: "String",
                holder: Holder::Method(WRITER)
            }
        );
        drop(writing);
    });
}

#[test]
fn many_may_read_at_once() {
    on_fresh_heap(|| {
        let text = Ref::new(String::from("a"));
        let guards: Vec<_> = (0..10).map(|_| text.borrow()).collect();
        assert!(guards.iter().all(|guard| **guard == "a"));
        drop(guards);
        text.borrow_mut().push('b');
        assert_eq!(*text.borrow(), "ab");
    });
}

#[test]
fn a_narrowed_borrow_still_holds_the_object() {
    on_fresh_heap(|| {
        let list = Ref::new(vec![1, 2, 3]);
        let last = Borrow::map(list.borrow(), |list| &list[2]);
        assert_eq!(*last, 3);
        assert!(list.try_borrow_mut().is_err());
        drop(last);
        let mut first = BorrowMut::map(list.borrow_mut(), |list| &mut list[0]);
        *first = 7;
        assert!(list.try_borrow().is_err());
        drop(first);
        assert_eq!(*list.borrow(), [7, 2, 3]);
    });
}

/// A guard that is leaked blocks the value for ever, but not the object.
#[test]
fn a_leaked_guard_does_not_leak_the_object() {
    on_fresh_heap(|| {
        let text = Ref::new(String::from("a"));
        std::mem::forget(text.try_borrow_mut_for(WRITER));
        assert!(text.try_borrow().is_err());
        assert!(Ref::try_unwrap(text).is_err());
    });
}

/// `borrow` and `borrow_mut` say where they were called, not where this crate panics.
#[test]
fn a_panic_names_the_callers_line() {
    use std::cell::Cell;
    use std::panic;

    thread_local! {
        static LINE: Cell<u32> = const { Cell::new(0) };
    }
    on_fresh_heap(|| {
        let default = panic::take_hook();
        panic::set_hook(Box::new(move |info| match info.location() {
            Some(location) if location.file() == file!() => LINE.set(location.line()),
            _ => default(info),
        }));
        let text = Ref::new(String::from("a"));
        let writing = text.borrow_mut();
        let line = line!() + 1;
        let outcome = panic::catch_unwind(panic::AssertUnwindSafe(|| drop(text.borrow())));
        assert!(outcome.is_err());
        assert_eq!(LINE.get(), line);
        let line = line!() + 1;
        let outcome = panic::catch_unwind(panic::AssertUnwindSafe(|| drop(text.borrow_mut())));
        assert!(outcome.is_err());
        assert_eq!(LINE.get(), line);
        drop(writing);
    });
}

/// Who changes a value on behalf of a function is named by it; who only reads one need not say who it is.
#[test]
fn a_function_holds_a_borrow_and_nobody_does() {
    on_fresh_heap(|| {
        let name = || "app::listen";
        let text = Ref::new(String::from("a"));
        let writing = text.try_borrow_mut_as(Holder::Function(name)).unwrap();
        let error = text.try_read().unwrap_err();
        assert_eq!(
            error,
            Error::BorrowedMut {
                class: "String",
                holder: Holder::Function(name)
            }
        );
        assert!(error.message().contains("changed by app::listen,"));
        assert_ne!(Holder::Function(name), Holder::Nobody);
        drop(writing);
        let reading = text.try_read().unwrap();
        assert_eq!(*reading, "a");
        assert!(text.try_borrow_mut().is_err());
        assert_eq!(*text.borrow(), "a");
        drop(reading);
        assert_eq!(*text.try_borrow_as(Holder::Function(name)).unwrap(), "a");
        text.borrow_mut().push('b');
    });
}

//! The kit finds what it promises to find.

use std::panic;

use handfast_proptests::{Pool, check};
use handfast_runtime::{Object, RawJsRef, Ref, Trace, Tracer, Weak};
use proptest::prelude::*;

/// What [`check()`] says about a type: the first line of its panic, or nothing.
fn verdict<T: Object>(apply: impl Fn(&mut Pool<T>, usize) + Sync + panic::RefUnwindSafe) -> String {
    let outcome = panic::catch_unwind(|| check::<T, usize>(any::<usize>(), &apply));
    match outcome {
        Ok(()) => String::new(),
        Err(panic) => panic
            .downcast_ref::<String>()
            .map_or("no text", |text| text.lines().next().unwrap_or_default())
            .to_owned(),
    }
}

/// An object with edges of each kind, and a choice of which of them `trace` shows.
macro_rules! node {
    ($name:ident, edges $edges:literal, |$node:ident, $tracer:ident| $trace:expr) => {
        #[derive(Default)]
        struct $name {
            children: Vec<Ref<$name>>,
            others: Vec<Ref<String>>,
            parent: Weak<$name>,
            js: Option<RawJsRef>,
        }
        impl Trace for $name {
            const EDGES: bool = $edges;
            fn trace(&self, $tracer: &mut Tracer<'_>) {
                let $node = self;
                $trace;
            }
        }
        handfast_runtime::object!($name);
        impl $name {
            /// Makes, links and unlinks.
            fn step(pool: &mut Pool<$name>, seed: usize) {
                let parent = pool.pick(seed / 4);
                match (seed % 4, parent) {
                    (0, Some(parent)) => {
                        let child = pool.add($name {
                            parent: parent.downgrade(),
                            ..$name::default()
                        });
                        parent.borrow_mut().children.push(child);
                    }
                    (1, Some(object)) => {
                        let parent = object.borrow().parent.upgrade();
                        parent
                            .unwrap_or(object)
                            .borrow_mut()
                            .others
                            .push(Ref::new(String::new()));
                    }
                    (2, Some(parent)) => {
                        let value = pool.js_value();
                        parent.borrow_mut().js = Some(value);
                    }
                    (3, Some(parent)) => {
                        let gone = std::mem::take(&mut *parent.borrow_mut());
                        drop(gone);
                    }
                    _ => drop(pool.add($name::default())),
                }
            }
        }
    };
}

#[test]
fn a_good_type_passes() {
    node!(Good, edges true, |node, tracer| {
        node.children.trace(tracer);
        node.others.trace(tracer);
        node.parent.trace(tracer);
        node.js.trace(tracer);
    });
    assert_eq!(verdict(Good::step), "");
}

#[test]
fn a_forgotten_edge() {
    node!(Forgets, edges true, |node, tracer| {
        node.others.trace(tracer);
        node.js.trace(tracer);
    });
    let verdict = verdict(Forgets::step);
    assert!(
        verdict.contains("of class Forgets has ") && verdict.ends_with("some edge is not traced"),
        "{verdict}"
    );
}

#[test]
fn a_forgotten_edge_to_an_object_that_the_test_does_not_know() {
    node!(Hides, edges true, |node, tracer| {
        node.children.trace(tracer);
        node.js.trace(tracer);
    });
    let verdict = verdict(Hides::step);
    assert!(
        verdict.contains("objects, but tracing leads to")
            && verdict.ends_with("some edge is not traced"),
        "{verdict}"
    );
}

#[test]
fn a_forgotten_js_ref() {
    node!(Deaf, edges true, |node, tracer| {
        node.children.trace(tracer);
        node.others.trace(tracer);
    });
    let verdict = verdict(Deaf::step);
    assert!(
        verdict.contains("the JS ref in slot") && verdict.ends_with("some edge is not traced"),
        "{verdict}"
    );
}

#[test]
fn an_edge_shown_twice() {
    node!(Stutters, edges true, |node, tracer| {
        node.children.trace(tracer);
        node.others.trace(tracer);
        node.js.trace(tracer);
        if let Some(first) = node.children.first() {
            first.trace(tracer);
        }
    });
    let verdict = verdict(Stutters::step);
    assert!(verdict.ends_with("some edge is traced twice"), "{verdict}");
}

#[test]
fn a_constant_that_denies_the_edges() {
    node!(Denies, edges false, |node, tracer| {
        node.children.trace(tracer);
        node.others.trace(tracer);
        node.js.trace(tracer);
    });
    let verdict = verdict(Denies::step);
    assert!(
        verdict.ends_with("`EDGES` of Denies is false, but it has edges"),
        "{verdict}"
    );
}

struct Circle {
    next: Option<Ref<Circle>>,
}

impl Trace for Circle {
    const EDGES: bool = true;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.next.trace(tracer);
    }
}
handfast_runtime::object!(Circle);

#[test]
fn a_circle() {
    let verdict = verdict::<Circle>(|pool, seed| {
        let object = pool.add(Circle { next: None });
        let next = pool.pick(seed);
        object.borrow_mut().next = next;
    });
    assert_eq!(verdict, "", "the collector frees it");
}

#[test]
fn a_reference_kept_elsewhere() {
    thread_local! {
        static ELSEWHERE: std::cell::RefCell<Vec<Ref<Circle>>> = const { std::cell::RefCell::new(Vec::new()) };
    }
    let verdict = verdict::<Circle>(|pool, _| {
        let object = pool.add(Circle { next: None });
        ELSEWHERE.with_borrow_mut(|elsewhere| elsewhere.push(object));
    });
    assert!(
        verdict.contains("object 0 of class Circle has 2 strong references, but only 1 are known"),
        "{verdict}"
    );
}

#[test]
fn a_guard_that_is_not_given_back() {
    let verdict = verdict::<Circle>(|pool, _| {
        let object = pool.add(Circle { next: None });
        std::mem::forget(object.borrow_mut());
    });
    assert!(
        verdict.ends_with("a Circle is still being changed after the step"),
        "{verdict}"
    );
}

#[test]
fn a_step_that_panics() {
    let verdict = verdict::<Circle>(|pool, _| {
        let object = pool.add(Circle { next: None });
        let _first = object.borrow_mut();
        drop(object.borrow());
    });
    assert!(
        verdict.starts_with("panicked: Circle is being changed by "),
        "{verdict}"
    );
}

/// Objects of other types are accounted for when they are watched, also by a trait.
#[test]
fn other_types() {
    trait Named {}
    handfast_runtime::dyn_object!(Named);
    impl Named for Circle {}
    let apply = |watch: bool| {
        move |pool: &mut Pool<Circle>, seed: usize| {
            let text = Ref::new(String::from("text"));
            if watch {
                pool.watch(&text);
            }
            let named: Ref<dyn Named> = pool
                .add(Circle {
                    next: pool.pick(seed),
                })
                .into_dyn();
            pool.watch(&named);
        }
    };
    assert_eq!(verdict(apply(true)), "");
    assert_eq!(verdict(apply(false)), "", "it was dropped in its step");
}

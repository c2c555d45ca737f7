//! Scopes: what is on the stack, when it goes, and in how many calls.

use handfast_runtime::{Error, Heap, RawLocal, RawScope};

use crate::support::{TestHost, catch_expected, on_fresh_heap, panic_as_expected};

impl TestHost {
    /// A local with a value behind it.
    fn put<'s>(&self, scope: &'s RawScope) -> Result<RawLocal<'s>, Error> {
        let local = scope.reserve()?;
        self.fill(local);
        Ok(local)
    }

    fn fill(&self, local: RawLocal<'_>) {
        assert!(self.held.borrow_mut().insert(local.slot()), "in use");
    }
}

fn locals() -> u32 {
    Heap::stats().locals
}

#[test]
fn a_scope_takes_back_what_was_put_into_it_in_one_call() {
    on_fresh_heap(|| {
        let host = TestHost::install();
        let held = host.hold().unwrap();
        RawScope::with(|scope| {
            let slots: Vec<_> = (0..300).map(|_| host.put(scope).unwrap().slot()).collect();
            assert!(!slots.contains(&held.slot()));
            assert_eq!((locals(), Heap::stats().js_refs), (300, 1));
            assert!(!Heap::stats().is_empty());
        });
        assert_eq!(*host.batches.borrow(), [300]);
        assert_eq!(host.held.borrow().len(), 1);
        assert_eq!((locals(), Heap::stats().peak_locals), (0, 300));
        RawScope::with(|_| ());
        assert_eq!(host.batches.borrow().len(), 1, "there was nothing to clear");
    });
}

#[test]
fn a_million_temporaries_use_the_same_slots() {
    let (rounds, each) = if cfg!(miri) { (20, 10) } else { (1_000, 1_000) };
    on_fresh_heap(move || {
        let host = TestHost::install();
        let mut highest = 0;
        for _ in 0..rounds {
            RawScope::with(|scope| {
                for _ in 0..each {
                    highest = highest.max(host.put(scope).unwrap().slot());
                }
            });
        }
        assert_eq!(Heap::stats().peak_locals, each);
        assert!(highest <= 1_024, "slots up to {highest}");
        assert_eq!(Heap::stats().peak_js_refs, 0);
    });
}

#[test]
fn scopes_nest() {
    on_fresh_heap(|| {
        let host = TestHost::install();
        RawScope::with(|outer| {
            let first = host.put(outer).unwrap();
            let inside = RawScope::with(|inner| {
                host.put(inner).unwrap();
                host.put(inner).unwrap();
                locals()
            });
            assert_eq!((inside, locals()), (3, 1));
            assert!(host.held.borrow().contains(&first.slot()));
            host.put(outer).unwrap();
            assert_eq!(locals(), 2);
        });
        assert_eq!(*host.batches.borrow(), [2, 2]);
    });
}

/// What is put into an outer scope must not go with the inner one.
#[test]
fn an_outer_scope_can_be_used_while_an_inner_one_is_open() {
    on_fresh_heap(|| {
        let host = TestHost::install();
        RawScope::with(|outer| {
            let late = RawScope::with(|inner| {
                host.put(inner).unwrap();
                let late = host.put(outer).unwrap();
                host.put(inner).unwrap();
                assert_eq!((locals(), Heap::stats().js_refs), (2, 1));
                late
            });
            assert_eq!((locals(), Heap::stats().js_refs), (0, 1));
            assert_eq!(*host.held.borrow(), [late.slot()].into());
            host.put(outer).unwrap();
        });
        assert_eq!((locals(), Heap::stats().js_refs), (0, 0));
    });
}

#[test]
fn an_early_return_and_a_panic_close_scopes() {
    on_fresh_heap(|| {
        let host = TestHost::install();
        let refused = RawScope::with(|scope| {
            host.put(scope)?;
            Heap::handle(-1.0)?;
            host.put(scope)
                .map(|_| unreachable!("-1 is the handle of nothing"))
        });
        assert_eq!((refused, locals()), (Err::<(), _>(Error::Disposed), 0));

        RawScope::with(|outer| {
            host.put(outer).unwrap();
            catch_expected(|| {
                RawScope::with(|scope| {
                    host.put(scope).unwrap();
                    scope.escapable(|inner| {
                        host.put(inner.scope()).unwrap();
                        panic_as_expected();
                    });
                });
            });
            assert_eq!(locals(), 1);
            host.put(outer).unwrap();
            assert_eq!((locals(), Heap::stats().js_refs), (2, 0));
        });
        assert!(host.held.borrow().is_empty());
    });
}

#[test]
fn one_value_escapes() {
    on_fresh_heap(|| {
        let host = TestHost::install();
        RawScope::with(|outer| {
            let below = host.put(outer).unwrap();
            let escaped = outer.escapable(|scope| {
                host.put(scope.scope()).unwrap();
                host.put(scope.scope()).unwrap();
                let escaped = scope.escape().unwrap();
                host.fill(escaped);
                escaped
            });
            assert_eq!(
                *host.held.borrow(),
                [below.slot(), escaped.slot()].into(),
                "the others are gone"
            );
            assert_eq!(locals(), 2);
            let next = host.put(outer).unwrap();
            assert_ne!(next.slot(), escaped.slot());
        });
        assert_eq!(*host.batches.borrow(), [2, 3]);
    });
}

#[test]
fn if_nothing_escapes_no_place_is_lost() {
    on_fresh_heap(|| {
        let host = TestHost::install();
        RawScope::with(|outer| {
            for _ in 0..10 {
                outer.escapable(|scope| host.put(scope.scope()).map(drop).unwrap());
                outer.escapable(|_| ());
            }
            assert_eq!((locals(), Heap::stats().peak_locals), (0, 2));
        });
    });
}

#[test]
fn a_value_escapes_from_a_scope_that_was_not_opened_in_the_innermost_one() {
    on_fresh_heap(|| {
        let host = TestHost::install();
        RawScope::with(|outer| {
            let escaped = RawScope::with(|middle| {
                host.put(middle).unwrap();
                outer.escapable(|scope| {
                    host.put(scope.scope()).unwrap();
                    let escaped = scope.escape().unwrap();
                    host.fill(escaped);
                    escaped
                })
            });
            assert_eq!(*host.held.borrow(), [escaped.slot()].into());
        });
    });
}

#[test]
fn the_stack_has_a_cap() {
    on_fresh_heap(|| {
        let host = TestHost::install();
        Heap::set_local_capacity(2);
        RawScope::with(|outer| {
            host.put(outer).unwrap();
            RawScope::with(|scope| {
                host.put(scope).unwrap();
                let full = host.put(scope).unwrap_err();
                assert_eq!(full, Error::TableFull { capacity: 2 });
                // There is room among the JS refs.
                let escaped = scope.escapable(|inner| {
                    assert_eq!(host.put(inner.scope()).unwrap_err(), full);
                    let escaped = inner.escape().unwrap();
                    host.fill(escaped);
                    escaped
                });
                assert!(host.held.borrow().contains(&escaped.slot()));
            });
            host.put(outer).unwrap();
        });
    });
}

#[test]
fn without_a_host_there_is_no_stack() {
    on_fresh_heap(|| {
        RawScope::with(|scope| {
            assert_eq!(scope.reserve().unwrap_err(), Error::NoHost);
            assert_eq!(
                scope.escapable(|inner| inner.escape().unwrap_err()),
                Error::NoHost
            );
        });
    });
}

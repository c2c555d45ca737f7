//! The simulated heap behaves as engines do.

use std::panic;
use std::rc::Rc;
use std::thread;

use handfast_proptests::{Settings, SimHost};
use handfast_runtime::{Error, Heap, Host, Ref};

/// Runs a test with a heap of its own, which must be empty at last.
pub(crate) fn simulate(settings: Settings, test: impl FnOnce(&Rc<SimHost>) + Send + 'static) {
    let outcome = thread::spawn(move || {
        let sim = SimHost::install(settings);
        test(&sim);
        sim.unroot_all();
        sim.settle();
        assert!(sim.is_empty() && Heap::stats().is_empty());
    });
    if let Err(panic) = outcome.join() {
        panic::resume_unwind(panic);
    }
}

fn large_nursery() -> Settings {
    Settings {
        nursery: 100,
        ..Settings::default()
    }
}

/// Drops the only variable that refers to an object.
fn forget(sim: &SimHost, id: handfast_proptests::JsId) {
    assert!(sim.unroot(id));
}

#[test]
fn what_cannot_be_reached_dies() {
    simulate(Settings::default(), |sim| {
        let [a, b, c, d] = [(); 4].map(|()| sim.object());
        sim.link(a, b);
        sim.link(b, c);
        sim.link(c, b);
        for id in [b, c, d] {
            forget(sim, id);
        }
        assert_eq!(sim.collect(), 1, "only d");
        assert!(sim.exists(c) && !sim.exists(d));
        assert!(sim.unlink(a, 0));
        assert_eq!(sim.collect(), 2, "a circle keeps nothing");
        assert!(sim.exists(a) && !sim.unroot(d));
    });
}

#[test]
fn values_held_by_rust_live() {
    simulate(Settings::default(), |sim| {
        let value = sim.object();
        let held = sim.hold(value).unwrap();
        forget(sim, value);
        sim.collect();
        assert!(sim.exists(value));
        assert_eq!(sim.value(held.slot()), Some(value));
        drop(held);
        sim.collect();
        assert!(sim.exists(value), "the decref waits");
        sim.end_turn();
        sim.collect();
        assert!(!sim.exists(value));
    });
}

/// Whatever a `WeakRef` was made or read of lives until the turn ends.
#[test]
fn weak_references_keep_for_a_turn() {
    simulate(Settings::default(), |sim| {
        let value = sim.object();
        let weak = sim.weak_ref(value);
        forget(sim, value);
        assert_eq!(sim.collect(), 0);
        sim.end_turn();
        assert_eq!(sim.deref(weak), Some(value));
        forget(sim, value);
        assert_eq!(sim.collect(), 0);
        sim.end_turn();
        assert_eq!(sim.collect(), 1);
        assert_eq!(sim.deref(weak), None);
    });
}

#[test]
fn finalizers_come_late_and_in_any_order() {
    simulate(Settings::default(), |sim| {
        let wrappers: Vec<_> = (0..3)
            .map(|i| sim.wrap(&Ref::new(i), false).unwrap())
            .collect();
        let handles: Vec<_> = wrappers
            .iter()
            .map(|&wrapper| sim.number(wrapper, false).unwrap())
            .collect();
        sim.end_turn();
        wrappers
            .into_iter()
            .for_each(|wrapper| forget(sim, wrapper));
        assert_eq!((sim.collect(), sim.finalizers()), (3, 3));
        sim.finalize(1);
        let alive: Vec<_> = handles
            .iter()
            .map(|&number| Heap::handle(number).is_ok_and(Heap::is_alive))
            .collect();
        assert_eq!(alive.iter().filter(|alive| **alive).count(), 2);
        // A new object gets the place of the one that went; the finalizers to come are none of its business.
        let newcomer = sim.wrap(&Ref::new(9), false).unwrap();
        sim.finalize(0);
        sim.finalize(0);
        assert_eq!((sim.finalizers(), Heap::stats().handles), (0, 1));
        assert!(
            sim.number(newcomer, false)
                .is_some_and(|number| Heap::resolve_number::<i32>(number).is_ok())
        );
    });
}

#[test]
fn the_nursery_keeps_until_it_is_flushed() {
    simulate(large_nursery(), |sim| {
        let wrapper = sim.wrap(&Ref::new(1), false).unwrap();
        forget(sim, wrapper);
        assert_eq!(sim.collect(), 0);
        sim.end_turn();
        assert_eq!((sim.collect(), sim.finalizers()), (1, 1));
    });
}

/// Disposed in the turn in which it was made: the engine never heard of it.
#[test]
fn a_short_life_needs_no_finalizer() {
    simulate(large_nursery(), |sim| {
        let wrapper = sim.wrap(&Ref::new(1), false).unwrap();
        assert!(sim.dispose(wrapper));
        assert!(!sim.dispose(wrapper));
        assert_eq!(sim.number(wrapper, false), Some(-1.0));
        assert_eq!(Heap::stats().handles, 0);
        sim.end_turn();
        forget(sim, wrapper);
        assert_eq!((sim.collect(), sim.finalizers()), (1, 0));
    });
}

#[test]
fn the_same_object_is_the_same_wrapper() {
    simulate(large_nursery(), |sim| {
        let object = Ref::new(vec![Ref::new(1)]);
        let wrapper = sim.wrap(&object, true).unwrap();
        assert_eq!(sim.wrap(&object, true), Ok(wrapper));
        sim.end_turn();
        assert_eq!(sim.wrap(&object, true), Ok(wrapper));
        // Dead, but not reported: the next one is another, and the report of the first leaves it alone.
        for _ in 0..3 {
            forget(sim, wrapper);
        }
        sim.end_turn();
        assert_eq!(sim.collect(), 1);
        let second = sim.wrap(&object, true).unwrap();
        assert_ne!(second, wrapper);
        sim.end_turn();
        sim.finalize(0);
        sim.sweep();
        assert_eq!(
            sim.number(second, false),
            object.handle().map(|handle| handle.to_f64())
        );
        assert_eq!(sim.wrap(&object, true), Ok(second));
    });
}

/// Without the wish for identity a flushed wrapper cannot be found; both share the handle, and it goes with the last.
#[test]
fn two_wrappers_of_one_handle() {
    simulate(large_nursery(), |sim| {
        let object = Ref::new(1);
        let first = sim.wrap(&object, false).unwrap();
        sim.end_turn();
        let second = sim.wrap(&object, false).unwrap();
        assert_ne!(first, second);
        sim.end_turn();
        forget(sim, first);
        sim.end_turn();
        sim.collect();
        sim.finalize(0);
        assert!(object.handle().is_some(), "the second is alive");
        forget(sim, second);
        sim.end_turn();
        sim.collect();
        sim.finalize(0);
        assert!(object.handle().is_none());
    });
}

/// What Rust was shown as a reference it can return, also if its class did not ask for that.
#[test]
fn an_argument_becomes_findable() {
    simulate(large_nursery(), |sim| {
        let object = Ref::new(1);
        let wrapper = sim.wrap(&object, false).unwrap();
        sim.end_turn();
        sim.number(wrapper, true);
        assert_eq!(sim.wrap(&object, false), Ok(wrapper));
    });
}

#[test]
fn without_finalizers_the_sweep_releases() {
    simulate(
        Settings {
            finalizers: false,
            ..Settings::default()
        },
        |sim| {
            let wrapper = sim.wrap(&Ref::new(1), false).unwrap();
            sim.end_turn();
            forget(sim, wrapper);
            sim.sweep();
            assert_eq!(
                (sim.collect(), Heap::stats().objects),
                (0, 1),
                "reading its `WeakRef` keeps it for this turn"
            );
            sim.end_turn();
            assert_eq!(
                (sim.collect(), sim.finalizers(), Heap::stats().objects),
                (1, 0, 1)
            );
            sim.sweep();
            assert_eq!(Heap::stats().objects, 0);
            assert_eq!(sim.take_given_up().len(), 1);
        },
    );
}

#[test]
fn what_rust_took_is_disposed() {
    simulate(large_nursery(), |sim| {
        let object = Ref::new(String::from("mine"));
        let wrapper = sim.wrap(&object, true).unwrap();
        let handle = object.handle().unwrap();
        assert!(Heap::take(object).is_ok_and(|value| value == "mine"));
        sim.forget(handle);
        assert_eq!(sim.number(wrapper, false), Some(-1.0));
        assert_eq!(sim.registered(), 0);
    });
}

#[test]
fn a_full_table_refuses_on_both_sides() {
    simulate(Settings::default(), |sim| {
        Heap::set_handle_capacity(0);
        Heap::set_js_ref_capacity(0);
        assert_eq!(
            sim.wrap(&Ref::new(1), true),
            Err(Error::TableFull { capacity: 0 })
        );
        let value = sim.object();
        assert_eq!(
            sim.hold(value).map(drop),
            Err(Error::TableFull { capacity: 0 })
        );
    });
}

/// A slot that is cleared twice is a mistake of the runtime.
#[test]
fn the_table_notices_misuse() {
    simulate(Settings::default(), |sim| {
        let first = sim.reserve_slots(1);
        assert!(first > 0);
        let cleared = panic::catch_unwind(panic::AssertUnwindSafe(|| sim.decref_many(&[first])));
        assert!(cleared.is_err());
    });
}

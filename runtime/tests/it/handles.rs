//! Handles over a long life: generations, retirement, reuse, salts, forgeries.

use std::collections::HashSet;
use std::thread;

use handfast_runtime::{Error, Handle, Heap, Ref};

use crate::support::{TestHost, on_fresh_heap};

const GENERATIONS: u32 = 1 << 20;

fn expose(value: i64) -> Handle {
    Heap::expose(&Ref::new(value)).unwrap()
}

/// The real limit. Miri would need minutes for it; there the same code is tested with a small limit, below
/// `heap/entries.rs`.
#[test]
fn a_slot_is_retired_after_its_last_generation() {
    on_fresh_heap(|| {
        let uses = if cfg!(miri) { 150 } else { GENERATIONS };
        let first = expose(0);
        Heap::dispose(first).unwrap();
        for i in 1..uses {
            let handle = expose(i.into());
            assert_eq!((handle.index(), handle.generation()), (first.index(), i));
            Heap::dispose(handle).unwrap();
        }
        let retired = u32::from(uses == GENERATIONS);
        assert_eq!(Heap::stats().retired, retired);
        let next = expose(0);
        assert_eq!(
            next.index() != first.index(),
            uses == GENERATIONS,
            "a used-up slot is never used again"
        );
        // Every number that the slot ever had is stale; some samples.
        for generation in [0, 1, 2, uses / 2, uses - 1] {
            let number = first.to_f64() + f64::from(generation) * 4_294_967_296.0;
            assert_eq!(
                Heap::resolve_number::<i64>(number).map(drop),
                Err(Error::StaleHandle)
            );
            let handle = Heap::handle(number).unwrap();
            assert!(!Heap::is_alive(handle) && !Heap::finalize(handle));
            assert_eq!(Heap::retain(handle), Err(Error::StaleHandle));
        }
        Heap::dispose(next).unwrap();
        assert_eq!(Heap::stats().retired, retired);
    });
}

/// After millions of allocations in changing order no number comes twice.
#[test]
fn no_number_is_given_out_twice() {
    on_fresh_heap(|| {
        let rounds = if cfg!(miri) { 5 } else { 20_000 };
        let mut seen = HashSet::new();
        let mut live = Vec::new();
        // A small generator of the kind that any textbook has; the order only has to be mixed up.
        let mut random = 1u64;
        for _ in 0..rounds {
            for _ in 0..100 {
                random = random
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                if live.len() < 60 || random >> 63 == 0 && live.len() < 200 {
                    let handle = expose(live.len() as i64);
                    assert!(
                        seen.insert(handle.to_f64().to_bits()),
                        "{handle:?} was given out twice"
                    );
                    live.push(handle);
                } else {
                    let handle = live.swap_remove((random >> 33) as usize % live.len());
                    Heap::dispose(handle).unwrap();
                    assert_eq!(Heap::dispose(handle), Err(Error::StaleHandle));
                }
            }
        }
        for handle in live {
            Heap::dispose(handle).unwrap();
        }
    });
}

#[test]
fn forged_numbers_are_refused() {
    on_fresh_heap(|| {
        let object = expose(7);
        let number = object.to_f64();
        let resolve =
            |number: f64| Heap::resolve_number::<i64>(number).map(|value| *value.borrow());
        assert_eq!(resolve(number), Ok(7));
        assert_eq!(resolve(-1.0), Err(Error::Disposed));
        assert_eq!(resolve(0.0), Err(Error::NotAHandle));
        for no_handle in [
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            -2.0,
            -number - 1.0,
            0.5,
            // Where handles are, the spacing of an `f64` is 1.
            number - 4_503_599_627_370_496.0,
            4_294_967_295.0,
            4_503_599_627_370_495.5,
            // Of index 0.
            4_503_603_922_337_792.0,
            -number,
            9_007_199_254_740_992.0,
            1_152_921_504_606_846_976.0,
            1e300,
            f64::MIN_POSITIVE,
        ] {
            assert_eq!(resolve(no_handle), Err(Error::NotAHandle), "{no_handle}");
        }
        for stale in [
            number + 1.0,
            number + 4_294_967_296.0,
            4_503_599_627_370_498.0,
            9_007_199_254_740_991.0,
            4_503_599_627_370_496.0 + 1e9,
        ] {
            assert_eq!(resolve(stale), Err(Error::StaleHandle), "{stale}");
        }
        assert_eq!(
            Heap::resolve_number::<u32>(number).map(drop),
            Err(Error::WrongClass {
                expected: "u32",
                found: "i64"
            })
        );
        Heap::dispose(object).unwrap();
        assert_eq!(resolve(number), Err(Error::StaleHandle));
    });
}

/// Every number that an instance with this salt gives out over its first uses of its first slot.
fn first_handles(salt: u32, uses: u32) -> Vec<f64> {
    thread::spawn(move || {
        let _host = TestHost::install();
        Heap::install(TestHost::install(), salt);
        (0..uses)
            .map(|i| {
                let handle = expose(i.into());
                assert_eq!(
                    *Heap::resolve::<i64>(handle).unwrap().borrow(),
                    i64::from(i)
                );
                Heap::dispose(handle).unwrap();
                handle.to_f64()
            })
            .collect()
    })
    .join()
    .unwrap()
}

/// Instances are numbered from 1, so their salts are neighbours; their handles must not be. A slot that was used
/// once more than the same slot of the other instance would otherwise answer to the other's handle.
#[test]
fn handles_of_neighbouring_instances_do_not_meet() {
    let uses = if cfg!(miri) { 15 } else { 5_000 };
    let mut seen = HashSet::new();
    for salt in 0..8 {
        for number in first_handles(salt, uses) {
            assert!(
                seen.insert(number.to_bits()),
                "instance {salt} gave out a number of another"
            );
        }
    }
}

#[test]
fn a_salt_may_be_any_number() {
    for salt in [
        0,
        1,
        GENERATIONS / 2,
        GENERATIONS - 2,
        GENERATIONS - 1,
        GENERATIONS,
        u32::MAX - 1,
        u32::MAX,
    ] {
        let numbers = first_handles(salt, 20);
        assert!(numbers.iter().all(|&number| {
            Handle::from_f64(number).is_some_and(|handle| handle.to_f64() == number)
        }));
        assert_eq!(
            numbers
                .iter()
                .map(|number| number.to_bits())
                .collect::<HashSet<_>>()
                .len(),
            20
        );
    }
}

/// The whole life of a slot with a salt: every generation once, in the order that the salt gives.
#[test]
fn a_salt_leaves_a_slot_every_generation_once() {
    on_fresh_heap(|| {
        Heap::install(TestHost::install(), 3);
        let uses = if cfg!(miri) { 100 } else { GENERATIONS };
        let first = expose(0);
        Heap::dispose(first).unwrap();
        for i in 1..uses {
            let handle = expose(i.into());
            assert_eq!(handle.generation(), first.generation() ^ i);
            assert!(!Heap::is_alive(first));
            Heap::dispose(handle).unwrap();
        }
        let next = expose(0);
        assert_eq!(next.index() == first.index(), cfg!(miri));
        Heap::dispose(next).unwrap();
    });
}

/// The salt is part of the numbers that JavaScript has, so it cannot change under them.
#[test]
fn a_salt_comes_too_late_after_the_first_handle() {
    on_fresh_heap(|| {
        let before = expose(1);
        Heap::install(TestHost::install(), 77);
        assert_eq!(*Heap::resolve::<i64>(before).unwrap().borrow(), 1);
        Heap::dispose(before).unwrap();
        let after = expose(2);
        assert_eq!(after.generation(), before.generation() + 1);
        Heap::dispose(after).unwrap();
    });
}

//! A sliced pass relies on the state of what it has recorded. Who changes that on behalf of another object is noted, too.

use handfast_proptests::{JsId, SimHost};
use handfast_runtime::{Budget, Heap, Weak};

use super::slices::lengths;
use super::thing::*;

/// Two things that a pass has ceded: `part` has no wrapper and refers to `top`, which has one, and a value that nobody else has.
struct Ceded {
    wrapper: JsId,
    value: JsId,
    top: Weak<Thing>,
    part: Weak<Thing>,
}

fn ceded(sim: &SimHost) -> Ceded {
    let top = thing();
    let part = holding(&[&top]);
    wrap(sim, &holding(&[&part]));
    let ceded = Ceded {
        wrapper: wrap(sim, &top),
        value: value(sim, &top),
        top: top.downgrade(),
        part: part.downgrade(),
    };
    drop((top, part));
    pass(sim);
    ceded
}

/// Rust upgrades one of them and keeps it, which shows at the end of the turn, for every length of the slice before. Then it lets go.
/// There are so many `others` that the pass has to go through: the end of the turn has a slice of its own.
fn kept_for_a_turn(others: usize, rest: fn(&SimHost, &Ceded)) {
    let all = [[false, false], [false, true], [true, false], [true, true]];
    for work in lengths() {
        for [upgraded_before, part] in all {
            directed(move |sim| {
                let ceded = ceded(sim);
                let _others: Vec<_> = (0..others).map(|_| thing()).collect();
                let weak = if part { &ceded.part } else { &ceded.top };
                let before = upgraded_before.then(|| weak.upgrade());
                Heap::collect_within(Budget::Work(work));
                let kept = before.unwrap_or_else(|| weak.upgrade());
                sim.end_turn();
                drop(kept);
                rest(sim, &ceded);
            });
        }
    }
}

fn finish() {
    while Heap::is_collecting() {
        Heap::collect_within(Budget::Work(1));
    }
}

/// The program passes the wrapper to Rust, which moves the value out. Then it forgets all.
fn moves_out(sim: &SimHost, ceded: &Ceded) {
    let moved = resolve(sim, ceded.wrapper).borrow_mut().js.pop();
    sim.unroot_all();
    for _ in 0..2 {
        collect(sim);
        finalize(sim);
    }
    assert!(sim.exists(ceded.value));
    drop(moved);
    clean(sim);
    assert!(!sim.exists(ceded.value));
}

/// The barrier stands again after the pass.
#[test]
fn what_was_kept_for_a_turn_of_a_pass() {
    kept_for_a_turn(0, |sim, ceded| {
        finish();
        moves_out(sim, ceded);
    });
}

/// And after the next one.
#[test]
fn what_was_kept_for_a_turn_of_a_pass_before() {
    kept_for_a_turn(0, |sim, ceded| {
        finish();
        pass(sim);
        moves_out(sim, ceded);
    });
}

/// The pass learns of who gets at it by its handle afterwards.
#[test]
fn what_was_kept_for_a_turn_is_resolved_and_kept() {
    kept_for_a_turn(300, |sim, ceded| {
        // Until it has been counted.
        Heap::collect_within(Budget::Work(300));
        assert!(Heap::is_collecting());
        let kept = resolve(sim, ceded.wrapper);
        finish();
        sim.unroot_all();
        for _ in 0..2 {
            collect(sim);
            finalize(sim);
        }
        assert!(sim.exists(ceded.value));
        drop(kept);
        clean(sim);
        assert!(!sim.exists(ceded.value));
    });
}

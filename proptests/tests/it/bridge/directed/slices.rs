//! A pass in slices: what the program does in between. Each test is carried out for every length of the first slice.

use std::cell::RefCell;
use std::rc::Rc;

use handfast_proptests::{JsId, SimHost};
use handfast_runtime::{Budget, Heap, Ref};

use super::thing::*;

/// How long the first slice may be: beyond the whole pass, what is left to do after its commit included.
const LONGEST: u32 = 60;

/// How long the first slice may be. Miri, which is too slow for all of them, looks at one in the middle.
pub(super) fn lengths() -> impl Iterator<Item = u32> {
    let (first, step) = if cfg!(miri) { (12, LONGEST) } else { (1, 1) };
    (first..LONGEST).step_by(step as usize)
}

/// A chain: `top` has a wrapper and refers to `part`, which has none and holds a value that nobody else has.
struct Chain {
    wrapper: JsId,
    part: handfast_runtime::Weak<Thing>,
    value: JsId,
}

fn chain(sim: &SimHost) -> Chain {
    let part = thing();
    let top = holding(&[&part]);
    Chain {
        wrapper: wrap(sim, &top),
        value: value(sim, &part),
        part: part.downgrade(),
    }
}

/// Does something between the first slice and the rest of a pass. What it returns is held until the end.
fn between<R: 'static>(act: impl Fn(&SimHost, &Chain) -> R + Clone + Send + 'static) {
    for work in lengths() {
        for ceded_before in [false, true] {
            let act = act.clone();
            directed(move |sim| {
                let chain = chain(sim);
                if ceded_before {
                    pass(sim);
                }
                sim.end_turn();
                Heap::collect_within(Budget::Work(work));
                let held = act(sim, &chain);
                if Heap::is_collecting() {
                    while Heap::collect_within(Budget::Work(1)).is_none() {}
                }
                sim.unroot_all();
                for _ in 0..2 {
                    collect(sim);
                    finalize(sim);
                }
                assert!(sim.exists(chain.value), "after {work}");
                drop(held);
                clean(sim);
                assert!(!sim.exists(chain.value), "after {work}");
            });
        }
    }
}

fn top(sim: &SimHost, chain: &Chain) -> Ref<Thing> {
    resolve(sim, chain.wrapper)
}

#[test]
fn a_reference_that_is_moved_out() {
    between(|sim, chain| top(sim, chain).borrow_mut().edges.pop());
}

#[test]
fn a_reference_that_is_cloned() {
    between(|sim, chain| top(sim, chain).borrow().edges[0].clone());
}

#[test]
fn a_receiver_that_is_kept() {
    between(top);
}

#[test]
fn an_upgrade_that_is_kept() {
    between(|_, chain| chain.part.upgrade());
}

#[test]
fn a_value_that_is_moved_out() {
    between(|sim, chain| {
        let top = top(sim, chain);
        let part = top.borrow().edges[0].clone();
        part.borrow_mut().js.pop()
    });
}

#[test]
fn a_raw_retain() {
    between(|sim, chain| {
        let handle = handle(sim, chain.wrapper);
        Heap::retain(handle).unwrap();
        Retained(handle)
    });
}

struct Retained(handfast_runtime::Handle);

impl Drop for Retained {
    fn drop(&mut self) {
        Heap::release(self.0).unwrap();
    }
}

#[test]
fn a_new_holder() {
    between(|sim, chain| {
        let part = top(sim, chain).borrow().edges[0].clone();
        holding(&[&holding(&[&part])])
    });
}

#[test]
fn what_drop_code_saves_of_a_disposed_object() {
    between(|sim, chain| {
        let saved: Saved<Ref<Thing>> = Rc::new(RefCell::default());
        let to = saved.clone();
        on_drop(&top(sim, chain), move |thing| {
            to.borrow_mut().append(&mut thing.edges);
        });
        assert!(sim.dispose(chain.wrapper));
        saved
    });
}

#[test]
fn garbage_of_rust_is_dropped_in_slices() {
    directed(|_| {
        let ring: Vec<_> = (0..50).map(|_| thing()).collect();
        for i in 0..50 {
            link(&ring[i], &[&ring[(i + 1) % 50]]);
        }
        let weak = ring[7].downgrade();
        drop(ring);
        let (mut slices, mut condemned) = (0, 0);
        let report = loop {
            slices += 1;
            if let Some(report) = Heap::collect_within(Budget::Work(1)) {
                break report;
            }
            if weak.upgrade().is_none() && Heap::stats().objects > 0 {
                condemned += 1;
            }
        };
        assert_eq!((report.freed, report.slices), (50, slices));
        assert!(
            condemned > 10,
            "all are condemned before the last is dropped"
        );
    });
}

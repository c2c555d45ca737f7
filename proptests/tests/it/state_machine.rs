//! Every operation of the runtime, at random, against the model.

use std::cell::RefCell;

use handfast_proptests::generate::{self, Mix};
use handfast_proptests::{Summary, check_run, replay, search};

fn random_runs(mix: Mix, cases: u32, length: usize) {
    let (cases, length) = if cfg!(miri) { (1, 30) } else { (cases, length) };
    let total = RefCell::new(Summary::default());
    let outcome = search::search(cases, &generate::run(mix, length), |run| {
        let summary = check_run(run)?;
        let mut total = total.borrow_mut();
        total.objects += summary.objects;
        total.handles += summary.handles;
        total.panics += summary.panics;
        total.conflicts += summary.conflicts;
        total.deaths += summary.deaths;
        total.in_cycles += summary.in_cycles;
        Ok(())
    });
    match outcome {
        Ok(cases) => println!("{mix:?}: {cases} runs, {:?}", total.into_inner()),
        Err(found) => {
            // Saved, so that it is replayed from now on. Miri writes no files.
            let path = if cfg!(miri) {
                None
            } else {
                replay::save(&found.value, &found.message).ok()
            };
            panic!(
                "{}\nseed {}, saved as {path:?}\n{}",
                found.message, found.seed, found.value
            );
        }
    }
}

#[test]
fn everything() {
    random_runs(Mix::Everything, 1_500, 200);
}

#[test]
fn wrappers() {
    random_runs(Mix::Wrappers, 1_500, 200);
}

#[test]
fn drops() {
    random_runs(Mix::Drops, 1_500, 150);
}

#[test]
fn borrows() {
    random_runs(Mix::Borrows, 1_500, 150);
}

#[test]
fn js_refs() {
    random_runs(Mix::JsRefs, 1_500, 200);
}

#[test]
fn scopes() {
    random_runs(Mix::Scopes, 1_500, 150);
}

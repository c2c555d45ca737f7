//! The bridge pass, as a model: random runs, recorded ones, and the rules one by one.

use std::cell::RefCell;

use handfast_proptests::bridge::{self, Rules, Summary, generate};
use handfast_proptests::search;

/// Rules that others imply, so that nothing is lost without them.
const IMPLIED: &[&str] = &[
    // Only an unhandled object can be ceded and get its first wrapper, for a handled one has a live wrapper wherever code can
    // reach it without a promotion. What the barrier then does not find on the new wrapper was protected by the entry
    // through which the object was reached; that turn is not undone, because exposing counts as a mutation.
    "new_wrapper_clears_flag",
    // Disposing and wrapping count as mutations, and a wrapper that died in the turn leaves an object that is garbage.
    "undo_needs_list",
    // The strong count of an object that lost its handle is not the one of the pass.
    "undo_needs_handles",
];

#[test]
fn random_runs_are_sound_and_leak_nothing() {
    let (cases, length) = if cfg!(miri) { (1, 30) } else { (4_000, 200) };
    let total = RefCell::new(Summary::default());
    let outcome = search::search(cases, &generate::run(length), |run| {
        total.borrow_mut().add(bridge::check_run(run, Rules::ALL)?);
        Ok(())
    });
    let found = match outcome {
        Ok(cases) => return println!("{cases} runs, {:?}", total.into_inner()),
        Err(found) => found,
    };
    let small = bridge::shrink(&found.value, |run| {
        bridge::check_run(run, Rules::ALL).is_err()
    });
    let message =
        bridge::check_run(&small, Rules::ALL).map_or_else(|message| message, |_| found.message);
    // Saved, so that it is replayed from now on. Miri writes no files.
    let path = if cfg!(miri) {
        None
    } else {
        bridge::save(&small, &message, found.seed).ok()
    };
    panic!("{message}\nseed {}, saved as {path:?}\n{small}", found.seed);
}

#[cfg(not(miri))]
mod traces {
    use super::*;

    #[test]
    fn recorded_runs_pass() {
        for (name, run) in bridge::saved().unwrap() {
            bridge::check_run(&run, Rules::ALL)
                .unwrap_or_else(|error| panic!("{name}: {error}\n{run}"));
        }
    }

    #[test]
    fn every_rule_is_needed_by_a_recorded_run() {
        let saved = bridge::saved().unwrap();
        for rule in Rules::NAMES {
            let name = format!("without-{rule}");
            let run = saved
                .iter()
                .find(|(saved, _)| *saved == name)
                .map(|(_, run)| run);
            if IMPLIED.contains(rule) {
                assert!(run.is_none(), "{rule} is needed after all");
                continue;
            }
            let run = run.unwrap_or_else(|| panic!("there is no {name}.trace"));
            let outcome = bridge::check_run(run, Rules::without(rule).unwrap());
            assert!(outcome.is_err(), "{name}.trace passes without the rule");
        }
    }

    /// Not a proof, but the random runs are worth something only if they find what is missing.
    #[test]
    fn random_runs_find_a_missing_barrier() {
        for rule in [
            "pins_last",
            "barrier_receiver",
            "barrier_drop",
            "undo_unless_mutated",
        ] {
            let rules = Rules::without(rule).unwrap();
            let outcome = search::search(2_000, &generate::run(200), |run| {
                bridge::check_run(run, rules).map(drop)
            });
            assert!(outcome.is_err(), "{rule}");
        }
    }
}

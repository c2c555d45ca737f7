//! Recorded runs, replayed.

use handfast_proptests::{check_run, op};

macro_rules! traces {
    ($($name:literal),* $(,)?) => {
        /// Every file in `traces/`: a part of this binary, because Miri reads no files.
        const TRACES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../traces/", $name, ".trace")))),*];
    };
}

traces![
    "a-borrow-that-ended",
    "a-chain-of-forty-with-a-panic",
    "a-child-saved-at-last",
    "a-cycle-through-both-heaps",
    "a-death-below-a-call",
    "a-death-while-others-come-and-go",
    "a-leaked-guard",
    "a-panic-among-releases",
    "a-retained-handle-and-its-next-wrapper",
    "a-swept-wrapper-reported-late",
    "children-saved-from-their-parent",
    "classes-by-handle",
    "full-tables",
];

#[test]
fn recorded_runs_pass() {
    for (name, text) in TRACES {
        let run: op::Run = text
            .parse()
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!run.ops.is_empty());
        check_run(&run).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

#[cfg(not(miri))]
mod files {
    use handfast_proptests::{check_run, replay};

    use super::TRACES;

    /// Found runs are saved without anybody writing their names down, and fail here until they pass.
    #[test]
    fn saved_runs_pass() {
        for (name, run) in replay::saved().unwrap() {
            check_run(&run).unwrap_or_else(|error| panic!("{name}: {error}\n{run}"));
        }
    }

    #[test]
    fn every_file_is_listed() {
        let saved = replay::saved().unwrap();
        let mut saved: Vec<_> = saved
            .iter()
            .map(|(name, _)| name.as_str())
            .filter(|name| !name.starts_with("found-"))
            .collect();
        let mut listed: Vec<_> = TRACES.iter().map(|(name, _)| *name).collect();
        saved.sort_unstable();
        listed.sort_unstable();
        assert_eq!(saved, listed);
    }
}

//! Runs that once failed, or that a missing rule would make fail, replayed.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::step::steps;
use super::text::Run;

macro_rules! traces {
    ($($name:literal),* $(,)?) => {
        /// Every file in `traces/bridge/`: a part of this binary, because Miri reads no files.
        const TRACES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../../traces/bridge/", $name, ".trace")))),*];
    };
}

traces![
    "a-child-saved-from-a-dead-parent",
    "a-part-upgraded-and-kept",
    "a-polled-list-that-stays-the-same",
    "a-value-cloned-out-of-an-upgraded-part",
    "a-value-lost-while-its-holder-waits",
    "a-value-moved-out-after-passes-in-slices",
    "a-value-moved-out-of-an-upgraded-object",
    "a-wrapper-that-never-had-a-list",
];

#[test]
fn recorded_runs_pass() {
    for (name, text) in TRACES {
        let run: Run = text
            .parse()
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!run.steps.is_empty());
        super::run_apart(&run).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

#[cfg(not(miri))]
#[test]
fn every_file_is_listed() {
    let folder = handfast_proptests::replay::folder().join("bridge");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    files.sort_unstable();
    let listed: Vec<_> = TRACES.iter().map(|(name, _)| *name).collect();
    assert_eq!(files, listed);
}

#[test]
fn every_run_can_be_written_and_read() {
    let mut runner = TestRunner::deterministic();
    for cells in [false, true] {
        let steps = steps(50).new_tree(&mut runner).unwrap().current();
        let run = Run { cells, steps };
        let again: Run = run.to_string().parse().unwrap();
        assert_eq!(again.to_string(), run.to_string());
        assert_eq!(again.steps.len(), run.steps.len());
    }
}

#[test]
fn mistakes_are_named() {
    for (text, error) in [
        ("gc\nnow", "line 2: there is no `now`"),
        ("poll x", "line 1: `x` does not fit"),
        ("poll", "line 1: a word is missing"),
        ("call 1 2 9", "line 1: a walk is at most 3 deep"),
    ] {
        assert_eq!(text.parse::<Run>(), Err(error.to_owned()));
    }
}
